/// Judges structures that no careful writer makes.
enum OddityRules {
    static func findings(for facts: FileFacts) -> [Finding] {
        facts.oddities.compactMap { oddity in
            let level = level(oddity, facts)
            guard level > .note else { return nil }
            return Finding(
                rule: oddity.kind.rawValue, level: level,
                effect: "\(RuleCatalogue.rule(oddity.kind.rawValue).title): \(oddity.detail)",
                place: oddity.place, subject: oddity.detail)
        }
    }

    private static func level(_ oddity: OddityFact, _ facts: FileFacts) -> Finding.Level {
        switch oddity.kind {
        case .frameStraddle, .zipNamesDiffer, .memberTraversal, .bomb, .headerOverflow,
            .tensorOutOfFile, .tensorOverlap, .storageOutOfRecord, .startupFile:
            return .dangerous
        case .headerOutOfFile, .headerInvalid, .tensorSize, .tensorHole, .valueType, .textEncoding,
            .arrayNested, .alignmentInvalid, .duplicateKey, .notJSON, .datasetUnbounded:
            return headerLevel(oddity, facts)
        case .frameTooLong, .pickleNested, .pickleMemoJump, .pickleBillionLaughs, .pickleDeep,
            .pickleFault,
            .pickleAfterGarbage,
            .recordMissing, .zipFlags, .zipChecksum, .zipOrphan, .zipDirectories,
            .zipDirectoryMissing, .zipCount, .zipHeadersDiffer, .zipEncrypted, .duplicateMember,
            .emptyArchive, .folderData, .polyglot, .npyHeader, .contentsDiffer, .nameControl,
            .customLayer,
            .foreignDomain, .objectCode, .unsafeSwitch, .memberDevice, .foreignObjects:
            return .suspicious
        // What Python compiled itself is loaded only while the source beside it is the same.
        case .byteCode:
            return oddity.detail == ByteCode.Loading.cache.rawValue ? .note : .suspicious
        case .flood:
            let isHiding = ["calls", "imports", "objects", "operators"].contains {
                oddity.detail.contains($0)
            }
            return isHiding ? .dangerous : .suspicious
        case .executable: return claimsModel(oddity, facts) ? .dangerous : .suspicious
        case .memberLink: return oddity.detail.hasPrefix("leads out") ? .dangerous : .suspicious
        case .script:
            let isPage = facts.formats.first?.format == .html
            return claimsModel(oddity, facts) && !isPage ? .dangerous : .suspicious
        case .zipPrefix, .zipTrailing, .appended:
            return isModelOrArchive(facts) ? .suspicious : .note
        case .emptyFile: return NameClaim(facts.path)?.isModel ?? false ? .suspicious : .note
        case .pickleProtocolMidway, .pickleTrailing: return .note
        }
    }

    /// Whether whoever opens it expects a model, and not the program that it is.
    private static func claimsModel(_ oddity: OddityFact, _ facts: FileFacts) -> Bool {
        let name = oddity.place.members.last ?? facts.path
        return NameClaim(name) != nil || NameClaim(facts.path) != nil
            || facts.formats.first.map { $0.format.isModel } ?? false
    }

    private static func isModelOrArchive(_ facts: FileFacts) -> Bool {
        facts.formats.contains { $0.format.isModel || $0.format == .zip }
    }

    /// Headers: what makes a reader compute with the wrong numbers is dangerous, the rest broken.
    private static func headerLevel(_ oddity: OddityFact, _ facts: FileFacts) -> Finding.Level {
        let format = facts.formats.first?.format
        switch oddity.kind {
        case .headerOutOfFile: return .dangerous
        case .arrayNested: return .dangerous
        case .alignmentInvalid: return .dangerous
        case .tensorSize: return .dangerous
        case .tensorHole: return .dangerous
        case .duplicateKey: return format == .json || format == .text ? .note : .suspicious
        case .notJSON:
            let name = oddity.place.members.last ?? facts.path
            return name.hasSuffix(".json") ? .suspicious : .note
        default: return .suspicious
        }
    }
}

package import Transparency

/// What a door wants to take in, before it is known to be well named.
package struct IntakeOffer: Sendable, Hashable {
    package let source: Intake.Source
    package let project: String
    package let revision: String
    package let ref: String?
    package let upstream: String?
    package let facts: JSON

    package init(
        source: Intake.Source, project: String, revision: String, ref: String? = nil,
        upstream: String? = nil, facts: JSON = [:]
    ) {
        self.source = source
        self.project = project
        self.revision = revision
        self.ref = ref
        self.upstream = upstream
        self.facts = facts
    }
}

/// Why something was not taken in.
package enum IntakeRefusal: Error, Sendable, Equatable {
    case badProject(String)
    case badRevision(String)
    case badRef(String)
    case badUpstream
    /// What the project says of itself does not fit into a record.
    case factsTooLong(limit: Int)
    /// A commit names its bytes, and others came under it.
    case otherBytes(revision: String)
}

extension IntakeOffer {
    package static let projectByteCountMax = 200
    package static let revisionByteCountMax = 128
    package static let refByteCountMax = 200
    package static let fileByteCountMax = 255
    package static let factsByteCountMax = 16 << 10
    private static let upstreamByteCountMax = 2_000

    /// - Throws: ``IntakeRefusal`` for a name that could be taken for another one's.
    package func check() throws(IntakeRefusal) {
        guard Self.isName(project, max: Self.projectByteCountMax, slashes: source == .hub ? 1 : 0)
        else { throw .badProject(project) }
        guard isRevision(revision) else { throw .badRevision(revision) }
        if let ref, !isRef(ref) { throw .badRef(ref) }
        guard upstream.map({ (1...Self.upstreamByteCountMax).contains($0.utf8.count) }) ?? true
        else { throw .badUpstream }
        guard facts.canonicalBytes.count <= Self.factsByteCountMax else {
            throw .factsTooLong(limit: Self.factsByteCountMax)
        }
    }

    /// A branch or tag, or the name of a package's file, in which versions have `+` and `!` too.
    private func isRef(_ text: String) -> Bool {
        switch source {
        case .hub: Self.isName(text, max: Self.refByteCountMax, slashes: 8)
        case .packages:
            (1...Self.fileByteCountMax).contains(text.utf8.count) && !text.hasPrefix(".")
                && text.utf8.allSatisfy(Self.isReleaseByte)
        }
    }

    private func isRevision(_ text: String) -> Bool {
        switch source {
        case .hub: Self.isCommit(text)
        case .packages:
            (1...Self.revisionByteCountMax).contains(text.utf8.count)
                && text.utf8.allSatisfy(Self.isReleaseByte)
        }
    }

    /// Whether a text is a whole commit's name, and no branch's.
    package static func isCommit(_ text: String) -> Bool {
        text.utf8.count == 40
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    /// Letters, digits, `-`, `_` and `.`, in steps that are neither empty nor lead elsewhere.
    static func isName(_ text: String, max: Int, slashes: Int) -> Bool {
        let steps = text.split(separator: "/", omittingEmptySubsequences: false)
        return text.utf8.count <= max && steps.count <= slashes + 1
            && steps.allSatisfy { step in
                !step.isEmpty && !step.hasPrefix(".") && !step.contains("..")
                    && step.utf8.allSatisfy(isNameByte)
            }
    }

    private static func isReleaseByte(_ byte: UInt8) -> Bool {
        isNameByte(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "!")
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
        default: false
        }
    }
}

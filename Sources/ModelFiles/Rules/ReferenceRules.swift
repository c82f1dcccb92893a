/// Judges paths and addresses that a file names.
enum ReferenceRules {
    static func findings(for facts: FileFacts) -> [Finding] {
        facts.references.compactMap { reference in
            guard let (level, effect) = judged(reference) else { return nil }
            return Finding(
                rule: id(of: reference.kind), level: level,
                effect: "\(effect): `\(reference.target)`", place: reference.place,
                subject: reference.target)
        }
    }

    static func id(of kind: ReferenceFact.Kind) -> String {
        "reference-\(kind.rawValue.lowercased())"
    }

    private static func judged(_ reference: ReferenceFact) -> (Finding.Level, String)? {
        let leaves = PathRules.leaves(reference.target) || PathRules.isAddress(reference.target)
        switch reference.kind {
        case .externalData:
            return leaves ? (.dangerous, "reads tensors from outside the model") : nil
        case .weightFile: return leaves ? (.dangerous, "loads weights from outside the model") : nil
        case .vocabulary:
            return leaves ? (.dangerous, "reads a file or address when it is loaded") : nil
        case .hdf5Link:
            return leaves
                ? (.dangerous, "a link to another file") : (.suspicious, "a link to another file")
        case .hdf5Storage: return (.dangerous, "takes raw data from another file")
        case .virtualDataset:
            return reference.target == "." ? nil : (.dangerous, "maps another file's data")
        case .xmlEntity:
            return reference.target == "internal"
                ? (.suspicious, "declares an entity")
                : (.dangerous, "reads a file or address when it is parsed")
        case .fileLink:
            guard leaves, !PathRules.isCacheBlob(reference.target) else { return nil }
            return (.dangerous, "a link that leaves the folder")
        case .archiveLink, .archiveMember: return nil
        case .baseModel:
            if reference.target.contains("..") {
                return (.suspicious, "the base model is a path outside")
            }
            // Trainers write down where the base model was on their own machine.
            return leaves ? (.note, "the base model is a path") : nil
        case .graphPath:
            let node = reference.place.path.map { "`\($0)`" } ?? "an operator"
            return leaves ? (.dangerous, "\(node) opens a file outside the model") : nil
        case .requirement: return (.suspicious, "installs from an address or another index")
        case .sensitiveFile:
            let isHidden = reference.target.contains("..") || PathRules.isAddress(reference.target)
            return (
                isHidden ? .dangerous : .suspicious, "names a file of secrets or of the system"
            )
        case .library: return (.suspicious, "loads a library")
        case .configuration:
            let key = reference.place.path?.split(separator: ".").last?.lowercased() ?? ""
            let isPlain = reference.target.hasPrefix("http://") && key.contains("endpoint")
            let isAction = ["callback", "webhook", "exfil", "payload", "beacon"].contains {
                key.contains($0)
            }
            return isAction && PathRules.isAddress(reference.target) || isPlain
                ? (.suspicious, "an address to report to or fetch from") : nil
        }
    }
}

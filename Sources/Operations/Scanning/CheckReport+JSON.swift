import ModelFiles
package import Transparency

/// The report as scripts read it.
extension CheckReport {
    package var json: JSON {
        [
            "bytes": JSON(byteCount), "files": .array(files.map(\.json)),
            "outcome": .string(outcome.word), "rules": JSON(ModelFileRules.version),
        ]
    }
}

extension CheckReport.File {
    fileprivate var json: JSON {
        [
            "bytes": JSON(facts.byteCount),
            "digest": digest.map { .string($0.description) } ?? .null,
            "findings": .array(findings.map(\.json)),
            "format": format.map { .string($0.rawValue) } ?? .null,
            "outcome": .string(outcome.word), "path": .string(path),
        ]
    }
}

extension ModelFiles.Finding {
    package var json: JSON {
        [
            "location": place.json, "message": .string(effect), "rule": .string(rule),
            "severity": .string(level.rawValue), "subject": .string(subject),
        ]
    }
}

extension Place {
    var json: JSON {
        var members: [String: JSON] = [:]
        if let byteOffset { members["byte"] = JSON(byteOffset) }
        if !self.members.isEmpty { members["members"] = .array(self.members.map { .string($0) }) }
        if let path { members["path"] = .string(path) }
        return .object(members)
    }
}

extension ModelFiles.Outcome {
    /// As the command line's contract has it.
    package var word: String { self == .couldNotRead ? "unreadable" : rawValue }
}

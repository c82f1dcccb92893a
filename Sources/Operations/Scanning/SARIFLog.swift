import ModelFiles
package import Transparency

/// A check's findings in the form that code hosts show beside the files.
///
/// Source: OASIS, *Static Analysis Results Interchange Format (SARIF) Version 2.1.0*; GitHub, *SARIF
/// support for code scanning*, which asks for a line and for fingerprints.
package struct SARIFLog: Sendable {
    private let report: CheckReport
    private let toolVersion: String

    /// The log of a report that the program made in its version `toolVersion`.
    package init(of report: CheckReport, toolVersion: String) {
        self.report = report
        self.toolVersion = toolVersion
    }

    package var json: JSON {
        let found = report.files.flatMap { file in file.findings.map { (file, $0) } }
        let ids = Set(found.map(\.1.rule)).sorted()
        let places = Dictionary(uniqueKeysWithValues: zip(ids, 0...))
        return [
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
            "runs": [
                [
                    "artifacts": .array(report.files.map(artifact)),
                    "columnKind": "unicodeCodePoints",
                    "results": .array(found.map { result($0, $1, places[$1.rule] ?? 0) }),
                    "tool": [
                        "driver": [
                            "name": "assay", "rules": .array(ids.map(rule)),
                            "semanticVersion": .string(toolVersion),
                        ]
                    ],
                ]
            ],
        ]
    }

    private func artifact(_ file: CheckReport.File) -> JSON {
        var members: [String: JSON] = [
            "length": JSON(file.facts.byteCount), "location": ["uri": .string(uri(file.path))],
        ]
        if let digest = file.digest { members["hashes"] = ["sha-256": .string(digest.hex)] }
        return .object(members)
    }

    private func rule(_ id: String) -> JSON {
        let rule = CheckRules.rule(id) ?? Rule(id: id, title: id, why: "", remedy: "")
        return [
            "fullDescription": ["text": .string(rule.why.isEmpty ? rule.title : rule.why)],
            "help": ["text": .string(rule.remedy.isEmpty ? rule.title : rule.remedy)],
            "id": .string(id), "shortDescription": ["text": .string(rule.title)],
        ]
    }

    private func result(
        _ file: CheckReport.File, _ finding: ModelFiles.Finding, _ index: Int
    ) -> JSON {
        let place = finding.place.description
        let text = place.isEmpty ? finding.effect : "\(finding.effect) (\(place))"
        let identity = [finding.rule, file.path, place, finding.subject].joined(separator: "\0")
        let fingerprint = Digest(of: Array(identity.utf8)).hex
        return [
            "level": .string(Self.level(finding.level)),
            "locations": [
                [
                    "physicalLocation": [
                        "artifactLocation": ["uri": .string(uri(file.path))],
                        // Code hosts show a result at a line alone.
                        "region": ["startLine": JSON(finding.place.line ?? 1)],
                    ]
                ]
            ],
            "message": ["text": .string(text)],
            // GitHub tells results apart by the second name alone.
            "partialFingerprints": [
                "assay/v1": .string(fingerprint),
                "primaryLocationLineHash": .string("\(fingerprint.prefix(16)):1"),
            ],
            "properties": ["place": finding.place.json, "subject": .string(finding.subject)],
            "ruleId": .string(finding.rule), "ruleIndex": JSON(index),
        ]
    }

    private static func level(_ level: ModelFiles.Finding.Level) -> String {
        switch level {
        case .note: "note"
        case .suspicious: "warning"
        case .dangerous: "error"
        }
    }

    /// A relative reference, or a `file` URI for an absolute path (RFC 3986).
    private func uri(_ path: String) -> String {
        let trimmed = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
        let escaped = trimmed.utf8.map { byte in
            Self.plain.contains(byte)
                ? String(Unicode.Scalar(byte))
                : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
        return escaped.hasPrefix("/") ? "file://" + escaped : escaped
    }

    private static let plain = Set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
}

extension Place {
    /// The line of a text file, from 1.
    fileprivate var line: Int? {
        guard members.isEmpty, let path, path.hasPrefix("line ") else { return nil }
        return Int(path.dropFirst(5))
    }
}

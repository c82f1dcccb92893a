import ModelFiles
package import Transparency

/// A check's findings in the form that code hosts show beside the files.
///
/// Source: OASIS, *Static Analysis Results Interchange Format (SARIF) Version 2.1.0*; GitHub, *SARIF
/// support for code scanning*, which asks for a line and for fingerprints.
package struct SARIFLog: Sendable {
    private let report: CheckReport
    private let toolVersion: String
    private let folder: String

    /// - Parameters:
    ///   - report: What was found.
    ///   - toolVersion: Of the program that found it.
    ///   - folder: The working folder, absolute: files below it are named from there, as code hosts
    ///     expect of a checkout, and others by their absolute path.
    package init(of report: CheckReport, toolVersion: String, in folder: String) {
        self.report = report
        self.toolVersion = toolVersion
        self.folder = folder
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

    /// A reference relative to the working folder, or a `file` URI for what lies elsewhere
    /// (RFC 3986).
    private func uri(_ path: String) -> String {
        let parts = Self.components(path.hasPrefix("/") ? path : "\(folder)/\(path)")
        let base = Self.components(folder)
        let isInside = parts.count > base.count && parts.starts(with: base)
        let shown = isInside ? Array(parts[base.count...]) : parts
        return (isInside ? "" : "file:///") + shown.map(Self.escaped).joined(separator: "/")
    }

    /// Without `.` and `..`.
    private static func components(_ path: String) -> [Substring] {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return parts
    }

    private static func escaped(_ part: Substring) -> String {
        part.utf8.map { byte in
            plain.contains(byte)
                ? String(Unicode.Scalar(byte))
                : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }

    private static let plain = Set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
}

extension Place {
    /// The line of a text file, from 1.
    fileprivate var line: Int? {
        guard members.isEmpty, let path, path.hasPrefix("line ") else { return nil }
        return Int(path.dropFirst(5))
    }
}

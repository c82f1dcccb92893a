import ModelFiles
import SupplyChain

/// Judges the files that list dependencies.
struct DependencyCheck {
    /// `nil` when none were imported.
    private let advisories: AdvisoryDatabase?

    init(_ advisories: AdvisoryDatabase?) { self.advisories = advisories }

    static let vulnerable = "vulnerable-dependency"
    static let undecided = "undecided-dependency"

    /// What is known against all that a file lists; nothing when its name is no such list's.
    ///
    /// - Parameters:
    ///   - name: Below the folder that is checked.
    ///   - path: Where it is.
    ///   - folder: The folder that is checked; files that it includes are looked for there alone.
    /// - Returns: A finding for each vulnerability, and for what nobody can judge.
    /// - Throws: A fault when the file cannot be read, or the advisories are damaged.
    func findings(
        for name: String, at path: String, in folder: String?
    ) throws -> [ModelFiles.Finding] {
        guard let format = DependencyFormat(path: name) else { return [] }
        guard let advisories else { return [Self.unjudged(name)] }
        let bytes = try FileBytes.read(path)
        do {
            let listing = try DependencyListing(format, path: name, bytes: bytes) { other in
                folder.flatMap { Self.included(other, in: $0) }
            }
            let report = try DependencyReport(of: listing, against: advisories)
            return report.entries.flatMap(Self.findings) + report.problems.map(Self.finding)
        } catch {
            return [
                ModelFiles.Finding(
                    rule: Self.undecided, level: .suspicious,
                    effect: "nobody can say what it depends on: \(error)", place: Place(),
                    subject: name)
            ]
        }
    }

    private static func unjudged(_ name: String) -> ModelFiles.Finding {
        ModelFiles.Finding(
            rule: CheckRules.unjudged, level: .note,
            effect: "no advisories were imported to judge its packages by", place: Place(),
            subject: name)
    }

    /// Never a file outside.
    private static func included(_ path: String, in folder: String) -> [UInt8]? {
        let parts = path.split(separator: "/")
        guard !path.hasPrefix("/"), !parts.contains("..") else { return nil }
        return try? FileBytes.read("\(folder)/\(path)")
    }

    private static func findings(_ entry: DependencyReport.Entry) -> [ModelFiles.Finding] {
        let dependency = entry.dependency
        switch entry.verdict {
        case .clear: return []
        case .vulnerable(let findings):
            return AdvisoryFinding.byVulnerability(findings).map { finding($0, dependency) }
        case .undecided(let reason):
            return [
                ModelFiles.Finding(
                    rule: undecided, level: .suspicious,
                    effect: "nobody can say which vulnerabilities it has: \(reason)",
                    place: place(dependency.place), subject: dependency.name.text)
            ]
        }
    }

    private static func finding(
        _ group: [AdvisoryFinding], _ dependency: Dependency
    ) -> ModelFiles.Finding {
        let names = Set(group.flatMap { [$0.advisory.id] + $0.advisory.aliases }).sorted()
        let first = group[0]
        let level = group.flatMap(\.advisory.severities)
            .compactMap { CVSSScore(vector: $0.vector)?.level }.max()
        let summary = group.map(\.advisory.summary).first { !$0.isEmpty } ?? ""
        let fixed = group.compactMap(\.fixedVersion).first
        return ModelFiles.Finding(
            rule: vulnerable, level: level.map { $0 >= .high } == true ? .dangerous : .suspicious,
            effect: "\(dependency.name.text) \(first.version) has \(names.joined(separator: ", "))"
                + (summary.isEmpty ? "" : ": \(summary)")
                + (fixed.map { "; fixed in \($0)" } ?? "; no fixed version is known"),
            place: place(dependency.place), subject: dependency.name.text)
    }

    private static func finding(_ problem: DependencyListing.Problem) -> ModelFiles.Finding {
        ModelFiles.Finding(
            rule: undecided, level: .suspicious,
            effect: "nobody can say what this line asks for: \(problem.message)",
            place: place(problem.place), subject: problem.message)
    }

    private static func place(_ place: Dependency.Place) -> Place {
        place.line > 0 ? Place(path: "line \(place.line)") : Place()
    }
}

extension DependencyVerdict.Reason: CustomStringConvertible {
    package var description: String {
        switch self {
        case .version(let reason): "\(reason)"
        case .advisories(let findings):
            "its version cannot be compared with \(findings.map(\.advisory.id).joined(separator: ", "))"
        case .ecosystem: "no advisories at hand are about packages of this kind"
        }
    }
}

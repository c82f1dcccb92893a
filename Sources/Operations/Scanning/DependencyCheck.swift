import ModelFiles
import SupplyChain

/// Judges lists of packages.
struct DependencyCheck {
    /// `nil` when none were imported.
    private let advisories: DependencyVerdicts?

    init(_ advisories: DependencyVerdicts?) { self.advisories = advisories }

    /// - Parameters:
    ///   - listing: What a file lists.
    ///   - path: The file.
    /// - Returns: A finding for each vulnerability, and for what nobody can judge.
    /// - Throws: A fault when the advisories are damaged.
    func findings(
        in listing: DependencyListing, of path: String
    ) throws -> [ModelFiles.Finding] {
        guard let advisories else { return [Self.unjudged(path)] }
        do {
            let report = try DependencyReport(of: listing, by: advisories)
            return report.entries.flatMap(Self.findings) + report.problems.map(Self.finding)
        } catch { throw Failure.fault("damaged_advisories", "\(error)") }
    }

    private static func unjudged(_ path: String) -> ModelFiles.Finding {
        ModelFiles.Finding(
            rule: CheckRules.unjudged, level: .note,
            effect: "no advisories were imported to judge its packages by", place: Place(),
            subject: path)
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
                    rule: CheckRules.undecided, level: .suspicious,
                    effect: "nobody can say which vulnerabilities `\(dependency.name.text)` has: "
                        + "\(reason)",
                    place: place(dependency.place), subject: dependency.name.text)
            ]
        }
    }

    private static func finding(
        _ group: [AdvisoryFinding], _ dependency: Dependency
    ) -> ModelFiles.Finding {
        let names = Set(group.flatMap { [$0.advisory.id] + $0.advisory.aliases }).sorted()
        let level = group.flatMap(\.advisory.severities)
            .compactMap { CVSSScore(vector: $0.vector)?.level }.max()
        let summary = group.map(\.advisory.summary).first { !$0.isEmpty } ?? ""
        let fixed = group.compactMap(\.fixedVersion).first
        let version = group.first?.version ?? ""
        return ModelFiles.Finding(
            rule: CheckRules.vulnerable,
            level: level.map { $0 >= .high } == true ? .dangerous : .suspicious,
            effect: "\(dependency.name.text) \(version) has \(names.joined(separator: ", ")), "
                + (fixed.map { "fixed in \($0)" } ?? "and no fixed version is known")
                + (summary.isEmpty ? "" : ": \(summary)"),
            place: place(dependency.place), subject: dependency.name.text)
    }

    private static func finding(_ problem: DependencyListing.Problem) -> ModelFiles.Finding {
        ModelFiles.Finding(
            rule: CheckRules.undecided, level: .suspicious,
            effect: "nobody can say what this asks for: \(problem.message)",
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
            "its version cannot be compared with "
                + findings.map(\.advisory.id).joined(separator: ", ")
        case .ecosystem: "no advisories at hand are about packages of this kind"
        }
    }
}

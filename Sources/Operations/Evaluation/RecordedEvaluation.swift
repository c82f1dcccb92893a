package import Governance
import Statistics
import Transparency

/// One evaluation as its evidence says it: what was asked, and what came out.
package struct RecordedEvaluation: Sendable {
    package let version: VersionName
    /// Of one configuration: an eval_report, a fairness_report, an explainability_report, or some.
    package let evidence: [Evidence]
    let configuration: JSON

    /// The fewest hexadecimal digits by which evidence is found.
    static let digitCountMin = 6
    private static let kinds: Set<EvidenceKind> = [
        .evalReport, .fairnessReport, .explainabilityReport,
    ]

    /// - Parameters:
    ///   - version: Whose it is.
    ///   - dossier: All that is known about it.
    ///   - name: Evidence's digest or the beginning of it; `nil` for the newest eval_report.
    /// - Throws: A fault when there is none, and when several begin so.
    package init(
        of version: VersionName, in dossier: Dossier, named name: String?
    ) throws(Failure) {
        let measured = dossier.evidence.filter {
            Self.kinds.contains($0.kind) && $0.predicate["configuration"]?.objectValue != nil
                && $0.standing(for: dossier.version.composition).isHolding
        }
        let chosen = try Self.chosen(name, of: version, among: measured)
        guard let configuration = chosen.predicate["configuration"] else {
            throw .fault("not_recomputed", "evidence `\(chosen.id)` has no configuration")
        }
        self.version = version
        self.configuration = configuration
        let others = measured.filter {
            $0.kind != chosen.kind && $0.predicate["configuration"] == configuration
        }
        // Of one millisecond nobody can say which is newer, so all of those are compared.
        let newest = Dictionary(grouping: others, by: \.kind).values.flatMap { same in
            same.filter { $0.at == same.map(\.at).max() }
        }
        evidence = ([chosen] + newest).sorted { $0.kind.rawValue < $1.kind.rawValue }
    }

    private static func chosen(
        _ name: String?, of version: VersionName, among measured: [Evidence]
    ) throws(Failure) -> Evidence {
        guard let name else {
            let reports = measured.filter { $0.kind == .evalReport }
            let newest = reports.filter { $0.at == reports.map(\.at).max() }
            guard let first = newest.first else {
                throw .fault(
                    "not_evaluated",
                    "nothing that holds for `\(version.short)` was measured by `assay eval`")
            }
            guard newest.count == 1 else {
                let names = newest.map { String($0.id.description.dropFirst(7).prefix(12)) }
                    .sorted()
                throw .fault(
                    "ambiguous",
                    "\(newest.count) evaluations of `\(version.short)` are of the same "
                        + "millisecond; name the one that is meant: \(names.inBackticks)")
            }
            return first
        }
        let prefix = (name.hasPrefix("sha256:") ? name : "sha256:" + name).lowercased()
        guard prefix.utf8.count >= "sha256:".utf8.count + digitCountMin else {
            throw .fault(
                "bad_digest",
                "`\(name)` is no evidence: give at least \(digitCountMin) digits of its digest")
        }
        let found = measured.filter { $0.id.description.hasPrefix(prefix) }
        guard let first = found.first else {
            throw .fault(
                "unknown_evidence",
                "`assay eval` measured nothing that is called `\(name)` and holds for "
                    + "`\(version.short)`")
        }
        guard found.count == 1 else {
            throw .fault("ambiguous", "several begin with `\(name)`; give more of its digest")
        }
        return first
    }

    /// The version that it was compared with, by a model that is to be run.
    package var rival: VersionName? {
        configuration["against_score"] == nil ? against : nil
    }

    /// Whether a runtime made the scores, of this version or of the other.
    package var needsRuntime: Bool { !runtimes.isEmpty }

    /// Whether that runtime ran what Assay could have run.
    package var prefersRuntime: Bool { runtimes.contains { $0["preferred"] == true } }

    private var runtimes: [JSON] {
        ["runtime", "against_runtime"].compactMap { configuration[$0] }
    }

    private var against: VersionName? {
        configuration["against"]?.stringValue.flatMap { VersionName($0) }
    }
}

extension RecordedEvaluation {
    /// A digest that the configuration names.
    func digest(_ member: String) -> Digest? {
        configuration[member]?.stringValue.flatMap { Digest($0) }
    }

    /// The command that was given, on files that stand for those it looked at.
    ///
    /// - Throws: A fault for a configuration that this program does not read.
    func evaluation(
        of data: String, rivalArtifacts: [Artifact], by actor: Actor
    ) throws(Failure) -> EvaluateVersion {
        guard configuration["served"] == nil else {
            throw .fault(
                "not_recomputed",
                "a model that somebody else runs made the scores, and may answer otherwise now; "
                    + "measure again with `assay eval`")
        }
        guard let task = configuration["task"]?.stringValue.flatMap(EvaluationTask.init(rawValue:)),
            let seed = configuration["seed"]?.stringValue.flatMap({ UInt64($0) }),
            let suite = configuration["suite"]?.stringValue.flatMap(EvaluationSuite.init(rawValue:))
        else {
            throw .fault("not_recomputed", "the configuration of the evidence does not read")
        }
        var evaluation = EvaluateVersion(
            version: version, data: data, label: configuration["label"]?.stringValue,
            score: configuration["score"]?.stringValue, sensitive: names("sensitive"),
            threshold: configuration["threshold"]?.doubleValue ?? 0.5,
            positive: configuration["positive"]?.stringValue, by: actor)
        evaluation.task = task
        evaluation.prediction = configuration["prediction"]?.stringValue
        evaluation.query = configuration["query"]?.stringValue
        evaluation.referenceLabel = configuration["reference_label"]?.stringValue
        if let classes = configuration["classes"]?.all(\.stringValue) {
            evaluation.classes = classes
        }
        if let places = configuration["places"]?.all(\.intValue) { evaluation.places = places }
        evaluation.quantiles = configuration["quantiles"]?.all(\.doubleValue) ?? []
        evaluation.segments = names("segments")
        evaluation.weight = configuration["weight"]?.stringValue
        for (column, ranges) in configuration["ranges"]?.objectValue ?? [:] {
            evaluation.ranges[column] = NumberRanges(ranges)
        }
        for (column, group) in configuration["baselines"]?.objectValue ?? [:] {
            evaluation.baselines[column] = group.stringValue
        }
        evaluation.features = configuration["features"]?.all(\.stringValue)
        evaluation.suite = suite
        evaluation.seed = seed
        evaluation.rival = against.map {
            .init(
                version: $0, score: configuration["against_score"]?.stringValue,
                artifacts: rivalArtifacts)
        }
        return evaluation
    }

    private func names(_ member: String) -> [String] {
        configuration[member]?.arrayValue?.compactMap(\.stringValue) ?? []
    }
}

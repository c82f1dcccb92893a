import Predictors
import Governance
import Statistics
import Transparency

/// One evaluation's measures, as the predicates of evidence.
struct Measurement {
    let evaluation: EvaluateVersion
    let rows: EvaluationRows
    let source: EvaluationRows.Source
    /// Of the data.
    let digest: Digest
    /// What the data is compared with.
    let reference: Reference?
    let progress: @Sendable (String) -> Void

    /// What measured: other programs may come to other digits.
    static let engine = "assay \(ProgramVersion.text)"

    private var suite: EvaluationSuite { evaluation.suite }

    func predicates() throws -> [(EvidenceKind, JSON)] {
        guard evaluation.threshold >= 0, evaluation.threshold <= 1 else {
            throw Failure.fault(
                "bad_threshold", "the threshold `\(evaluation.threshold)` is not from 0 to 1")
        }
        return try Failure.measuring {
            var evidence: [(EvidenceKind, JSON)] = [(.evalReport, try evalReport())]
            if !rows.groups.isEmpty { evidence.append((.fairnessReport, try fairness())) }
            if let explained = try explanation() {
                evidence.append((.explainabilityReport, explained))
            }
            return evidence
        }
    }

    // MARK: Performance

    private func evalReport() throws -> JSON {
        progress("measuring performance")
        let bootstrap = try CellBootstrap(seed: evaluation.seed)
        let sample = PerformanceSample.binary(
            labels: rows.labels, scores: rows.scores, threshold: evaluation.threshold,
            rule: .atLeast)
        let report = try PerformanceReport(
            sample, segments: segments, searching: suite.looksAtData ? searched : [],
            bootstrap: bootstrap)
        var members = MeasuredPredicate.performance(report)
        members["configuration"] = configuration
        members["label"] = .string(evaluation.label)
        members["score"] = .string(scoreName)
        if suite.looksAtData { members.merge(try data()) { first, _ in first } }
        if suite.looksIntoModel { members["robustness"] = try robustness() }
        if let rival = evaluation.rival, let scores = rows.rivals.first {
            let comparison = try VersionComparison(
                labels: rows.labels, first: rows.scores, second: scores,
                threshold: evaluation.threshold, rule: .atLeast, bootstrap: bootstrap)
            members["comparison"] = comparison.json(with: rival.version.description)
        }
        return .object(members)
    }

    /// By whose values all is measured again: categories as they are.
    private var segments: [GroupColumn] {
        rows.segments.compactMap {
            if case .categories(let column) = $0 { column } else { nil }
        }
    }

    /// Where the worst segments are looked for.
    private var searched: [SegmentColumn] {
        rows.segments
            + rows.groups.filter { group in !rows.segments.contains { $0.name == group.name } }
            .map { .categories($0) }
    }

    private var scoreName: String {
        switch source {
        case .column(let name): name
        case .model(let model): "\(model.predictor.format.rawValue) model, run by Assay"
        case .served(let served): "\(served.model.name), not run by Assay"
        }
    }

    private var runsModel: Bool {
        if case .model = source { true } else { false }
    }

    /// All that the numbers depend on beside the bytes that were looked at.
    private var configuration: JSON {
        var members: [String: JSON] = [
            "data": .string(digest.description), "engine": .string(Self.engine),
            "label": .string(evaluation.label), "runs_model": .bool(runsModel),
            "seed": .string("\(evaluation.seed)"),
            "segments": .array(evaluation.segments.map { .string($0) }),
            "sensitive": .array(evaluation.sensitive.map { .string($0) }),
            "suite": .string(suite.rawValue), "threshold": .number(evaluation.threshold),
        ]
        if let score = evaluation.score { members["score"] = .string(score) }
        switch source {
        case .column: break
        case .model(let model): members["model"] = .string(model.digest.description)
        case .served(let served): members["served"] = served.json
        }
        if let positive = evaluation.positive { members["positive"] = .string(positive) }
        if let reference { members["reference"] = .string(reference.digest.description) }
        if let rival = evaluation.rival {
            members["against"] = .string(rival.version.description)
            if let score = rival.score { members["against_score"] = .string(score) }
        }
        let bytes = JSON.object(members).canonicalBytes
        members["digest"] = .string(Digest(of: bytes).description)
        return .object(members)
    }

    // MARK: Data

    private func data() throws -> [String: JSON] {
        progress("profiling the data")
        let profile = try ProfileFile.profile(evaluation.data)
        var members = ["quality": DataQuality(profile).json]
        if let reference {
            progress("comparing it with \(reference.path)")
            let compared = try CompareData(
                reference: reference.path, current: evaluation.data,
                settings: DriftSettings()
            ).run()
            members["drift"] = compared.json
        }
        return members
    }

    // MARK: Fairness

    private func fairness() throws -> JSON {
        progress("measuring fairness")
        var by: [String: JSON] = [:]
        for column in rows.groups {
            by[column.name] = try MeasuredPredicate.fairness(
                labels: rows.labels, scores: rows.scores, column,
                threshold: evaluation.threshold, seed: evaluation.seed)
        }
        return [
            "by": .object(by), "configuration": configuration, "n": JSON(rows.labels.count),
            "threshold": .number(evaluation.threshold),
        ]
    }

    // MARK: Model

    private func explanation() throws -> JSON? {
        guard suite.looksIntoModel, case .model(let model) = source,
            model.predictor.treeEnsemble != nil
        else { return nil }
        progress("explaining the model")
        let explained = try ExplainModel(model: model.path, data: evaluation.data).run()
        return explained.predicate(configuration: configuration)
    }

    private func robustness() throws -> JSON {
        guard case .model(let model) = source, let features = rows.features else {
            return ["left_out": "Assay did not run the model, so there is none to disturb"]
        }
        progress("disturbing the model's rows")
        return try RobustnessMeasures(
            model: model, features: features, labels: rows.labels, seed: evaluation.seed
        ).json
    }
}

extension Failure {
    /// Says what is wrong with a sample in words.
    static func measuring<Value>(_ measure: () throws -> Value) throws -> Value {
        do {
            return try measure()
        } catch let error as SampleError {
            throw Failure.fault("bad_sample", "\(error)")
        } catch let error as ExplanationError {
            throw Failure.fault("not_explained", "\(error)")
        } catch let error as DriftError {
            throw Failure.fault("not_compared", "\(error)")
        }
    }
}

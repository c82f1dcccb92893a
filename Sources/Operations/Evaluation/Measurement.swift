import Predictors
import Governance
import Statistics
import Transparency

/// One evaluation's measures, as the predicates of evidence.
struct Measurement {
    let evaluation: EvaluateVersion
    /// `nil` without labels.
    let rows: EvaluationRows?
    let source: EvaluationRows.Source
    /// Where another version's answers are from.
    let rival: EvaluationRows.Source?
    /// Of the data.
    let digest: Digest
    /// What the data is compared with.
    let reference: Reference?
    /// Rows that the model was trained on.
    let training: Reference?
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
            guard let rows else { return [(.evalReport, .object(try estimated()))] }
            var evidence: [(EvidenceKind, JSON)] = [(.evalReport, try evalReport(rows))]
            if !rows.groups.isEmpty { evidence.append((.fairnessReport, try fairness(rows))) }
            if let explained = try explanation(rows) {
                evidence.append((.explainabilityReport, explained))
            }
            return evidence
        }
    }

    // MARK: Performance

    private func evalReport(_ rows: EvaluationRows) throws -> JSON {
        progress("measuring performance")
        let bootstrap = try CellBootstrap(seed: evaluation.seed)
        let report = try PerformanceReport(
            rows.sample, weights: rows.weights, segments: segments(rows),
            searching: suite.looksAtData ? searched(rows) : [],
            bootstrap: bootstrap)
        var members = MeasuredPredicate.performance(report, classes: rows.classes)
        if case .ranking(nil) = report.overall { throw Self.nothingRelevant }
        if case .regression(let actual, let predicted, _) = rows.sample {
            members["calibration"] = MeasuredPredicate.calibration(
                try rows.weights.map {
                    try PredictionBins(actual: actual, predicted: predicted, weights: $0)
                } ?? PredictionBins(actual: actual, predicted: predicted))
        }
        members.merge(try common(rows.task)) { first, _ in first }
        if suite.looksIntoModel { members["robustness"] = try robustness(rows) }
        if let rival = evaluation.rival, let answers = rows.rivals.first {
            members["comparison"] = try EvaluationComparison(rows, answers, bootstrap: bootstrap)
                .json(with: rival.version.description)
        }
        if let weights = rows.weights, let column = evaluation.weight {
            members["weights"] = MeasuredPredicate.weights(weights, column, among: members)
        }
        return .object(members)
    }

    private static var nothingRelevant: Failure {
        .fault("bad_sample", "no query has a row whose label is above 0, so nothing can be ranked")
    }

    /// What is said of the evaluation itself, and of its data.
    func common(_ task: EvaluationTask) throws -> [String: JSON] {
        var members: [String: JSON] = [
            "configuration": configuration(task), "score": .string(scoreName),
            "task": .string(task.rawValue),
        ]
        if let label = evaluation.label { members["label"] = .string(label) }
        if suite.looksAtData { members.merge(try data()) { first, _ in first } }
        if let training {
            progress("looking for rows of \(training.path)")
            members["contamination"] = try CompareRows(
                evaluation: evaluation.data, training: training.path
            ).json()
        }
        return members
    }

    /// By whose values all is measured again: categories as they are.
    private func segments(_ rows: EvaluationRows) -> [GroupColumn] {
        rows.segments.compactMap {
            if case .categories(let column) = $0 { column } else { nil }
        }
    }

    /// Where the worst segments are looked for.
    private func searched(_ rows: EvaluationRows) -> [SegmentColumn] {
        rows.segments
            + rows.groups.filter { group in !rows.segments.contains { $0.name == group.name } }
            .map { .categories($0) }
    }

    private var scoreName: String {
        switch source {
        case .column(let name), .decisions(let name): name
        case .columns(let names): names.joined(separator: ", ")
        case .model(let model):
            "\(model.predictor.format.rawValue) model, run by \(model.engineName ?? "Assay")"
        case .served(let served): "\(served.model.name), not run by Assay"
        }
    }

    private var runsModel: Bool {
        if case .model = source { true } else { false }
    }

    /// All that the numbers depend on beside the bytes that were looked at.
    private func configuration(_ task: EvaluationTask) -> JSON {
        var members: [String: JSON] = [
            "data": .string(digest.description), "engine": .string(Self.engine),
            "runs_model": .bool(runsModel), "seed": .string("\(evaluation.seed)"),
            "segments": .array(evaluation.segments.map { .string($0) }),
            "sensitive": .array(evaluation.sensitive.map { .string($0) }),
            "suite": .string(suite.rawValue),
        ]
        members.merge(evaluation.taskMembers(task)) { first, _ in first }
        if let score = evaluation.score { members["score"] = .string(score) }
        switch source {
        case .column, .columns, .decisions: break
        case .model(let model):
            members["model"] = .string(model.digest.description)
            if let engine = model.engine { members["runtime"] = engine }
            if let features = evaluation.features {
                members["features"] = .array(features.map { .string($0) })
            }
        case .served(let served): members["served"] = served.json
        }
        if !evaluation.ranges.isEmpty {
            members["ranges"] = .object(evaluation.ranges.mapValues(\.json))
        }
        if !evaluation.baselines.isEmpty {
            members["baselines"] = .object(evaluation.baselines.mapValues(JSON.string))
        }
        if let weight = evaluation.weight { members["weight"] = .string(weight) }
        if let positive = evaluation.positive { members["positive"] = .string(positive) }
        if let reference { members["reference"] = .string(reference.digest.description) }
        if let training { members["training"] = .string(training.digest.description) }
        if let rival = evaluation.rival {
            members["against"] = .string(rival.version.description)
            if let score = rival.score { members["against_score"] = .string(score) }
            if case .model(let model)? = self.rival, let engine = model.engine {
                members["against_runtime"] = engine
            }
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
            members["drift"] = try drift(from: reference)
        }
        return members
    }

    private func drift(from reference: Reference) throws -> JSON {
        // The version's own profile is there unasked, so it need not stand in the way of weights.
        if evaluation.weight != nil, reference.part?.role == .referenceProfile {
            return [
                "left_out": """
                the version's reference profile has no rows to weigh: name a file of rows with \
                `--reference`
                """
            ]
        }
        return try CompareData(
            reference: reference.path, current: evaluation.data, weight: evaluation.weight,
            settings: DriftSettings()
        ).run().json
    }

    // MARK: Fairness

    private func fairness(_ rows: EvaluationRows) throws -> JSON {
        progress("measuring fairness")
        guard case .binary(let labels, let scores, _, _) = rows.sample else {
            return try groupedFairness(rows)
        }
        var by: [String: JSON] = [:]
        for column in rows.groups {
            var members = try MeasuredPredicate.fairness(
                labels: labels, scores: scores, column, threshold: evaluation.threshold,
                baseline: evaluation.baselines[column.name], seed: evaluation.seed
            ).objectValue
            if let cut = rows.cuts[column.name] { members?["cut"] = cut.json(of: column.name) }
            by[column.name] = members.map { .object($0) }
        }
        var members: [String: JSON] = [
            "by": .object(by), "configuration": configuration(rows.task), "n": JSON(labels.count),
            "threshold": .number(evaluation.threshold),
        ]
        if let weight = evaluation.weight {
            members["unweighted"] = .string(
                "groups are compared row by row, without the weights in `\(weight)`")
        }
        return .object(members)
    }

    /// Where there are no two classes, groups are compared in how well they are served.
    private func groupedFairness(_ rows: EvaluationRows) throws -> JSON {
        let bootstrap = try CellBootstrap(seed: evaluation.seed)
        var by: [String: JSON] = [:]
        for column in rows.groups {
            let report = try GroupedPerformance(
                rows.sample, groups: column, baseline: evaluation.baselines[column.name],
                largerShare: MeasuredPredicate.largerGroupShare,
                bootstrap: bootstrap)
            var members = MeasuredPredicate.groups(report, classes: rows.classes).objectValue
            if let cut = rows.cuts[column.name] { members?["cut"] = cut.json(of: column.name) }
            by[column.name] = members.map { .object($0) }
        }
        return [
            "by": .object(by), "configuration": configuration(rows.task),
            "n": JSON(rows.sample.rows), "task": .string(rows.task.rawValue),
        ]
    }

    // MARK: Model

    /// Of several classes there is no one answer that would be explained.
    private func explanation(_ rows: EvaluationRows) throws -> JSON? {
        guard suite.looksIntoModel, case .model(let model) = source,
            model.predictor.treeEnsemble?.outputCount == 1
        else { return nil }
        progress("explaining the model")
        let explained = try ExplainModel(model: model.path, data: evaluation.data).run()
        let predicate = explained.predicate(configuration: configuration(rows.task))
        guard let weight = evaluation.weight else { return predicate }
        var members = predicate.objectValue ?? [:]
        members["unweighted"] = .string(
            "importance is of rows that count alike, without the weights in `\(weight)`")
        return .object(members)
    }

    private func robustness(_ rows: EvaluationRows) throws -> JSON {
        guard case .model(let model) = source, let features = rows.features else {
            return ["left_out": "Assay did not run the model, so there is none to disturb"]
        }
        guard let truths = try truths(of: rows) else {
            return ["left_out": "rows of this task have no loss by themselves"]
        }
        progress("disturbing the model's rows")
        return try RobustnessMeasures(
            model: model, features: features, truths: truths, task: rows.task,
            seed: evaluation.seed
        ).json
    }
}

extension Measurement {
    /// What robustness is measured against; `nil` for rankings.
    private func truths(of rows: EvaluationRows) throws(Failure) -> RobustnessMeasures.Truths? {
        if let numbers = rows.labels.numbers { return .numbers(numbers) }
        guard case .classes(let answers) = rows.answers, answers.scores != nil else { return nil }
        return .classes(
            try rows.labels.codes(among: answers.classes), width: answers.classes.count)
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

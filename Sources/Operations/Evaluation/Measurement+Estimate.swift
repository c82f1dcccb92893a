import Statistics
import Tables
import Transparency

/// Performance before labels are known: estimated from scores, by a reference whose labels are.
extension Measurement {
    /// Into how many parts rows are cut, in their order, to show how the estimate goes.
    private static let chunksOfSmaller = 10
    private static let chunksMost = 200

    func estimated() throws -> [String: JSON] {
        guard let label = evaluation.referenceLabel, let path = evaluation.reference else {
            throw Failure.fault(
                "no_label",
                "without `--label` performance is estimated: name rows with labels by `--reference` "
                    + "and their column by `--reference-label`")
        }
        progress("reading \(path)")
        let reference = try evaluation.onReference(path, label: label, from: source)
        let scores = try evaluation.unlabelledScores(from: source)
        progress("estimating performance")
        let chunkRows = Self.chunkRows(reference.labels.count, scores.count)
        let known = try Failure.of(path) { () throws(SampleError) in
            try ConfidenceBasedEstimator(
                labels: reference.labels, scores: reference.scores,
                threshold: evaluation.threshold, rule: .atLeast,
                chunkRows: chunkRows)
        }
        var members = try common(.binary)
        members["n"] = JSON(scores.count)
        members["threshold"] = .number(evaluation.threshold)
        members["estimated"] = try json(
            known, scores, referenceRows: reference.labels.count, chunkRows: chunkRows)
        return members
    }

    /// Of either side's parts, which must be of one size to be compared: a tenth of the smaller
    /// side, but not so few that there are too many.
    private static func chunkRows(_ reference: Int, _ current: Int) -> Int {
        let (least, most) = (min(reference, current), max(reference, current))
        return max(least / chunksOfSmaller, (most + chunksMost - 1) / chunksMost, 1)
    }

    private func json(
        _ estimator: ConfidenceBasedEstimator, _ scores: [Double], referenceRows: Int,
        chunkRows: Int
    ) throws -> JSON {
        let chunks = try estimator.chunks(scores: scores, chunkRows: chunkRows)
        let all = try estimator.chunks(scores: scores, chunkRows: scores.count)
        var members = MeasuredPredicate.estimates(all.first?.measures ?? [:])
        members["calibrated"] = .bool(estimator.calibrator != nil)
        members["chunks"] = .array(
            chunks.map { chunk in
                var members = MeasuredPredicate.estimates(chunk.measures)
                members["first_row"] = JSON(chunk.rows.lowerBound)
                members["n"] = JSON(chunk.rows.count)
                members["unusual"] = .array(
                    LabelFreeMeasure.allCases.filter { chunk.measures[$0]?.isAlert == true }
                        .map { .string($0.predicateName) })
                return .object(members)
            })
        members["method"] = "confidence-based performance estimation"
        members["reference_rows"] = JSON(referenceRows)
        members["usual"] = .object(
            Dictionary(
                (chunks.first?.measures ?? [:]).map { measure, measured in
                    (
                        measure.predicateName,
                        [
                            "lower": .number(measured.usual.lowerBound),
                            "upper": .number(measured.usual.upperBound),
                        ]
                    )
                }, uniquingKeysWith: { first, _ in first }))
        return .object(members)
    }
}

extension EvaluateVersion {
    /// The labels and scores of the reference.
    fileprivate func onReference(
        _ path: String, label: String, from source: EvaluationRows.Source
    ) throws(Failure) -> (labels: [Int32], scores: [Double]) {
        guard !ProfileFile.isProfile(path) else {
            throw .fault(
                "no_rows", "\(path): is a profile, which has no labels; name the rows themselves")
        }
        var reference = EvaluateVersion(
            version: version, data: path, label: label, score: score, sensitive: [],
            threshold: threshold, positive: positive, by: by)
        reference.task = .binary
        let rows = try EvaluationRows(reference, label: label, from: source, rival: nil)
        guard case .binary(let labels, let scores, _, _) = rows.sample else { return ([], []) }
        return (labels, scores)
    }

    /// The scores of the data, whose labels nobody knows.
    fileprivate func unlabelledScores(
        from source: EvaluationRows.Source
    ) throws(Failure) -> [Double] {
        do {
            let table = try Table(path: data, columns: source.requests)
            guard table.rows > 0 else {
                throw TableError.notRead("there are no rows below the header")
            }
            return try source.answers(table.columns[...], to: .binary, labels: [], of: self)
                .answers.numbers
        } catch let error as TableError {
            throw .fault("bad_table", "\(data): \(error)")
        } catch let failure as Failure {
            throw failure
        } catch { throw .fault("unexpected", "\(data): \(error)") }
    }
}

extension MeasuredPredicate {
    fileprivate static func estimates(
        _ measures: [LabelFreeMeasure: ConfidenceBasedEstimator.Measured]
    ) -> [String: JSON] {
        Dictionary(
            measures.map { ($0.predicateName, $1.estimate.json) },
            uniquingKeysWith: { first, _ in first })
    }
}

extension LabelFreeMeasure {
    /// As it stands in a predicate.
    var predicateName: String {
        switch self {
        case .areaUnderCurve: "auc"
        case .averagePrecision: "average_precision"
        case .confusion(let measure): measure.predicateName
        }
    }
}

extension Failure {
    /// Says in which file a sample is wrong.
    fileprivate static func of<Value>(
        _ path: String, _ measure: () throws(SampleError) -> Value
    ) throws(Failure) -> Value {
        do { return try measure() } catch {
            throw .fault("bad_sample", "\(path): \(error)")
        }
    }
}

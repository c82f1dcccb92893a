/// How well a model decides on rows whose labels are not known, judged by its own scores.
///
/// Scores are turned into probabilities on labelled reference rows where that brings them closer to
/// the truth; then a row decided as true is right with that probability, and expected counts give
/// every measure. That holds while the model's inputs drift and the relation of inputs and truth
/// stays; a change of that relation cannot be seen without labels.
///
/// Source: NannyML's confidence-based performance estimation (CBPE), and its sampling errors.
package struct ConfidenceBasedEstimator: Sendable, Equatable {
    package enum Calibration: String, Sendable, Equatable {
        /// Isotonic if that lowers the calibration error of held-out tenths.
        case automatic
        case isotonic
        case none
    }

    /// One measure of one chunk.
    package struct Measured: Sendable, Equatable {
        package let estimate: Estimate
        /// How far chance moves the measure in a chunk of this size.
        package let samplingError: Double
        /// Where the reference's chunks lie: their mean and three standard deviations about it.
        package let usual: ClosedRange<Double>

        package var isAlert: Bool { !usual.contains(estimate.value) }
    }

    package struct Chunk: Sendable, Equatable {
        /// Rows, counted from 0.
        package let rows: Range<Int>
        /// Without measures that are undefined here or in the reference.
        package let measures: [LabelFreeMeasure: Measured]
    }

    package let threshold: Double
    package let rule: ThresholdRule
    package let confidence: Double
    /// `nil` when scores are taken as they are.
    package let calibrator: IsotonicRegression?
    private let reference: [LabelFreeMeasure: ReferencePerformance]

    /// - Parameters:
    ///   - labels: What was true, 0 or 1; shape `[rows]`.
    ///   - scores: The probability of a true label, 0...1; same shape.
    ///   - threshold: At which a row is decided as true.
    ///   - rule: Whether a score on the threshold is.
    ///   - chunkRows: Rows of the reference's chunks, ≥ 1.
    ///   - calibration: Whether scores are turned into probabilities first.
    ///   - confidence: Of each estimate's interval against chance.
    /// - Throws: ``SampleError`` when there are no rows, the columns differ in length, or a value is
    ///   out of its range.
    /// - Complexity: O(rows · log rows).
    package init(
        labels: [Int32], scores: [Double], threshold: Double, rule: ThresholdRule, chunkRows: Int,
        calibration: Calibration = .automatic, confidence: Double = 0.95
    ) throws(SampleError) {
        let truths = try Scores.labels(labels)
        try Scores.check(scores, rows: truths.count)
        guard confidence > 0, confidence < 1 else { throw .confidenceOutOfRange(confidence) }
        self.threshold = threshold
        self.rule = rule
        self.confidence = confidence
        let isCalibrated =
            switch calibration {
            case .none: false
            case .isotonic: true
            case .automatic: try CalibrationNeed(labels: truths, scores: scores).isNeeded
            }
        calibrator = isCalibrated ? try IsotonicRegression(labels: truths, scores: scores) : nil
        let known = truths.map { $0 ? 1.0 : 0 }
        let chunks = try Self.chunks(of: truths.count, chunkRows)
        let decides = { (score: Double) in rule.decides(score, threshold) }
        let confusion = try ConfusionMatrix(labels: truths, decisions: scores.map(decides))
        var reference: [LabelFreeMeasure: ReferencePerformance] = [:]
        let realised = chunks.map { Self.values($0, scores, known, decides) }
        for measure in LabelFreeMeasure.allCases {
            reference[measure] = ReferencePerformance(
                measure, labels: truths, scores: scores, confusion: confusion,
                realised: realised.compactMap { $0[measure] })
        }
        self.reference = reference
    }

    /// What is estimated of each chunk of rows without labels.
    ///
    /// - Parameters:
    ///   - scores: 0...1; shape `[rows]`.
    ///   - chunkRows: Rows of a chunk, ≥ 1; the last may have fewer.
    /// - Returns: In the order of the rows.
    /// - Throws: ``SampleError`` when there are no rows, or a value is out of its range.
    /// - Complexity: O(rows · log rows).
    package func chunks(scores: [Double], chunkRows: Int) throws(SampleError) -> [Chunk] {
        try Scores.check(scores, rows: scores.count)
        let probabilities = scores.map { calibrator?.value(at: $0) ?? $0 }
        let deviate = try NormalQuantile(twoSided: confidence).value
        return try Self.chunks(of: scores.count, chunkRows).map { rows in
            let values = Self.values(rows, scores, probabilities) { rule.decides($0, threshold) }
            var measures: [LabelFreeMeasure: Measured] = [:]
            for (measure, value) in values {
                guard let known = reference[measure] else { continue }
                let error = known.rowError / Double(rows.count).squareRoot()
                measures[measure] = Measured(
                    estimate: Estimate(
                        value: value, error: error, deviate: deviate, confidence: confidence,
                        rows: rows.count, within: 0...1),
                    samplingError: error, usual: known.usual)
            }
            return Chunk(rows: rows, measures: measures)
        }
    }

    private static func chunks(of rows: Int, _ size: Int) throws(SampleError) -> [Range<Int>] {
        guard size > 0 else {
            throw .parameterOutOfRange(
                name: "rows of a chunk", value: Double(size), range: "at least 1")
        }
        return stride(from: 0, to: rows, by: size).map { $0..<min($0 + size, rows) }
    }

    /// Every measure from probabilities of being true.
    private static func values(
        _ rows: Range<Int>, _ scores: [Double], _ probabilities: [Double],
        _ decides: (Double) -> Bool
    ) -> [LabelFreeMeasure: Double] {
        var (decidedTrue, decidedFalse) = ((0.0, 0.0), (0.0, 0.0))
        for row in rows {
            if decides(scores[row]) {
                decidedTrue.0 += probabilities[row]
                decidedTrue.1 += 1 - probabilities[row]
            } else {
                decidedFalse.0 += probabilities[row]
                decidedFalse.1 += 1 - probabilities[row]
            }
        }
        let ranks = ExpectedRanks(scores: scores[rows], probabilities: probabilities[rows])
        var values: [LabelFreeMeasure: Double] = [:]
        for measure in LabelFreeMeasure.allCases {
            switch measure {
            case .areaUnderCurve: values[measure] = ranks.area
            case .averagePrecision: values[measure] = ranks.averagePrecision
            case .confusion(let counted):
                let value = counted.value(
                    truePositives: decidedTrue.0, falsePositives: decidedTrue.1,
                    trueNegatives: decidedFalse.1, falseNegatives: decidedFalse.0)
                values[measure] = value.isNaN ? nil : value
            }
        }
        return values
    }
}

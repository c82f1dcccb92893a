import RealModule

/// Watches a column, value by value, for having moved away from a reference.
///
/// A confidence sequence and CUSUM decide. The sequence holds at every moment at once, whatever the
/// distribution: it alarms when the mean of all values so far, with those beyond the reference's range
/// drawn in to it, cannot be the reference's, whose own interval has half of what the confidence
/// leaves. CUSUM finds a change that comes late, in normal scores: `Φ⁻¹` of where a value ranks among the
/// reference, ties in the middle, so that neither long tails nor few different values raise it. It is
/// set so that a stream of the planned length without change has `1 − confidence` alarms on average,
/// if its values are independent. Page-Hinkley and ADWIN look for changes within the stream's scores,
/// and are shown: the first with tolerance `δ = ¼` and the threshold `ln(2δ²·length) / 2δ`.
///
/// Source: B. van der Waerden, *Order tests for the two-sample problem*, Indagationes Mathematicae 14
/// (1952), for the scores.
package struct ColumnWatch: Sendable, Equatable {
    /// What is known of the column from before.
    package struct Reference: Sendable, Equatable {
        package let mean: Double
        package let deviation: Double
        package let range: ClosedRange<Double>
        package let rows: Int
        let scores: NormalScores

        /// `nil` unless there are two finite values that differ.
        package init?(_ profile: NumericProfile) {
            guard let variance = profile.moments.sampleVariance, variance > 0, variance.isFinite,
                let least = profile.minimum, let most = profile.maximum, least.isFinite,
                most.isFinite, least < most
            else { return nil }
            guard let scores = NormalScores(profile.quantiles) else { return nil }
            self.scores = scores
            mean = profile.moments.mean
            deviation = variance.squareRoot()
            range = least...most
            rows = profile.moments.count
        }
    }

    package enum Detector: String, Sendable, Equatable, CaseIterable {
        case cumulativeSum, pageHinkley, adaptiveWindow
    }

    package struct Alarm: Sendable, Equatable {
        package let detector: Detector
        /// Counted from 0.
        package let row: Int
    }

    /// So many alarms are kept; all are counted.
    package static let alarmsMost = 20
    private static let tolerance = 0.25

    package let reference: Reference
    /// Where the reference's mean lies.
    package let expected: ClosedRange<Double>
    /// Rows so far, of which those without a finite value are passed over.
    package private(set) var rows = 0
    package private(set) var passedOver = 0
    package private(set) var sequence: MeanConfidenceSequence
    /// The first row after which the mean could not be the reference's.
    package private(set) var apartSince: Int?
    package private(set) var alarms: [Alarm] = []
    package private(set) var alarmCounts: [Detector: Int] = [:]
    private var cumulative: CumulativeSum
    private var hinkley: PageHinkley
    private var window: AdaptiveWindow

    /// Whether it has moved, as far as has been seen.
    package var hasMoved: Bool { apartSince != nil || (alarmCounts[.cumulativeSum] ?? 0) > 0 }

    /// - Parameters:
    ///   - reference: What is known from before.
    ///   - confidence: Of both deciding detectors by itself; strictly between 0 and 1.
    ///   - plannedRows: How long the stream is about, > 0.
    /// - Throws: ``DriftError`` when a setting is out of its range.
    package init(
        _ reference: Reference, confidence: Double, plannedRows: Int
    ) throws(DriftError) {
        let half = (1 + confidence) / 2
        guard let deviate = try? NormalQuantile(twoSided: half).value else {
            throw .shareOutOfRange(what: "confidence", value: confidence)
        }
        let error = reference.deviation / Double(reference.rows).squareRoot()
        self.reference = reference
        expected = (reference.mean - deviate * error)...(reference.mean + deviate * error)
        sequence = try MeanConfidenceSequence(range: reference.range, confidence: half)
        let runLength = Double(max(plannedRows, 1)) / (1 - confidence) + 1
        cumulative = try CumulativeSum(
            mean: reference.scores.mean, deviation: 1, runLength: runLength)
        hinkley = PageHinkley(
            tolerance: Self.tolerance,
            threshold: Double.log(2 * Self.tolerance * Self.tolerance * runLength + 1)
                / (2 * Self.tolerance))
        window = try AdaptiveWindow(delta: 1 - confidence)
    }

    /// Adds the next rows' values; those that are not finite are passed over.
    package mutating func add(_ values: [Double]) throws(DriftError) {
        for value in values {
            defer { rows += 1 }
            guard value.isFinite else {
                passedOver += 1
                continue
            }
            try sequence.add(
                min(max(value, reference.range.lowerBound), reference.range.upperBound))
            if apartSince == nil,
                sequence.lower > expected.upperBound || sequence.upper < expected.lowerBound
            {
                apartSince = rows
            }
            let score = reference.scores.score(of: value)
            if try cumulative.add(score) != nil { alarm(.cumulativeSum) }
            if try hinkley.add(score) { alarm(.pageHinkley) }
            if try window.add(score) { alarm(.adaptiveWindow) }
        }
    }

    private mutating func alarm(_ detector: Detector) {
        alarmCounts[detector, default: 0] += 1
        if alarms.count(where: { $0.detector == detector }) < Self.alarmsMost {
            alarms.append(Alarm(detector: detector, row: rows))
        }
    }
}

import RealModule

/// Whether a model leans on other features than it did: mean absolute contributions on current rows
/// against those on reference rows.
///
/// The interval of each difference is Welch's; those of all features hold together (Bonferroni).
/// The rank agreement is the normalised discounted cumulative gain of the current order with the
/// reference's importances as gains: 1 when the order is the same.
///
/// Source for the rank agreement: K. Järvelin and J. Kekäläinen, ACM Transactions on Information
/// Systems 20 (2002) 422.
package struct ExplanationDrift: Sendable, Equatable {
    package struct Entry: Sendable, Equatable {
        package let feature: Int
        /// Mean absolute contribution on the reference.
        package let reference: Double
        package let current: Double
        /// Current minus reference.
        package let difference: Estimate
        /// Current minus reference of the contributions with their signs.
        package let shift: Double

        /// Whether the interval leaves 0 out.
        package var hasMoved: Bool { difference.lower > 0 || difference.upper < 0 }
    }

    /// By falling absolute difference; of equals the first.
    package let ranked: [Entry]
    /// 0...1; 1 when all importances are 0.
    package let rankAgreement: Double
    package let confidence: Double

    /// - Throws: ``SampleError`` when a side has fewer than two rows, the features differ in number or
    ///   the confidence is out of its range.
    /// - Complexity: O(rows · features).
    package init(
        reference: Contributions, current: Contributions, output: Int = 0,
        confidence: Double = 0.95
    ) throws(SampleError) {
        guard reference.rowCount > 1, current.rowCount > 1 else { throw .noRows }
        guard reference.featureCount == current.featureCount else {
            throw .lengthsDiffer(
                column: "features", rows: current.featureCount, expected: reference.featureCount)
        }
        guard confidence > 0, confidence < 1 else { throw .confidenceOutOfRange(confidence) }
        let features = reference.featureCount
        var entries: [Entry] = []
        for feature in 0..<features {
            entries.append(
                try Self.entry(
                    feature, reference.column(feature, output: output),
                    current.column(feature, output: output),
                    tail: (1 - confidence) / Double(features) / 2))
        }
        rankAgreement = Self.rankAgreement(
            gains: entries.map(\.reference), scores: entries.map(\.current))
        ranked = entries.sorted {
            let (one, other) = ($0.difference.value.magnitude, $1.difference.value.magnitude)
            return one == other ? $0.feature < $1.feature : one > other
        }
        self.confidence = confidence
    }

    private static func entry(
        _ feature: Int, _ reference: [Double], _ current: [Double], tail: Double
    ) throws(SampleError) -> Entry {
        let before = try MeanInterval(reference.map(\.magnitude))
        let after = try MeanInterval(current.map(\.magnitude))
        let (a, b) = (
            before.standardError * before.standardError, after.standardError * after.standardError
        )
        let freedom =
            (a + b) * (a + b)
            / (a * a / Double(before.rows - 1) + b * b / Double(after.rows - 1))
        // Constant contributions on both sides have no error, and nothing to be unsure of.
        let deviate =
            a + b > 0
            ? try -StudentDistribution(degreesOfFreedom: freedom).quantile(tail) : 0
        return Entry(
            feature: feature, reference: before.mean, current: after.mean,
            difference: Estimate(
                value: after.mean - before.mean, error: (a + b).squareRoot(), deviate: deviate,
                confidence: 1 - 2 * tail, rows: before.rows + after.rows),
            shift: current.reduce(0, +) / Double(current.count)
                - reference.reduce(0, +) / Double(reference.count))
    }

    private static func rankAgreement(gains: [Double], scores: [Double]) -> Double {
        func discounted(_ order: [Int]) -> Double {
            order.enumerated().reduce(0) {
                $0 + gains[$1.element] / Double.log2(Double($1.offset + 2))
            }
        }
        func order(_ values: [Double]) -> [Int] {
            values.indices.sorted {
                values[$0] == values[$1] ? $0 < $1 : values[$0] > values[$1]
            }
        }
        let best = discounted(order(gains))
        return best > 0 ? discounted(order(scores)) / best : 1
    }
}

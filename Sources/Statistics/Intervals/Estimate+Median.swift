extension Estimate {
    /// The median, between the order statistics that it exceeds and falls below with the
    /// confidence: of `n` rows a binomial number of `n` and ½ lies below it.
    ///
    /// The true median is below the lowest value that is kept when no more rows than were cut off are
    /// below it. Whole rows are cut off, so the confidence is met or exceeded: 95 % is 96.9 % of 6
    /// rows, 95.9 % of 20, 95.2 % of 201. Fewer than 6 rows cannot give 95 %; then the smallest and
    /// the largest value bound it.
    /// - Parameters:
    ///   - values: Finite; at least one.
    ///   - confidence: Strictly between 0 and 1.
    /// - Throws: ``SampleError`` when there are no rows, or the confidence is out of range.
    init(medianOf values: [Double], confidence: Double) throws(SampleError) {
        guard confidence > 0, confidence < 1 else { throw .confidenceOutOfRange(confidence) }
        guard !values.isEmpty else { throw .noRows }
        let sorted = values.sorted()
        let half = sorted.count / 2
        let median = sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
        let below = Self.rowsBelow(of: sorted.count, tail: (1 - confidence) / 2)
        self.init(
            value: median, lower: sorted[below], upper: sorted[sorted.count - 1 - below],
            confidence: confidence, method: .orderStatistics, rows: sorted.count)
    }

    /// How many rows may be cut off at either end: the most of which `P(X ≤ rows) ≤ tail`, or none.
    static func rowsBelow(of rows: Int, tail: Double) -> Int {
        var (kept, rejected) = (0, (rows + 1) / 2)
        while rejected - kept > 1 {
            let middle = (kept + rejected) / 2
            // P(X ≤ middle) = I½(rows − middle, middle + 1)
            let share = IncompleteBeta(
                a: Double(rows - middle), b: Double(middle + 1), x: 0.5
            ).lower
            if share <= tail { kept = middle } else { rejected = middle }
        }
        return kept
    }
}

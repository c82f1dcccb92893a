/// Local surrogates of any model on tables, from rows drawn as the training data is distributed.
///
/// Each feature of a drawn row falls into one of its bins as often as training rows do, and gets a
/// value from there. The drawn rows do not depend on the row that is explained: they are drawn
/// and asked once for all rows, which then differ in what is like them.
///
/// Source: as ``LocalSurrogate``.
package struct LIME: Sendable {
    package let bins: [FeatureBins]
    private let drawn: [Double]
    /// Each drawn value's bin; shape `[drawn rows, features]`.
    private let places: [Int32]
    private let drawnCount: Int

    /// - Parameters:
    ///   - training: At least one row.
    ///   - categories: The features whose numbers are names.
    ///   - sampleCount: How many rows a surrogate is fitted on, the explained one included; at
    ///     least 2.
    ///   - seed: Which rows are drawn.
    /// - Throws: ``ExplanationError``.
    /// - Complexity: O(features · rows · log rows + samples · features).
    package init(
        training: FeatureRows, categories: Set<Int> = [], sampleCount: Int = 5000, seed: UInt64
    ) throws(ExplanationError) {
        guard training.rowCount > 0 else { throw .noRows }
        guard sampleCount > 1 else {
            throw .settingOutOfRange(name: "sampleCount", value: Double(sampleCount))
        }
        if let column = categories.first(where: { !(0..<training.featureCount).contains($0) }) {
            throw .columnUnknown(column: column, features: training.featureCount)
        }
        let bins = (0..<training.featureCount).map {
            FeatureBins(training.column($0), isCategory: categories.contains($0))
        }
        var numbers = SeededRandom(seed: seed)
        let weights = bins.map { $0.counts.map(Double.init) }
        var drawn: [Double] = []
        var places: [Int32] = []
        for _ in 1..<sampleCount {
            for (feature, bins) in bins.enumerated() {
                let place = numbers.index(weights: weights[feature])
                places.append(Int32(place))
                drawn.append(bins.draw(place, &numbers))
            }
        }
        self.bins = bins
        self.drawn = drawn
        self.places = places
        drawnCount = sampleCount - 1
    }

    /// A surrogate for each row.
    ///
    /// - Throws: ``ExplanationError``, and whatever the model throws.
    /// - Complexity: O(samples + rows) answers of the model, and `rows` fits.
    package func explain(
        _ rows: FeatureRows, featureLimit: Int = 10,
        selection: LocalSurrogate.Selection = .automatic, kernelWidth: Double? = nil,
        model: BatchModel
    ) throws -> [LocalSurrogate] {
        try rows.check(featureCount: bins.count)
        let drawnAnswers = try ModelAnswers.ask(model, drawn, rowCount: drawnCount)
        let answers = try ModelAnswers.ask(model, rows.values, rowCount: rows.rowCount)
        return try (0..<rows.rowCount).map { row in
            try LocalSurrogate(
                perturbed: likeness(to: rows[row]), answers: [answers[row]] + drawnAnswers,
                featureLimit: featureLimit, selection: selection, kernelWidth: kernelWidth)
        }
    }

    /// Where the row and the drawn rows are in the row's bins.
    private func likeness(to row: ArraySlice<Double>) throws(ExplanationError) -> FeatureRows {
        let own = zip(bins, row).map { Int32($0.place(of: $1) ?? -1) }
        let count = own.count
        var values = [Double](repeating: 1, count: (drawnCount + 1) * count)
        places.withUnsafeBufferPointer { places in
            for sample in 0..<drawnCount {
                for feature in 0..<count where places[sample * count + feature] != own[feature] {
                    values[(sample + 1) * count + feature] = 0
                }
            }
        }
        return try FeatureRows(values, rowCount: drawnCount + 1, featureCount: count)
    }
}

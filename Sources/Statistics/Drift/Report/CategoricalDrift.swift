/// Every measure of drift for a column of categories.
///
/// The test and the intervals are of the table whose rare categories count as one
/// (``CategoryTable/joiningRare(leastExpected:)``), the rest of the table as it is. Weighted counts
/// are scaled to effective rows before the test.
package struct CategoricalDrift: Sendable, Equatable {
    package let table: CategoryTable
    /// Of the whole table.
    package let chiSquare: ChiSquareTest
    /// Of the table with rare categories as one.
    package let joinedChiSquare: ChiSquareTest
    package let stability: PopulationStability
    package let jensenShannon: JensenShannon
    /// Names that only the current rows have.
    package let newNames: [String]
    /// Names that only the reference has.
    package let lostNames: [String]
    /// Each measure, of the table with rare categories as one, with its interval.
    package let effects: [DriftEffect]

    /// - Parameters:
    ///   - reference: At least one row with a category.
    ///   - current: The same.
    ///   - settings: The smoothing.
    ///   - confidence: Of each interval by itself.
    /// - Throws: ``DriftError``.
    /// - Complexity: O(categories).
    package init(
        reference: CategorySample, current: CategorySample, settings: DriftSettings,
        confidence: Double
    ) throws(DriftError) {
        try self.init(
            reference: reference, current: current, settings: settings, confidence: confidence,
            slack: SketchSlack())
    }

    /// The same for counts that sketches made.
    init(
        reference: CategorySample, current: CategorySample, settings: DriftSettings,
        confidence: Double, slack: SketchSlack
    ) throws(DriftError) {
        let table = try CategoryTable(reference: reference, current: current)
        let rows = DriftPair(
            reference: reference.effectiveRows, current: current.effectiveRows)
        let scaled = table.scaled(to: rows)
        let joined = scaled.joiningRare()
        self.table = table
        chiSquare = try ChiSquareTest(scaled)
        joinedChiSquare = try ChiSquareTest(joined)
        stability = try PopulationStability(
            reference: scaled.reference, current: scaled.current, smoothing: settings.smoothing)
        jensenShannon = try JensenShannon(reference: table.reference, current: table.current)
        newNames = table.names.indices.filter {
            table.reference[$0] == 0 && table.current[$0] > 0
        }.map { table.names[$0] }
        lostNames = table.names.indices.filter {
            table.reference[$0] > 0 && table.current[$0] == 0
        }.map { table.names[$0] }
        let maker = EffectMaker(
            rows: rows, degreesOfFreedom: Double(joinedChiSquare.degreesOfFreedom),
            confidence: confidence, rootSlack: slack.root(joined.reference, joined.current))
        effects = [
            maker.stability(
                try PopulationStability(
                    reference: joined.reference, current: joined.current,
                    smoothing: settings.smoothing)),
            maker.jensenShannon(
                try JensenShannon(reference: joined.reference, current: joined.current)),
            maker.cramersV(joinedChiSquare),
        ]
    }
}

extension CategoryTable {
    /// The same proportions over other sums.
    func scaled(to rows: DriftPair) -> CategoryTable {
        let sums = (reference.reduce(0, +), current.reduce(0, +))
        guard sums.0 > 0, sums.1 > 0, sums != (rows.reference, rows.current) else { return self }
        return CategoryTable(
            names: names, reference: reference.scaled(to: rows.reference),
            current: current.scaled(to: rows.current))
    }
}

extension [Double] {
    /// The same proportions over another sum.
    func scaled(to sum: Double) -> [Double] {
        let own = reduce(0, +)
        return own > 0 && own != sum ? map { $0 * sum / own } : self
    }
}

import Testing

@testable import Statistics

@Suite struct ColumnDriftWeightsTests {
    private func compare(
        _ reference: DriftColumn, _ current: DriftColumn, _ first: [Double], _ second: [Double]
    ) throws -> ColumnDrift {
        try ColumnComparison(
            weights: DriftWeights(reference: RowWeights(first), current: RowWeights(second)),
            settings: DriftSettings(), columns: 1
        ).compare(reference, current)
    }

    @Test func `numbers agree with SciPy, p-values with its law for Kish's rows`() throws {
        for sample in try WeightValues.load().numbers {
            let drift = try compare(
                DriftColumn("x", numbers: sample.reference),
                DriftColumn("x", numbers: sample.current), sample.reference_weights,
                sample.current_weights)
            guard case .numbers(let numbers) = drift.measures else {
                Issue.record("not measured")
                return
            }
            #expect(isClose(numbers.kolmogorovSmirnov.statistic, sample.distance))
            #expect(isClose(numbers.kolmogorovSmirnov.pValue, sample.p))
            #expect(isClose(try #require(numbers.wasserstein).distance, sample.wasserstein))
            let rows = try #require(drift.effectiveRows)
            #expect(isClose(rows.reference, try RowWeights(sample.reference_weights).effectiveRows))
        }
    }

    @Test func `categories agree with SciPy on the table of Kish's rows`() throws {
        let names = ["a", "b", "c", "d"]
        for sample in try WeightValues.load().categories {
            let drift = try compare(
                DriftColumn("x", codes: sample.reference, names: names),
                DriftColumn("x", codes: sample.current, names: names), sample.reference_weights,
                sample.current_weights)
            guard case .categories(let categories) = drift.measures else {
                Issue.record("not measured")
                return
            }
            #expect(isClose(categories.chiSquare.statistic, sample.chi))
            #expect(isClose(categories.chiSquare.pValue, sample.p))
            #expect(isClose(categories.chiSquare.cramersV, sample.cramers_v, within: 1e-8))
            #expect(isClose(categories.jensenShannon.share, sample.jensen_shannon))
            #expect(isClose(categories.stability.index, sample.stability))
            #expect(isClose(categories.stability.fromReference, sample.from_reference))
            #expect(isClose(categories.stability.fromCurrent, sample.from_current))
        }
    }

    @Test(arguments: [0x1p-40, 0x1p40])
    func `weights in another unit change no measure, smoothing included`(unit: Double) throws {
        let values = try WeightValues.load()
        let (numbers, names) = (values.numbers[2], ["a", "b", "c", "d"])
        let categories = values.categories[2]
        for columns in [
            (
                DriftColumn("x", numbers: numbers.reference),
                DriftColumn("x", numbers: numbers.current), numbers.reference_weights,
                numbers.current_weights
            ),
            (
                DriftColumn("x", codes: categories.reference, names: names),
                DriftColumn("x", codes: categories.current, names: names),
                categories.reference_weights, categories.current_weights
            ),
        ] {
            let one = try compare(columns.0, columns.1, columns.2, columns.3)
            let other = try compare(
                columns.0, columns.1, columns.2.map { $0 * unit }, columns.3.map { $0 * unit })
            #expect(isClose(try #require(one.pValue), try #require(other.pValue)))
            for (mine, its) in zip(effects(one), effects(other)) {
                #expect(isClose(mine.estimate, its.estimate), "\(mine.measure)")
                #expect(isClose(mine.upper, its.upper), "\(mine.measure)")
            }
        }
    }

    private func effects(_ drift: ColumnDrift) -> [DriftEffect] {
        switch drift.measures {
        case .numbers(let numbers): numbers.effects
        case .categories(let categories): categories.effects
        case .none: []
        }
    }

    @Test func `missing values count by their weight, and of weight 0 not at all`() throws {
        let reference = DriftColumn("x", numbers: (0..<100).map(Double.init))
        var numbers = (0..<100).map(Double.init)
        numbers[0] = .nan
        numbers[1] = .nan
        var weights = [Double](repeating: 1, count: 100)
        weights[0] = 98
        weights[1] = 0
        let drift = try compare(
            reference, DriftColumn("x", numbers: numbers), [Double](repeating: 1, count: 100),
            weights)
        #expect(isClose(try #require(drift.missing).difference, 0.5))
        let codes = DriftColumn("x", codes: numbers.map { $0.isNaN ? -1 : 0 }, names: ["a"])
        let same = try compare(
            DriftColumn("x", codes: [Int32](repeating: 0, count: 100), names: ["a"]), codes,
            [Double](repeating: 1, count: 100), weights)
        #expect(isClose(try #require(same.missing).difference, 0.5))
    }

    @Test func `a column whose values all weigh nothing is not measured`() throws {
        let drift = try compare(
            DriftColumn("x", numbers: [1, 2]), DriftColumn("x", numbers: [.nan, 3]), [1, 1],
            [1, 0])
        #expect(drift.verdict == .unmeasured(.noValues(.current)))
        #expect(drift.effectiveRows == nil)
    }
}

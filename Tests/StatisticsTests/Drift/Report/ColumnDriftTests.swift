import Testing

@testable import Statistics

@Suite struct ColumnDriftTests {
    private func column(
        _ reference: [Double], _ current: [Double], _ settings: DriftSettings
    ) -> ColumnDrift {
        ColumnDrift(
            "x", reference: reference, current: current, settings: settings, columns: 1)
    }

    private func normal(_ rows: Int, _ shift: Double, seed: UInt64) -> [Double] {
        var generator = SeededGenerator(seed: seed)
        return (0..<rows).map { _ in generator.normal() + shift }
    }

    @Test func `a shift drifts, many rows alike are steady, few rows are undecided`() throws {
        let settings = try DriftSettings()
        let drifted = column(normal(3_000, 0, seed: 1), normal(3_000, 0.8, seed: 2), settings)
        #expect(drifted.verdict == .drifted)
        let steady = column(normal(20_000, 0, seed: 3), normal(20_000, 0, seed: 4), settings)
        #expect(steady.verdict == .steady)
        let few = column(normal(20_000, 0, seed: 5), normal(30, 0, seed: 6), settings)
        guard case .undecided(.current(let rows)) = few.verdict else {
            Issue.record("30 rows should not decide: \(few.verdict)")
            return
        }
        #expect(rows > 100 && rows < 20_000)
    }

    @Test func `a shift that nobody would act on is significant and steady`() throws {
        let settings = try DriftSettings()
        let column = column(
            normal(200_000, 0, seed: 7), normal(200_000, 0.05, seed: 8), settings)
        #expect(column.verdict == .steady)
        #expect(try #require(column.pValue) < 1e-6)
    }

    @Test func `values that go missing are drift`() throws {
        let values = normal(4_000, 0, seed: 9)
        let holes = values.indices.map { $0.isMultiple(of: 3) ? Double.nan : values[$0] }
        let column = column(values, holes, try DriftSettings())
        #expect(column.verdict == .drifted)
        #expect(try #require(column.missing).difference > 0.3)
    }

    @Test func `constant columns are steady, and empty ones say why they are not measured`() throws
    {
        let settings = try DriftSettings()
        let constant = [Double](repeating: 3, count: 5_000)
        #expect(column(constant, constant, settings).verdict == .steady)
        #expect(column([1, 2], [.nan], settings).verdict == .unmeasured(.noValues(.current)))
        #expect(column([], [1], settings).verdict == .unmeasured(.noValues(.reference)))
    }

    @Test func `profiles of the rows decide as the rows do, with wider intervals`() throws {
        let settings = try DriftSettings()
        for shift in [0.0, 0.9] {
            let (first, second) = (normal(30_000, 0, seed: 1), normal(30_000, shift, seed: 2))
            var reference = ColumnProfile("x", .number)
            var current = ColumnProfile("x", .number)
            try reference.add(first)
            try current.add(second)
            let exact = column(first, second, settings)
            let sketched = ColumnDrift(
                reference: reference, current: current, settings: settings, columns: 1)
            #expect(sketched.verdict == exact.verdict)
            let (mine, rows) = (try #require(sketched.effect), try #require(exact.effect))
            #expect(mine.lower <= rows.estimate && rows.estimate <= mine.upper)
            #expect(mine.upper - mine.lower > rows.upper - rows.lower || rows.lower == 0)
            #expect(try #require(sketched.pValue) >= (try #require(exact.pValue)) * 0.999)
        }
    }
}

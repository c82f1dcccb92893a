import Testing

@testable import Statistics

@Suite struct DriftReportTests {
    private func columns(_ seed: UInt64, rows: Int, shift: Double) -> [DriftColumn] {
        var generator = SeededGenerator(seed: seed)
        let numbers = (0..<8).map { index in
            DriftColumn(
                "n\(index)",
                numbers: (0..<rows).map { _ in generator.normal() + (index == 3 ? shift : 0) })
        }
        let codes = (0..<rows).map { _ in Int32(generator.below(5)) }
        return numbers + [DriftColumn("c", codes: codes, names: ["a", "b", "c", "d", "e"])]
    }

    @Test func `the column that moved is named, and no other`() throws {
        let report = try DriftReport(
            reference: columns(1, rows: 3_000, shift: 0),
            current: columns(2, rows: 3_000, shift: 1), settings: DriftSettings())
        #expect(report.drifted == ["n3"] && report.significant == ["n3"])
        #expect(report.columns.count == 9)
        for (column, adjusted) in zip(report.columns, report.adjusted) {
            #expect(try #require(adjusted) >= (try #require(column.pValue)))
        }
    }

    @Test func `nothing that stayed is called drifted more often than the confidence allows`()
        throws
    {
        var alarms = 0
        for seed in 0..<30 {
            let report = try DriftReport(
                reference: columns(UInt64(seed * 2 + 100), rows: 400, shift: 0),
                current: columns(UInt64(seed * 2 + 101), rows: 400, shift: 0),
                settings: DriftSettings(numbers: DriftLimit(.kolmogorovSmirnov, 0)))
            alarms += report.drifted.isEmpty ? 0 : 1
        }
        // Of 30 with a chance of at most 0.05 each, more than 5 have one of 0.3 %.
        #expect(alarms <= 5)
    }

    @Test func `a column on one side only and a column of another kind have their reason`() throws {
        let report = try DriftReport(
            reference: [
                DriftColumn("a", numbers: [1, 2]), DriftColumn("b", numbers: [1]),
                DriftColumn("k", numbers: [1, 2]),
            ],
            current: [
                DriftColumn("a", numbers: [1, 2]), DriftColumn("z", numbers: [1]),
                DriftColumn("k", codes: [0], names: ["x"]),
            ], settings: DriftSettings())
        #expect(report.columns.map(\.name) == ["a", "b", "k", "z"])
        #expect(report.columns[1].verdict == .unmeasured(.columnMissing("b", .current)))
        #expect(report.columns[2].verdict == .unmeasured(.kindsDiffer(column: "k")))
        #expect(report.columns[3].verdict == .unmeasured(.columnMissing("z", .reference)))
        #expect(report.adjusted[1] == nil && report.adjusted[0] != nil)
    }

    @Test func `equal weights change nothing but the kind of p-value`() throws {
        let (first, second) = (
            columns(1, rows: 500, shift: 0), columns(2, rows: 300, shift: 0.5)
        )
        let weights = DriftWeights(
            reference: try RowWeights([Double](repeating: 3, count: 500)),
            current: try RowWeights([Double](repeating: 0.5, count: 300)))
        let plain = try DriftReport(reference: first, current: second, settings: DriftSettings())
        let weighted = try DriftReport(
            reference: first, current: second, weights: weights, settings: DriftSettings())
        for (one, other) in zip(plain.columns, weighted.columns) {
            let (mine, others) = (try #require(one.effect), try #require(other.effect))
            #expect(isClose(mine.estimate, others.estimate) && isClose(mine.lower, others.lower))
        }
    }

    @Test func `profiles merge to a report`() throws {
        let sides = try [columns(1, rows: 9_000, shift: 0), columns(2, rows: 9_000, shift: 1)].map {
            side in
            try DataProfile(
                side.map { column in
                    switch column.values {
                    case .numbers(let values):
                        var profile = ColumnProfile(column.name, .number)
                        try profile.add(values)
                        return profile
                    case .categories(let codes, let names):
                        var profile = ColumnProfile(column.name, .category)
                        try profile.add(codes: codes, names: names)
                        return profile
                    }
                })
        }
        let report = DriftReport(
            reference: sides[0], current: sides[1], settings: try DriftSettings())
        #expect(report.drifted == ["n3"])
    }
}

import Testing

@testable import Statistics

@Suite struct ColumnWatchTests {
    private func normal(_ rows: Int, _ shift: Double, seed: UInt64) -> [Double] {
        var generator = SeededGenerator(seed: seed)
        return (0..<rows).map { _ in generator.normal() + shift }
    }

    private func reference(_ values: [Double]) throws -> ColumnWatch.Reference {
        var profile = NumericProfile()
        profile.add(values)
        return try #require(ColumnWatch.Reference(profile))
    }

    @Test func `a stream that moves half way is said to, soon after and not before`() throws {
        let known = try reference(normal(5_000, 0, seed: 1))
        var watch = try ColumnWatch(known, confidence: 0.95, plannedRows: 4_000)
        try watch.add(normal(2_000, 0, seed: 2))
        #expect(!watch.hasMoved && watch.apartSince == nil)
        try watch.add(normal(2_000, 1, seed: 3))
        #expect(watch.hasMoved)
        for detector in ColumnWatch.Detector.allCases {
            let first = try #require(watch.alarms.first { $0.detector == detector }?.row)
            #expect(first >= 2_000 && first < 2_200, "\(detector) at \(first)")
        }
        #expect(try #require(watch.apartSince) > 2_000)
        #expect(watch.rows == 4_000 && watch.passedOver == 0)
    }

    @Test func `streams that stay raise false alarms more seldom than they may`() throws {
        let known = try reference(normal(5_000, 0, seed: 1))
        var moved = 0
        for seed in 10..<110 {
            var watch = try ColumnWatch(known, confidence: 0.95, plannedRows: 1_000)
            try watch.add(normal(1_000, 0, seed: UInt64(seed)))
            if watch.hasMoved { moved += 1 }
        }
        #expect(moved <= 12, "\(moved) of 100")
    }

    @Test func `parts say what the whole does, and gaps are passed over`() throws {
        let known = try reference(normal(500, 0, seed: 1))
        let values = normal(300, 0.5, seed: 4)
        var whole = try ColumnWatch(known, confidence: 0.9, plannedRows: 300)
        var parts = whole
        try whole.add(values)
        try parts.add(Array(values[..<100]))
        try parts.add(Array(values[100...]))
        #expect(whole == parts)
        try parts.add([.nan, .infinity, 0])
        #expect(parts.rows == 303 && parts.passedOver == 2)
    }

    @Test func `a reference that never changes is none`() {
        var constant = NumericProfile()
        constant.add([2, 2, 2])
        #expect(ColumnWatch.Reference(constant) == nil)
        #expect(ColumnWatch.Reference(NumericProfile()) == nil)
        var endless = NumericProfile()
        endless.add([2, .infinity, 3])
        #expect(ColumnWatch.Reference(endless) == nil)
    }

    @Test func `a confidence that is none is refused`() throws {
        let known = try reference([1, 2, 3])
        #expect(throws: DriftError.self) {
            try ColumnWatch(known, confidence: 1, plannedRows: 10)
        }
    }
}

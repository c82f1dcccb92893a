import Foundation
import Testing

@testable import Statistics

@Suite struct DataProfileTests {
    private static func profile(_ rows: Range<Int>) throws -> DataProfile {
        var generator = SeededGenerator(seed: 1)
        let values = (0..<12_800).map { _ in generator.normal() }
        var number = ColumnProfile("n", .number, seed: 7)
        var integer = ColumnProfile("i", .integer)
        var category = ColumnProfile("c", .category)
        try number.add(Array(values[rows]), nulls: rows.count / 100)
        try integer.add(rows.map { Double($0 % 50) })
        try category.add(codes: rows.map { Int32($0 % 4) - 1 }, names: ["ä", "", "z"])
        return try DataProfile([number, integer, category])
    }

    private static func merged(_ parts: Int, reversed: Bool) throws -> DataProfile {
        let size = 12_800 / parts
        let profiles = try (0..<parts).map { try profile($0 * size..<($0 + 1) * size) }
        var merged = try profile(0..<0)
        for part in reversed ? profiles.reversed() : profiles { try merged.merge(part) }
        return merged
    }

    @Test(arguments: [1, 4, 64], [false, true])
    func `parts merge in any order to the whole`(_ parts: Int, _ reversed: Bool) throws {
        let whole = try Self.profile(0..<12_800)
        let merged = try Self.merged(parts, reversed: reversed)
        #expect(merged.rows == whole.rows && merged.columns[2] == whole.columns[2])
        guard case .numbers(let one) = whole.columns[0].content,
            case .numbers(let other) = merged.columns[0].content
        else { return }
        #expect(one.counts == other.counts && one.distinct == other.distinct)
        #expect(one.minimum == other.minimum && one.maximum == other.maximum)
        #expect(one.moments.count == other.moments.count)
        #expect(isClose(one.moments.mean, other.moments.mean))
        #expect(isClose(one.moments.squares, other.moments.squares))
        let probes = [-2, -1, -0.3, 0, 0.5, 1, 2.2]
        let shares = zip(
            try #require(one.quantiles.shares(atOrBelow: probes)),
            try #require(other.quantiles.shares(atOrBelow: probes)))
        for (mine, others) in shares {
            #expect((mine - others).magnitude < 2 * other.quantiles.rankError)
        }
    }

    @Test func `what was written is read again, and is the same bytes`() throws {
        let profile = try Self.profile(0..<5_000)
        let read = try DataProfile(bytes: profile.bytes)
        #expect(read == profile && read.bytes == profile.bytes)
        let empty = try DataProfile([])
        #expect(try DataProfile(bytes: empty.bytes) == empty)
    }

    /// Ten columns of numbers, and ten of 2 to 1,000 categories.
    @Test func `twenty columns are less than 100 kB`() throws {
        let levels = [2, 3, 5, 10, 20, 50, 100, 200, 500, 1_000]
        var generator = SeededGenerator(seed: 2)
        let columns = try (0..<20).map { index in
            if index < 10 {
                var column = ColumnProfile("n\(index)", .number)
                try column.add((0..<60_000).map { _ in generator.normal() })
                return column
            }
            var column = ColumnProfile("c\(index)", .category)
            let names = (0..<levels[index - 10]).map { "level \($0)" }
            try column.add(names: names, counts: names.map { _ in 1_000 })
            return column
        }
        #expect(try DataProfile(columns).bytes.count < 100_000)
    }

    @Test func `other columns do not merge, and nothing is added`() throws {
        var profile = try Self.profile(0..<100)
        let before = profile
        let other = try DataProfile([ColumnProfile("n", .number), ColumnProfile("q", .number)])
        #expect(throws: SketchError.self) { try profile.merge(other) }
        #expect(throws: SketchError.columnsDiffer("x")) {
            try DataProfile([ColumnProfile("x", .number), ColumnProfile("x", .date)])
        }
        #expect(profile == before)
        var turned = try DataProfile(profile.columns.reversed())
        try turned.merge(profile)
        #expect(turned.rows == 2 * profile.rows)
    }

    @Test func `cut and changed bytes are refused or read, and never trap`() throws {
        let items: [UInt8] = {
            var items = FrequentItems()
            items.add(["a", "b", "c"], counts: [1, 2, 3])
            return items.sketchBytes
        }()
        let good = [
            try Self.profile(0..<2_000).bytes, HyperLogLogTests.sketch(0..<900).bytes,
            HyperLogLogTests.sketch(0..<100).bytes, items,
        ]
        var generator = SeededGenerator(seed: 3)
        for bytes in good {
            for end in stride(from: 0, to: bytes.count, by: max(bytes.count / 60, 1)) {
                #expect(!Self.reads(Array(bytes[..<end])), "\(end) of \(bytes.count) bytes")
            }
            for _ in 0..<800 {
                var changed = bytes
                for _ in 0...generator.below(3) {
                    let limit = generator.below(2) == 0 ? min(80, bytes.count) : bytes.count
                    changed[generator.below(limit)] = UInt8(truncatingIfNeeded: generator.next())
                }
                _ = Self.reads(changed)
            }
        }
    }

    /// Reads bytes as each kind of thing, and goes on with what was read.
    private static func reads(_ bytes: [UInt8]) -> Bool {
        var isRead = false
        if var profile = try? DataProfile(bytes: bytes) {
            isRead = true
            let copy = profile
            isRead = (try? profile.merge(copy)) != nil
        }
        if var sketch = try? HyperLogLog(bytes: bytes) {
            isRead = true
            sketch.merge(sketch)
            isRead = sketch.estimate >= 0
        }
        if var sketch = try? QuantileSketch(bytes: bytes) {
            sketch.merge(sketch)
            isRead = sketch.count >= 0
        }
        if var sketch = try? FrequentItems(sketchBytes: bytes) {
            sketch.merge(sketch)
            isRead = sketch.total >= 0
        }
        return isRead
    }

    @Test(.enabled(if: peerFolder != nil, "Scripts/check-drift.sh gives the folder"))
    func `sketches are written for DataSketches to read`() throws {
        let folder = try #require(peerFolder)
        for count in [0, 1, 7, 200, 5_000, 100_000] {
            var (quantiles, numbers, texts) = (QuantileSketch(), HyperLogLog(), HyperLogLog())
            for part in 0..<7 {
                var sketch = QuantileSketch()
                sketch.add((part * count / 7..<(part + 1) * count / 7).map(Double.init))
                quantiles.merge(sketch)
            }
            for value in 0..<count {
                numbers.add(MurmurHash(Double(value)))
                texts.add("value \(value)")
            }
            var items = FrequentItems()
            let names = (0..<min(count, 1_000)).map { "value \($0)" }
            items.add(names, counts: names.indices.map { names.count - $0 })
            for (name, count, bytes) in [
                ("kll", count, quantiles.bytes), ("hll", count, numbers.bytes),
                ("texts", count, texts.bytes), ("items", names.count, items.sketchBytes),
            ] {
                try Data(bytes).write(to: folder.appending(path: "\(name)-\(count).sketch"))
            }
        }
    }
}

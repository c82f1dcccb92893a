import Testing

@testable import Statistics

@Suite struct FrequentItemsTests {
    @Test func `counts are exact while the texts fit, in any order of merging`() {
        var (one, other) = (FrequentItems(), FrequentItems())
        one.add(["a", "b", "", "ü"], counts: [3, 0, 2, 1])
        other.add(["ü", "c", "a"], counts: [5, 1, 1])
        var (forth, back) = (one, other)
        forth.merge(other)
        back.merge(one)
        #expect(forth == back && forth.error == 0 && forth.total == 13)
        #expect(forth.ranked.map(\.name) == ["ü", "a", "", "c"])
        #expect(forth.count(of: "ü") == 6 && forth.count(of: "b") == 0)
    }

    @Test func `of too many texts, every count is within the error, which is small`() {
        var items = FrequentItems()
        var truth: [String: Int] = [:]
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<40 {
            var names: [String: Int] = [:]
            for _ in 0..<2_000 {
                let share = generator.uniform()
                let rank = Int(share * share * 20_000)
                names["item \(rank)", default: 0] += 1
                truth["item \(rank)", default: 0] += 1
            }
            let sorted = names.sorted { $0.key < $1.key }
            items.add(sorted.map(\.key), counts: sorted.map(\.value))
        }
        #expect(items.total == 80_000 && items.error > 0)
        #expect(items.error <= 80_000 / FrequentItems.itemsMost + 1)
        #expect(items.names.count <= FrequentItems.itemsMost)
        for (name, count) in truth {
            let kept = items.count(of: name)
            #expect(kept <= count && count <= kept + items.error)
        }
    }

    @Test func `long texts are kept within the bytes`() {
        var items = FrequentItems()
        let names = (0..<100).map { String(repeating: "long ", count: 100) + "\($0)" }
        items.add(names, counts: names.indices.map { $0 + 1 })
        #expect(items.names.reduce(0) { $0 + $1.utf8.count } <= FrequentItems.bytesMost)
        #expect(items.count(of: names[99]) + items.error >= 100)
    }

    @Test func `sketches of DataSketches are read with their bounds`() throws {
        for reference in try DriftValues.load().itemSketches {
            let items = try FrequentItems(sketchBytes: Array(reference.bytes))
            #expect(items.total == reference.total && items.error == reference.error)
            for (name, lower) in zip(reference.names, reference.lower) {
                #expect(items.count(of: name) == lower)
            }
            #expect(try FrequentItems(sketchBytes: items.sketchBytes) == items)
        }
    }
}

import Testing

@testable import Tracking

@Suite struct JournalEntryTests {
    private static let numbers: [Double] = [
        0, -0.0, 1.5, -1e300, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 0.1, .nan,
    ]
    private static let texts = ["", "loss", "val/loss 2", "é\u{1F600}", "m1 2 3\n", "4 abcd"]

    @Test func `what is kept is what is read`() throws {
        var entry = JournalEntry()
        for (index, number) in Self.numbers.enumerated() {
            for step in [0, 1, -7, Int64.max, .min] {
                entry.metrics.append(
                    Metric(
                        key: Self.texts[index % Self.texts.count], value: number,
                        timestampMilliseconds: step &* 3, step: step))
            }
        }
        for key in Self.texts {
            entry.tags += Self.texts.map { TrackedPair(key: key, value: $0) }
        }
        let read = try JournalEntry(reading: entry.text)
        #expect(read == entry)
        #expect(
            zip(read.metrics, entry.metrics).allSatisfy {
                $0.value.bitPattern == $1.value.bitPattern
            })
        #expect(try JournalEntry(reading: "").isEmpty)
    }

    @Test(arguments: [
        "x", "m", "m1 2 3", "m1 2 3 4 abc", "m1 2 x 1 a", "m- 2 3 1 a", "m1  3 1 a", "t1 a",
        "t1 a-1 ", "t1 a9223372036854775808 b", "t99999999999999999999 a",
    ])
    func `what is no entry is told`(_ text: String) {
        #expect(throws: TrackingError.self) { try JournalEntry(reading: text) }
    }

    @Test func `an entry that is cut off anywhere reads as less or not at all`() throws {
        let entry = JournalEntry(
            metrics: [
                Metric(key: "loss", value: 0.25, timestampMilliseconds: 12, step: 3),
                Metric(key: "acc", value: 0.5, timestampMilliseconds: 13, step: 3),
            ], tags: [TrackedPair(key: "a", value: "b")])
        for count in 0..<entry.text.utf8.count {
            guard let read = try? JournalEntry(reading: String(entry.text.prefix(count))) else {
                continue
            }
            #expect(entry.metrics.starts(with: read.metrics) && read != entry)
        }
    }
}

/// A set of names, kept as one text with an index of their hashes.
///
/// Making one takes one pass over the text and no string of its own, so that a table of hundreds
/// of names costs microseconds at the first question.
struct NameTable: Sendable {
    private let text: [UInt8]
    /// Start and end of a name in the text, by hash; an end of 0 for a free slot.
    private let slots: [(start: Int32, end: Int32)]

    /// - Parameter names: Names, blanks or newlines between them.
    init(_ names: StaticString) {
        text = names.withUTF8Buffer { Array($0) }
        var spans: [(start: Int32, end: Int32)] = []
        var start = 0
        for index in 0...text.count
        where index == text.count || text[index] == 0x20 || text[index] == 0x0A {
            if index > start { spans.append((Int32(start), Int32(index))) }
            start = index + 1
        }
        var slots = [(start: Int32, end: Int32)](
            repeating: (0, 0), count: Self.slotCount(for: spans.count))
        for span in spans {
            var slot = Self.hash(text[Int(span.start)..<Int(span.end)]) & (slots.count - 1)
            while slots[slot].end != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = span
        }
        self.slots = slots
    }

    /// A power of two that leaves half of the slots free.
    private static func slotCount(for names: Int) -> Int {
        var count = 8
        while count < 2 * names { count *= 2 }
        return count
    }

    func contains(_ name: some StringProtocol) -> Bool {
        name.utf8.withContiguousStorageIfAvailable { contains($0) } ?? contains(Array(name.utf8))
    }

    private func contains(_ name: some RandomAccessCollection<UInt8>) -> Bool {
        guard !name.isEmpty else { return false }
        var slot = Self.hash(name) & (slots.count - 1)
        while slots[slot].end != 0 {
            let span = slots[slot]
            if Int(span.end - span.start) == name.count,
                text[Int(span.start)..<Int(span.end)].elementsEqual(name)
            {
                return true
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return false
    }

    /// Names in it, for tests.
    var names: [String] {
        slots.filter { $0.end != 0 }.map {
            String(decoding: text[Int($0.start)..<Int($0.end)], as: UTF8.self)
        }
    }

    /// FNV-1a.
    private static func hash(_ bytes: some Sequence<UInt8>) -> Int {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Int(truncatingIfNeeded: value ^ value >> 32)
    }
}

/// The names that objects have, each with the columns that take its values.
struct JSONNames {
    private(set) var names: [String] = []
    private var bytes: [[UInt8]] = []
    private var indexOfBytes: [[UInt8]: Int] = [:]
    /// The name that probably comes next: objects mostly have theirs in one order.
    private var expected = 0

    /// The index of a name.
    mutating func index(of name: JSONScanner.Value, in line: Span<UInt8>) -> Int? {
        if expected < bytes.count, Self.isSame(bytes[expected], name, in: line) {
            expected += 1
            return expected - 1
        }
        guard let index = indexOfBytes[Self.bytes(of: name, in: line)] else { return nil }
        expected = index + 1
        return index
    }

    /// Begins a new object.
    mutating func rewind() { expected = 0 }

    mutating func add(_ name: JSONScanner.Value, in line: Span<UInt8>) -> Int {
        let text = Self.bytes(of: name, in: line)
        bytes.append(text)
        indexOfBytes[text] = names.count
        names.append(String(decoding: text, as: UTF8.self))
        expected = names.count
        return names.count - 1
    }

    private static func isSame(
        _ text: [UInt8], _ name: JSONScanner.Value, in line: Span<UInt8>
    ) -> Bool {
        switch name {
        case .text(let range):
            guard range.count == text.count else { return false }
            for index in text.indices where line[range.lowerBound + index] != text[index] {
                return false
            }
            return true
        case .unescaped(let other): return text == other
        case .number, .truth, .null, .nested: return false
        }
    }

    static func bytes(of name: JSONScanner.Value, in line: Span<UInt8>) -> [UInt8] {
        switch name {
        case .text(let range):
            line.extracting(range).withUnsafeBufferPointer { Array($0) }
        case .unescaped(let text): text
        case .number, .truth, .null, .nested: []
        }
    }
}

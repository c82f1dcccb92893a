/// Looks for many short texts in one pass over bytes.
struct PatternSearch: Sendable {
    let patterns: [String]
    private let bytes: [[UInt8]]
    /// The patterns that begin with a byte.
    private let buckets: [[Int]]
    private let ignoresCase: Bool

    /// - Parameters:
    ///   - patterns: None empty; lower case when case is ignored.
    ///   - ignoresCase: Whether ASCII letters match in both cases.
    init(_ patterns: [String], ignoresCase: Bool = false) {
        self.patterns = patterns
        self.ignoresCase = ignoresCase
        bytes = patterns.map { Array($0.utf8) }
        var buckets = [[Int]](repeating: [], count: 256)
        for (index, pattern) in bytes.enumerated() {
            if let first = pattern.first { buckets[Int(first)].append(index) }
        }
        self.buckets = buckets
    }

    /// The first pattern that a text holds.
    func first(in text: String) -> String? {
        first(in: Array(text.utf8)).map { patterns[$0.pattern] }
    }

    func first(in text: [UInt8]) -> (pattern: Int, offset: Int)? {
        next(in: text, from: 0)
    }

    /// Where patterns stand, in order, at most `limit` of them.
    func all(in text: [UInt8], limit: Int) -> [(pattern: Int, offset: Int)] {
        var found: [(pattern: Int, offset: Int)] = []
        var start = 0
        while found.count < limit, let next = next(in: text, from: start) {
            found.append(next)
            start = next.offset + 1
        }
        return found
    }

    private func next(in text: [UInt8], from start: Int) -> (pattern: Int, offset: Int)? {
        text.withUnsafeBufferPointer { text in
            var offset = start
            while offset < text.count {
                for pattern in buckets[Int(folded(text[offset]))] where fits(pattern, text, offset)
                {
                    return (pattern, offset)
                }
                offset += 1
            }
            return nil
        }
    }

    private func fits(_ pattern: Int, _ text: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Bool {
        let wanted = bytes[pattern]
        guard wanted.count <= text.count - offset else { return false }
        for index in wanted.indices where folded(text[offset + index]) != wanted[index] {
            return false
        }
        return true
    }

    private func folded(_ byte: UInt8) -> UInt8 {
        ignoresCase && (0x41...0x5A).contains(byte) ? byte + 0x20 : byte
    }
}

extension String {
    /// Whether the text's bytes hold those of another; quicker than by characters.
    func holds(_ other: StaticString) -> Bool {
        let wanted = other.withUTF8Buffer { Array($0) }
        return Array(utf8).firstIndex(of: wanted) != nil
    }
}

/// A label as text: `0`, `1`, `0.0`, `1.0`, `true` and `false` in any case, with spaces around it.
struct LabelText {
    /// `nil` when the text is no label.
    let value: Bool?

    init(_ text: Span<UInt8>) {
        var (start, end) = (0, text.count)
        while start < end, text[start] == 0x20 || text[start] == 0x09 { start += 1 }
        while start < end, text[end - 1] == 0x20 || text[end - 1] == 0x09 { end -= 1 }
        let word = text.extracting(start..<end)
        if Self.reads(word, "1") || Self.reads(word, "true") || Self.reads(word, "1.0") {
            value = true
        } else if Self.reads(word, "0") || Self.reads(word, "false") || Self.reads(word, "0.0") {
            value = false
        } else {
            value = nil
        }
    }

    /// Whether the text is a word in small letters, letters compared without case.
    private static func reads(_ text: Span<UInt8>, _ word: StaticString) -> Bool {
        guard text.count == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { letters in
            for index in letters.indices {
                let byte = text[index]
                let isCapital = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
                if (isCapital ? byte | 0x20 : byte) != letters[index] { return false }
            }
            return true
        }
    }
}

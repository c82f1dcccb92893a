/// A label as text: `0`, `1`, `0.0`, `1.0`, `true` and `false` in any case, with spaces around it.
struct LabelText {
    /// `nil` when the text is no label.
    let value: Bool?

    init(_ text: Span<UInt8>) {
        var (start, end) = (0, text.count)
        while start < end, text[start] == 0x20 || text[start] == 0x09 { start += 1 }
        while start < end, text[end - 1] == 0x20 || text[end - 1] == 0x09 { end -= 1 }
        let word = text.extracting(start..<end)
        if ["1", "true", "1.0"].contains(where: { SmallLetters.reads(word, $0) }) {
            value = true
        } else if ["0", "false", "0.0"].contains(where: { SmallLetters.reads(word, $0) }) {
            value = false
        } else {
            value = nil
        }
    }
}

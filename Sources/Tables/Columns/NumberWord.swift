/// What is a number and has no digits: `NaN`, `inf`, `Infinity`, with a sign, in any case.
struct NumberWord {
    /// `nil` when the text is none.
    let value: Double?

    var isNaN: Bool { value?.isNaN ?? false }

    init(_ text: Span<UInt8>) {
        let hasSign =
            text.count > 0 && (text[0] == UInt8(ascii: "-") || text[0] == UInt8(ascii: "+"))
        let word = text.extracting((hasSign ? 1 : 0)..<text.count)
        let isNegative = hasSign && text[0] == UInt8(ascii: "-")
        if SmallLetters.reads(word, "nan") {
            value = .nan
        } else if SmallLetters.reads(word, "inf") || SmallLetters.reads(word, "infinity") {
            value = isNegative ? -.infinity : .infinity
        } else {
            value = nil
        }
    }
}

/// Compares text with a word in small letters, without case.
enum SmallLetters {
    static func reads(_ text: Span<UInt8>, _ word: StaticString) -> Bool {
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

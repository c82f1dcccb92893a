/// Text as the words under which rows are found.
///
/// Words are lower-cased runs of letters, digits and the marks that names are made of; the same
/// splitting serves rows and queries, so that what is shown can be searched for.
package enum SearchWords {
    /// The most UTF-8 bytes of a word that count; the rest is cut off.
    package static let wordByteCountMax = 128

    /// The words of a text, each once, in the order of their bytes.
    ///
    /// Splits at everything that is no letter, digit or mark (`model:credit@3` gives `model`,
    /// `credit` and `3`).
    package static func split(_ text: String) -> [String] {
        distinct(
            text.unicodeScalars
                .split { !($0.properties.isAlphabetic || $0.properties.numericType != nil) }
                .map { cut(String($0).lowercased()) })
    }

    /// Words as given, lower-cased and cut at white space, each once, in the order of their bytes.
    package static func normalized(_ words: [String]) -> [String] {
        distinct(words.flatMap(pieces))
    }

    private static func pieces(of word: String) -> [String] {
        let isPlain = word.utf8.allSatisfy {
            $0 > 0x20 && $0 < 0x7F && !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
        }
        if isPlain { return word.isEmpty ? [] : [cut(word)] }
        return word.lowercased().unicodeScalars
            .split { $0.properties.isWhitespace || $0.properties.generalCategory == .control }
            .map { cut(String($0)) }
    }

    private static func cut(_ word: String) -> String {
        guard word.utf8.count > wordByteCountMax else { return word }
        var end = word.utf8.index(word.startIndex, offsetBy: wordByteCountMax)
        // Back to the start of a character that would be cut in two.
        while word.utf8[end] & 0xC0 == 0x80 { end = word.utf8.index(before: end) }
        return String(word.unicodeScalars[..<end])
    }

    private static func distinct(_ words: [String]) -> [String] {
        Set(words.map(ExactText.init)).sorted().map(\.text)
    }
}

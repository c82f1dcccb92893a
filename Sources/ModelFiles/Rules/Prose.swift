/// Tells sentences from programs.
enum Prose {
    private static let wordsLeast = 6

    /// Whether most of a text is words, as people write them to one another.
    static func reads(_ text: String) -> Bool {
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count >= wordsLeast else { return false }
        let plain = words.filter { word in
            let bare = word.last.map { ".,;:!?".contains($0) } ?? false ? word.dropLast() : word
            return !bare.isEmpty && bare.allSatisfy { $0.isLetter || $0 == "'" || $0 == "-" }
        }
        return plain.count * 10 >= words.count * 6
    }
}

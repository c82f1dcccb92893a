/// Whole numbers as logs write them: ASCII digits, without sign and without leading zeros.
enum DecimalNumber {
    /// The number, or `nil` when it is written otherwise or is more than `Int.max`.
    static func decode(_ text: some StringProtocol) -> Int? {
        let digits = text.utf8
        guard !digits.isEmpty, digits.count <= 19,
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            digits.count == 1 || digits.first != UInt8(ascii: "0")
        else { return nil }
        return Int(text)
    }
}

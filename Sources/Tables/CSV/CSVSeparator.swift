/// Guesses what stands between the cells of a CSV file.
enum CSVSeparator {
    /// What is tried, the likeliest first.
    static let candidates: [UInt8] = [
        UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|"),
    ]
    static let recordsMost = 100

    /// The separator that parts each of the first records into the same number of cells, and of
    /// several the one that gives the most; a comma when none does.
    ///
    /// The bytes are the file's beginning, without a byte order mark.
    static func guess(_ bytes: Span<UInt8>, isFinal: Bool, limits: TableLimits) -> UInt8 {
        var best = (separator: candidates[0], isEven: false, cells: 1)
        for separator in candidates {
            let trial = self.trial(separator, bytes, isFinal: isFinal, limits: limits)
            guard trial.cells > 1 else { continue }
            let isBetter =
                trial.isEven == best.isEven ? trial.cells > best.cells : trial.isEven
            if isBetter { best = (separator, trial.isEven, trial.cells) }
        }
        return best.separator
    }

    /// How many cells the first record has, and whether the others have as many.
    private static func trial(
        _ separator: UInt8, _ bytes: Span<UInt8>, isFinal: Bool, limits: TableLimits
    ) -> (isEven: Bool, cells: Int) {
        var record = CSVRecord(separator: separator, limits: limits)
        var at = 0
        var cells = 0
        for _ in 0..<recordsMost {
            do {
                guard let next = try record.find(in: bytes, from: at, isFinal: isFinal) else {
                    break
                }
                at = next
            } catch {
                return (false, max(cells, record.cells.count))
            }
            if record.isBlank { continue }
            if cells == 0 { cells = record.cells.count }
            if record.cells.count != cells { return (false, cells) }
        }
        return (true, cells)
    }

    /// How a report names a separator.
    static func name(_ separator: UInt8) -> String {
        switch separator {
        case UInt8(ascii: ","): "commas"
        case UInt8(ascii: ";"): "semicolons"
        case UInt8(ascii: "\t"): "tabs"
        case UInt8(ascii: "|"): "vertical bars"
        default: "`\(Character(Unicode.Scalar(separator)))`"
        }
    }
}

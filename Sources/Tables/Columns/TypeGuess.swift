/// What type a column of text seems to have, from the cells seen so far.
///
/// The narrowest of the types that all cells have: truth value, whole number, number, date, time,
/// and else text. `0` and `1` are whole numbers.
struct TypeGuess {
    private var booleans = 0
    private var integers = 0
    private var numbers = 0
    private var dates = 0
    private var timestamps = 0
    private var others = 0
    /// Cells that were looked at, without missing ones.
    var seen: Int { booleans + integers + numbers + dates + timestamps + others }

    mutating func look(at cell: Span<UInt8>) {
        if others > 0 { return }
        if MissingText.matches(cell) { return }
        if NumberText(cell).value != nil {
            if Self.isWhole(cell) { integers += 1 } else { numbers += 1 }
        } else if NumberWord(cell).value != nil {
            numbers += 1
        } else if SmallLetters.reads(cell, "true") || SmallLetters.reads(cell, "false") {
            booleans += 1
        } else {
            lookForTime(in: cell)
        }
    }

    private mutating func lookForTime(in cell: Span<UInt8>) {
        let time = TimeText(cell)
        if time.days != nil {
            dates += 1
        } else if time.seconds != nil {
            timestamps += 1
        } else {
            others += 1
        }
    }

    /// A cell that is text or a time, whatever number it looks like: a JSON string.
    mutating func lookAtString(_ cell: Span<UInt8>) { lookForTime(in: cell) }

    /// A cell that is text, whatever it looks like.
    mutating func lookAtText() { others += 1 }

    /// The type; a number when there was no cell to tell from.
    var type: ColumnType {
        switch seen {
        case 0: .number
        case booleans: .boolean
        case integers: .integer
        case integers + numbers: .number
        case dates: .date
        case dates + timestamps: .timestamp
        default: .category
        }
    }

    private static func isWhole(_ cell: Span<UInt8>) -> Bool {
        for index in 0..<cell.count {
            switch cell[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
                UInt8(ascii: " "), UInt8(ascii: "\t"):
                continue
            default: return false
            }
        }
        return true
    }
}

/// What whole numbers of a file count.
enum NumberMeaning: Equatable {
    case integer
    /// Bits of an unsigned number.
    case unsigned
    /// Units of the last decimal.
    case decimal(scale: Int)
    /// Days since 1970-01-01.
    case days
    /// Since midnight.
    case time(perSecond: Int)
    /// Since 1970.
    case timestamp(perSecond: Int)

    /// Whether larger numbers than 2⁵³ lose what the file means to be exact.
    var isExactOnlyTo53Bits: Bool { self == .integer || self == .unsigned }

    /// Adds the numbers as doubles: of days, of seconds, or as they are.
    func append(_ values: UnsafeBufferPointer<Int64>, to numbers: inout [Double]) {
        switch self {
        case .integer, .days: for value in values { numbers.append(Double(value)) }
        case .unsigned:
            for value in values { numbers.append(Double(UInt64(bitPattern: value))) }
        case .decimal(let scale):
            for value in values { numbers.append(Self.decimal(value, scale: scale)) }
        case .time(let perSecond), .timestamp(let perSecond):
            for value in values { numbers.append(Self.seconds(value, perSecond: perSecond)) }
        }
    }

    /// Rounded once when the number of ticks is a double, and twice beyond 2⁵³.
    static func seconds(_ ticks: Int64, perSecond: Int) -> Double {
        Double(ticks) / Double(perSecond)
    }

    /// The nearest double.
    static func decimal(_ value: Int64, scale: Int) -> Double {
        if value.magnitude <= 1 << 53, scale >= 0, scale < powers.count {
            return Double(value) / powers[scale]
        }
        return nearest("\(value)", scale: scale)
    }

    /// The nearest double to digits that are shifted by a scale.
    static func nearest(_ digits: String, scale: Int) -> Double {
        Double("\(digits)e\(-scale)") ?? .nan
    }

    private static let powers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
        1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]

    /// What a CSV file would have: digits, ISO 8601.
    func text(_ value: Int64) -> String {
        switch self {
        case .integer: "\(value)"
        case .unsigned: "\(UInt64(bitPattern: value))"
        case .decimal(let scale): DecimalText.fixed("\(value)", scale: scale)
        case .days: Self.date(value)
        case .time(let perSecond): Self.time(value, perSecond: perSecond)
        case .timestamp(let perSecond):
            Self.date(Self.floor(value, 86_400 * perSecond).quotient) + "T"
                + Self.time(Self.floor(value, 86_400 * perSecond).rest, perSecond: perSecond)
        }
    }

    private static func floor(_ value: Int64, _ divisor: Int) -> (quotient: Int64, rest: Int64) {
        let (quotient, rest) = value.quotientAndRemainder(dividingBy: Int64(divisor))
        return rest < 0 ? (quotient - 1, rest + Int64(divisor)) : (quotient, rest)
    }

    private static func date(_ days: Int64) -> String {
        guard days.magnitude < 1_000_000_000 else { return "day \(days)" }
        let date = CivilDate(daysSinceEpoch: Int(days))
        return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
    }

    private static func time(_ ticks: Int64, perSecond: Int) -> String {
        guard ticks >= 0 else { return "\(Double(ticks) / Double(perSecond))" }
        let (seconds, part) = Int(ticks).quotientAndRemainder(dividingBy: perSecond)
        let text =
            "\(padded(seconds / 3_600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
        guard part > 0 else { return text }
        let digits = padded(part, "\(perSecond)".count - 1)
        return text + "." + String(digits.reversed().drop { $0 == "0" }.reversed())
    }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let digits = "\(value.magnitude)"
        let zeros = String(repeating: "0", count: max(0, width - digits.count))
        return (value < 0 ? "-" : "") + zeros + digits
    }
}

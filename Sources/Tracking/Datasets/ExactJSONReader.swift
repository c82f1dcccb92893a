import Transparency

/// Reads one text of JSON, with the words that Python writes for numbers that are none.
///
/// It stops at the first fault and never reads past the end.
struct ExactJSONReader {
    private let bytes: [UInt8]
    private let what: String
    private var position = 0
    private var depth = 0
    private var valueCount = 0

    private static let depthMax = 64
    private static let valueCountMax = 1 << 20
    /// Longer than the digits of any number that somebody means.
    private static let numberByteCountMax = 1_000

    /// `what`: The parameter's name.
    init(_ text: String, of what: String) {
        bytes = Array(text.utf8)
        self.what = what
    }

    mutating func read() throws(TrackingError) -> ExactJSON {
        skipSpace()
        let value = try value()
        skipSpace()
        guard position == bytes.count else { throw fault("something follows the value") }
        return value
    }

    private mutating func value() throws(TrackingError) -> ExactJSON {
        valueCount += 1
        guard valueCount <= Self.valueCountMax else { throw fault("it has too many values") }
        switch bytes.indices.contains(position) ? bytes[position] : 0 {
        case UInt8(ascii: "{"): return .map(try members())
        case UInt8(ascii: "["): return .list(try elements())
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "t"): return try word("true", .flag(true))
        case UInt8(ascii: "f"): return try word("false", .flag(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "N"): return try word("NaN", .number(.nan))
        case UInt8(ascii: "I"): return try word("Infinity", .number(.infinity))
        case UInt8(ascii: "-") where bytes.dropFirst(position + 1).first == UInt8(ascii: "I"):
            return try word("-Infinity", .number(-.infinity))
        default: return try number()
        }
    }

    private mutating func enter() throws(TrackingError) {
        depth += 1
        guard depth <= Self.depthMax else { throw fault("it is nested too deeply") }
        position += 1
        skipSpace()
    }

    private mutating func elements() throws(TrackingError) -> [ExactJSON] {
        try enter()
        defer { depth -= 1 }
        var found: [ExactJSON] = []
        if take("]") { return found }
        while true {
            skipSpace()
            found.append(try value())
            skipSpace()
            if take("]") { return found }
            guard take(",") else { throw fault("a `,` or `]` is missing") }
        }
    }

    private mutating func members() throws(TrackingError) -> [String: ExactJSON] {
        try enter()
        defer { depth -= 1 }
        var found: [String: ExactJSON] = [:]
        if take("}") { return found }
        while true {
            skipSpace()
            let name = try string()
            skipSpace()
            guard take(":") else { throw fault("a `:` is missing") }
            skipSpace()
            let value = try value()
            guard found.updateValue(value, forKey: name) == nil else {
                throw fault("an object has '\(name.prefix(100))' twice")
            }
            skipSpace()
            if take("}") { return found }
            guard take(",") else { throw fault("a `,` or `}` is missing") }
        }
    }

    private mutating func word(
        _ word: String, _ value: ExactJSON
    ) throws(TrackingError) -> ExactJSON {
        guard bytes[position...].starts(with: word.utf8) else { throw fault("a value is missing") }
        position += word.utf8.count
        return value
    }

    /// A text in quotes, whose escapes are those of any JSON.
    private mutating func string() throws(TrackingError) -> String {
        let start = position
        guard take("\"") else { throw fault("a text in quotes is missing") }
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard take("\"") else { throw fault("a text has no end") }
        guard let text = (try? JSON(parsing: Array(bytes[start..<position])))?.stringValue else {
            position = start
            throw fault("a text does not read")
        }
        return text
    }

    private mutating func number() throws(TrackingError) -> ExactJSON {
        let start = position
        var isWhole = true
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): break
            case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"):
                isWhole = false
            default: return try number(bytes[start..<position], isWhole: isWhole)
            }
            position += 1
        }
        return try number(bytes[start..<position], isWhole: isWhole)
    }

    private func number(
        _ spelled: ArraySlice<UInt8>, isWhole: Bool
    ) throws(TrackingError) -> ExactJSON {
        let text = String(decoding: spelled, as: UTF8.self)
        guard !spelled.isEmpty else { throw fault("a value is missing") }
        guard spelled.count <= Self.numberByteCountMax else { throw fault("a number is too long") }
        guard Self.isNumber(spelled), let number = Double(text) else {
            throw fault("a number does not read")
        }
        guard isWhole else { return .number(number) }
        return .integer(text == "-0" ? "0" : text)
    }

    /// `-`, digits without a 0 before others, a fraction, an exponent.
    private static func isNumber(_ spelled: ArraySlice<UInt8>) -> Bool {
        var rest = spelled
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
        let whole = rest.prefix(while: isDigit)
        guard let first = whole.first, first != UInt8(ascii: "0") || whole.count == 1 else {
            return false
        }
        rest = rest.dropFirst(whole.count)
        if rest.first == UInt8(ascii: ".") {
            let fraction = rest.dropFirst().prefix(while: isDigit)
            guard !fraction.isEmpty else { return false }
            rest = rest.dropFirst(1 + fraction.count)
        }
        guard let mark = rest.first else { return true }
        guard mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") else { return false }
        rest = rest.dropFirst()
        if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") {
            rest = rest.dropFirst()
        }
        return !rest.isEmpty && rest.allSatisfy(isDigit)
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else {
            return false
        }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
            position += 1
        }
    }

    private func fault(_ reason: String) -> TrackingError {
        TrackingCheck.invalid(
            "Invalid value for parameter '\(what)' supplied: it is no JSON, for \(reason) at byte "
                + "\(min(position, bytes.count)).")
    }
}

extension ExactJSON {
    /// - Throws: `invalid` when a text is no JSON; `what` is the parameter's name.
    package init(reading text: String, of what: String) throws(TrackingError) {
        var reader = ExactJSONReader(text, of: what)
        self = try reader.read()
    }
}

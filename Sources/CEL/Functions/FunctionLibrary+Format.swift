/// `format`: text with clauses such as `%s`, `%d` and `%.3f`, filled from a list.
///
/// Source: `string_ext` of the conformance suite; cel-go's `ext/README.md`, "Format".
extension FunctionLibrary {
    static let formatting: [Function] = [
        .binary("format", isMethod: true, [(.string, .list(.dyn), .string)]) {
            (template, arguments, meter) throws(CELFault) in
            guard case .string(let template) = template, case .list(let arguments) = arguments
            else { throw .noSuchOverload("format", [template, arguments]) }
            var formatter = Formatter(meter: meter)
            defer { meter = formatter.meter }
            return .string(try formatter.format(template, arguments))
        }
    ]
}

/// Fills one template.
private struct Formatter {
    var meter: Meter
    private static let precisionMax = 1_000
    private static let depthMax = 200

    init(meter: Meter) { self.meter = meter }

    private func fault(_ message: String) -> CELFault { .error(.invalidArgument, message) }

    mutating func format(
        _ template: String, _ arguments: [CELValue]
    ) throws(CELFault) -> String {
        var result = ""
        var next = 0
        var rest = Array(template.unicodeScalars)[...]
        try meter.spend(rest.count / 8)
        while let scalar = rest.popFirst() {
            guard scalar == "%" else {
                result.unicodeScalars.append(scalar)
                continue
            }
            guard rest.first != "%" else {
                rest.removeFirst()
                result += "%"
                continue
            }
            let precision = try self.precision(&rest)
            guard let clause = rest.popFirst() else {
                throw fault("a clause of the format ends after `%`")
            }
            guard arguments.indices.contains(next) else {
                throw fault("the format has more clauses than there are arguments")
            }
            let text = try fill(clause, precision, arguments[next])
            try meter.spend(1 + text.utf8.count / 8)
            result += text
            next += 1
        }
        return result
    }

    private func precision(_ rest: inout ArraySlice<Unicode.Scalar>) throws(CELFault) -> Int {
        guard rest.first == "." else { return 6 }
        rest.removeFirst()
        let digits = rest.prefix { "0"..."9" ~= $0 }
        rest = rest.dropFirst(digits.count)
        let text = String(String.UnicodeScalarView(digits))
        guard let precision = Int(text), precision <= Self.precisionMax else {
            throw fault("the precision of a clause is a number up to \(Self.precisionMax)")
        }
        return precision
    }

    private mutating func fill(
        _ clause: Unicode.Scalar, _ precision: Int, _ value: CELValue
    ) throws(CELFault) -> String {
        if case .unknown(let unknown) = value { throw .unknown(unknown) }
        switch clause {
        case "s": return try text(value)
        case "d": return try decimal(value)
        case "f", "e":
            guard let number = value.asDouble else {
                throw fault("`%\(clause)` takes numbers, not `\(value.type.name)`")
            }
            return clause == "f"
                ? DoubleText.fixed(number, fractionCount: precision)
                : DoubleText.scientific(number, fractionCount: precision)
        case "b", "o", "x", "X": return try based(clause, value)
        default: throw fault("unrecognized formatting clause `\(clause)`")
        }
    }

    private func decimal(_ value: CELValue) throws(CELFault) -> String {
        switch value {
        case .int(let number): return String(number)
        case .uint(let number): return String(number)
        case .double(let number): return DoubleText.plain(number)
        default: throw fault("`%d` takes numbers, not `\(value.type.name)`")
        }
    }

    private func based(
        _ clause: Unicode.Scalar, _ value: CELValue
    ) throws(CELFault) -> String {
        let radix = clause == "b" ? 2 : clause == "o" ? 8 : 16
        switch (value, radix) {
        case (.int(let number), _):
            return String(number, radix: radix, uppercase: clause == "X")
        case (.uint(let number), _):
            return String(number, radix: radix, uppercase: clause == "X")
        case (.bool(let flag), 2): return flag ? "1" : "0"
        case (.string(let text), 16): return hex(text.utf8, clause == "X")
        case (.bytes(let bytes), 16): return hex(bytes, clause == "X")
        default: throw fault("`%\(clause)` does not take `\(value.type.name)`")
        }
    }

    private func hex(_ bytes: some Sequence<UInt8>, _ isUppercase: Bool) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16, uppercase: isUppercase)
            return byte < 16 ? "0\(digits)" : digits
        }.joined()
    }

    private mutating func text(_ value: CELValue, depth: Int = 0) throws(CELFault) -> String {
        guard depth < Self.depthMax else {
            throw .error(.limit, "the formatted value nests deeper than \(Self.depthMax) levels")
        }
        try meter.spend(1)
        switch value {
        case .null: return "null"
        case .bool, .int, .uint, .string, .timestamp, .duration, .ip, .cidr:
            guard case .string(let text) = try Conversions.string(value) else { return "" }
            return text
        case .double(let number): return DoubleText.plain(number)
        case .bytes(let bytes): return String(decoding: bytes, as: UTF8.self)
        case .type(let type): return type.name
        case .list(let list):
            var parts: [String] = []
            for element in list { parts.append(try text(element, depth: depth + 1)) }
            return try joined(parts, "[", "]")
        case .map(let map):
            var parts: [(key: String, value: String)] = []
            for (key, value) in zip(map.keys, map.values) {
                parts.append((try text(key), try text(value, depth: depth + 1)))
            }
            parts.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            return try joined(parts.map { "\($0.key): \($0.value)" }, "{", "}")
        case .unknown(let unknown): throw .unknown(unknown)
        case .optional, .enumeration:
            throw fault("`%s` does not take `\(value.type.name)`")
        }
    }

    private mutating func joined(
        _ parts: [String], _ open: String, _ close: String
    ) throws(CELFault) -> String {
        try meter.spend(parts.reduce(0) { $0 + $1.utf8.count / 8 })
        return open + parts.joined(separator: ", ") + close
    }
}

extension CELValue {
    /// A number as a double.
    var asDouble: Double? {
        switch self {
        case .int(let number): Double(number)
        case .uint(let number): Double(number)
        case .double(let number): number
        default: nil
        }
    }
}

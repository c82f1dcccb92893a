import Transparency

/// Times as protobuf's mapping to JSON has them.
enum ProtobufJSON {
    static func moment(_ milliseconds: Int64) -> JSON {
        .string("\(Instant(milliseconds: milliseconds))")
    }

    static func duration(_ milliseconds: Int64) -> JSON {
        let (whole, rest) = milliseconds.quotientAndRemainder(dividingBy: 1_000)
        let fraction = rest == 0 ? "" : "." + String(1_000 + rest).dropFirst()
        return .string("\(whole)\(fraction)s")
    }

    /// A moment to the nanosecond; what is below a millisecond is left out.
    static func milliseconds(_ value: JSON?) throws -> Int64? {
        guard let value, !value.isNull else { return nil }
        guard let text = value.stringValue, text.utf8.count <= 40, text.hasSuffix("Z") else {
            throw MLflowProblem.invalid(value, "request_time")
        }
        let parts = text.dropLast().split(separator: ".", maxSplits: 1)
        let isPlain = parts.count < 2 || parts[1].utf8.allSatisfy { (0x30...0x39).contains($0) }
        let fraction = parts.count < 2 ? "" : "." + parts[1].prefix(3)
        guard isPlain, let first = parts.first, let moment = Instant("\(first)\(fraction)Z")
        else { throw MLflowProblem.invalid(value, "request_time") }
        return moment.milliseconds
    }

    /// Seconds with up to nine decimals, and an `s`.
    static func duration(_ value: JSON?) throws -> Int64? {
        guard let value, !value.isNull else { return nil }
        let problem = MLflowProblem.invalid(value, "execution_duration")
        guard let text = value.stringValue, text.utf8.count <= 30, text.hasSuffix("s") else {
            throw problem
        }
        let parts = text.dropLast().split(
            separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first.flatMap({ Int64($0) }), (0...315_576_000_000).contains(whole)
        else { throw problem }
        guard parts.count > 1 else { return whole * 1_000 }
        guard parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let milliseconds = Int64((parts[1] + "000").prefix(3))
        else { throw problem }
        return whole * 1_000 + milliseconds
    }
}

/// The math extension.
///
/// Source: `math_ext` of the conformance suite; cel-go's `ext/README.md`, "Math".
extension FunctionLibrary {
    private static let numbers: [CELType] = [.int, .uint, .double]

    static let mathFunctions: [Function] =
        extremes("math.@greatest", keeping: .after) + extremes("math.@least", keeping: .before)
        + rounding + classes + [abs, sign, squareRoot]

    private static func extremes(_ name: String, keeping order: Ordering) -> [Function] {
        let pairs: [(CELType, CELType, CELType)] = numbers.flatMap { left in
            numbers.map { (left, $0, left == $0 ? left : .dyn) }
        }
        let single = (numbers + [.dyn]).map { ($0, $0) } + numbers.map { (.list($0), $0) }
        return [
            .unary(name, single + [(.list(.dyn), .dyn)]) { (value, meter) throws(CELFault) in
                guard case .list(let list) = value else {
                    guard value.asDouble != nil else { throw .noSuchOverload(name, [value]) }
                    return value
                }
                guard var best = list.first else {
                    throw .error(.invalidArgument, "`\(name)` of an empty list")
                }
                try meter.spend(list.count)
                for value in list {
                    best = try extreme(name, best, value, keeping: order)
                }
                return best
            },
            .binary(name, pairs) { (left, right, _) throws(CELFault) in
                try extreme(name, left, right, keeping: order)
            },
        ]
    }

    private static func extreme(
        _ name: String, _ left: CELValue, _ right: CELValue, keeping order: Ordering
    ) throws(CELFault) -> CELValue {
        for case .unknown(let unknown) in [left, right] { throw .unknown(unknown) }
        guard let found = Ordering.compareNumbers(right, left) else {
            throw .noSuchOverload(name, [left, right])
        }
        return found == order ? right : left
    }

    private static func onDouble(
        _ name: String, _ result: CELType, _ body: @escaping @Sendable (Double) -> CELValue
    ) -> Function {
        .unary(name, [(.double, result)]) { (value, _) throws(CELFault) in
            guard case .double(let number) = value else { throw .noSuchOverload(name, [value]) }
            return body(number)
        }
    }

    private static let rounding: [Function] = [
        onDouble("math.ceil", .double) { .double($0.rounded(.up)) },
        onDouble("math.floor", .double) { .double($0.rounded(.down)) },
        onDouble("math.round", .double) { .double($0.rounded(.toNearestOrAwayFromZero)) },
        onDouble("math.trunc", .double) { .double($0.rounded(.towardZero)) },
    ]

    private static let classes: [Function] = [
        onDouble("math.isNaN", .bool) { .bool($0.isNaN) },
        onDouble("math.isInf", .bool) { .bool($0.isInfinite) },
        onDouble("math.isFinite", .bool) { .bool($0.isFinite) },
    ]

    private static let abs = Function.unary("math.abs", numbers.map { ($0, $0) }) {
        (value, _) throws(CELFault) in
        switch value {
        case .int(let number):
            guard number != .min else { throw .error(.overflow, "integer overflow") }
            return .int(number < 0 ? -number : number)
        case .uint: return value
        case .double(let number): return .double(number.magnitude)
        default: throw .noSuchOverload("math.abs", [value])
        }
    }

    private static let sign = Function.unary("math.sign", numbers.map { ($0, $0) }) {
        (value, _) throws(CELFault) in
        switch value {
        case .int(let number): return .int(number.signum())
        case .uint(let number): return .uint(number == 0 ? 0 : 1)
        case .double(let number):
            return .double(number > 0 ? 1 : number < 0 ? -1 : number.isNaN ? number : 0)
        default: throw .noSuchOverload("math.sign", [value])
        }
    }

    private static let squareRoot = Function.unary("math.sqrt", numbers.map { ($0, .double) }) {
        (value, _) throws(CELFault) in
        guard let number = value.asDouble else { throw .noSuchOverload("math.sqrt", [value]) }
        return .double(number.squareRoot())
    }

    static let bitFunctions: [Function] = [
        bits("math.bitAnd", { $0 & $1 }), bits("math.bitOr", { $0 | $1 }),
        bits("math.bitXor", { $0 ^ $1 }),
        shift("math.bitShiftLeft", { $0 << $1 }), shift("math.bitShiftRight", { $0 >> $1 }),
        .unary("math.bitNot", [(.int, .int), (.uint, .uint)]) { (value, _) throws(CELFault) in
            switch value {
            case .int(let number): return .int(~number)
            case .uint(let number): return .uint(~number)
            default: throw .noSuchOverload("math.bitNot", [value])
            }
        },
    ]

    private static func bits(
        _ name: String, _ body: @escaping @Sendable (UInt64, UInt64) -> UInt64
    ) -> Function {
        .binary(name, [(.int, .int, .int), (.uint, .uint, .uint)]) {
            (left, right, _) throws(CELFault) in
            switch (left, right) {
            case (.int(let left), .int(let right)):
                return .int(
                    Int64(bitPattern: body(UInt64(bitPattern: left), UInt64(bitPattern: right))))
            case (.uint(let left), .uint(let right)): return .uint(body(left, right))
            default: throw .noSuchOverload(name, [left, right])
            }
        }
    }

    /// Shifts of 64 or more give 0; a shift to the right fills with 0.
    private static func shift(
        _ name: String, _ body: @escaping @Sendable (UInt64, Int64) -> UInt64
    ) -> Function {
        .binary(name, [(.int, .int, .int), (.uint, .int, .uint)]) {
            (value, offset, _) throws(CELFault) in
            guard case .int(let places) = offset else {
                throw .noSuchOverload(name, [value, offset])
            }
            guard places >= 0 else {
                throw .error(.invalidArgument, "negative offset of `\(name)`: \(places)")
            }
            switch value {
            case .int(let number):
                return .int(Int64(bitPattern: body(UInt64(bitPattern: number), places)))
            case .uint(let number): return .uint(body(number, places))
            default: throw .noSuchOverload(name, [value, offset])
            }
        }
    }
}

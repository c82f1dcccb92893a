/// Optional values: `optional.of`, `orValue` and their like.
///
/// Source: `optionals` of the conformance suite.
extension FunctionLibrary {
    private static let wrapped = CELType.parameter("A")

    static let optionals: [Function] = [
        .variadic("optional.none", [([], .optional(wrapped))]) { (_, _) throws(CELFault) in
            .optional(nil)
        },
        .unary("optional.of", [(wrapped, .optional(wrapped))]) { (value, _) throws(CELFault) in
            .optional(value)
        },
        .unary("optional.ofNonZeroValue", [(wrapped, .optional(wrapped))]) {
            (value, _) throws(CELFault) in .optional(value.isZero ? nil : value)
        },
        onOptional("hasValue", .bool) { .bool($0 != nil) },
        .unary("value", isMethod: true, [(.optional(wrapped), wrapped)]) {
            (value, _) throws(CELFault) in
            guard case .optional(let inner) = value else { throw .noSuchOverload("value", [value]) }
            guard let inner else {
                throw .error(.invalidArgument, "`value` of an optional that has none")
            }
            return inner
        },
        .unary("optional.unwrap", [(.list(.optional(wrapped)), .list(wrapped))]) {
            (value, meter) throws(CELFault) in try unwrapped(value, &meter)
        },
        .unary("unwrapOpt", isMethod: true, [(.list(.optional(wrapped)), .list(wrapped))]) {
            (value, meter) throws(CELFault) in try unwrapped(value, &meter)
        },
    ]

    private static func onOptional(
        _ name: String, _ result: CELType, _ body: @escaping @Sendable (CELValue?) -> CELValue
    ) -> Function {
        .unary(name, isMethod: true, [(.optional(wrapped), result)]) {
            (value, _) throws(CELFault) in
            guard case .optional(let inner) = value else { throw .noSuchOverload(name, [value]) }
            return body(inner)
        }
    }

    private static func unwrapped(
        _ value: CELValue, _ meter: inout Meter
    ) throws(CELFault) -> CELValue {
        guard case .list(let list) = value else { throw .noSuchOverload("unwrapOpt", [value]) }
        try meter.spend(list.count)
        var values: [CELValue] = []
        for element in list {
            guard case .optional(let inner) = element else {
                throw .noSuchOverload("unwrapOpt", [element])
            }
            if let inner { values.append(inner) }
        }
        return .list(values)
    }

    /// Signatures of the methods whose second operand is evaluated only when needed.
    static let lazyOptionalSignatures: [String: Signature] = [
        "or": Signature(
            [.optional(wrapped), .optional(wrapped)], .optional(wrapped), isMethod: true),
        "orValue": Signature([.optional(wrapped), wrapped], wrapped, isMethod: true),
    ]
}

/// A built-in function: its signatures, for the checker, and its body, for the evaluator.
struct Function: Sendable {
    typealias Unary = @Sendable (CELValue, inout Meter) throws(CELFault) -> CELValue
    typealias Binary = @Sendable (CELValue, CELValue, inout Meter) throws(CELFault) -> CELValue
    typealias Variadic = @Sendable ([CELValue], inout Meter) throws(CELFault) -> CELValue

    enum Body: Sendable {
        case unary(Unary)
        case binary(Binary)
        case variadic(Variadic)

        func callAsFunction(
            _ values: [CELValue], _ meter: inout Meter
        ) throws(CELFault) -> CELValue {
            switch (self, values.count) {
            case (.unary(let body), 1): return try body(values[0], &meter)
            case (.binary(let body), 2): return try body(values[0], values[1], &meter)
            case (.variadic(let body), _): return try body(values, &meter)
            default: throw .noSuchOverload("the function", values)
            }
        }
    }

    /// What a call site finds it by.
    struct Key: Hashable, Sendable {
        let name: String
        let isMethod: Bool
        let argumentCount: Int
    }

    let name: String
    let signatures: [Signature]
    let body: Body

    static func unary(
        _ name: String, isMethod: Bool = false, _ types: [(CELType, CELType)],
        _ body: @escaping Unary
    ) -> Function {
        Function(
            name: name,
            signatures: types.map { Signature([$0.0], $0.1, isMethod: isMethod) },
            body: .unary(body))
    }

    static func binary(
        _ name: String, isMethod: Bool = false, _ types: [(CELType, CELType, CELType)],
        _ body: @escaping Binary
    ) -> Function {
        Function(
            name: name,
            signatures: types.map { Signature([$0.0, $0.1], $0.2, isMethod: isMethod) },
            body: .binary(body))
    }

    static func variadic(
        _ name: String, isMethod: Bool = false, _ types: [([CELType], CELType)],
        _ body: @escaping Variadic
    ) -> Function {
        Function(
            name: name, signatures: types.map { Signature($0.0, $0.1, isMethod: isMethod) },
            body: .variadic(body))
    }
}

/// The types that a function takes and gives.
struct Signature: Sendable {
    let parameters: [CELType]
    let result: CELType
    let isMethod: Bool

    init(_ parameters: [CELType], _ result: CELType, isMethod: Bool = false) {
        self.parameters = parameters
        self.result = result
        self.isMethod = isMethod
    }
}

/// One way to call a function: the types it takes, the type it gives, and what it does.
package struct CELOverload: Sendable {
    package typealias Implementation =
        @Sendable (_ arguments: [CELValue]) throws(CELError) -> CELValue
    /// What a function of two arguments does, without gathering them in a list.
    package typealias BinaryImplementation =
        @Sendable (_ first: CELValue, _ second: CELValue) throws(CELError) -> CELValue

    enum Body: Sendable {
        case binary(BinaryImplementation)
        case variadic(Implementation)
    }

    /// The types of the arguments; of a method, the first is what it is called on.
    package let parameters: [CELType]
    package let result: CELType
    /// Whether it is written `x.f(y)` rather than `f(x, y)`.
    package let isMethod: Bool
    let body: Body

    /// A function whose implementation takes all arguments in a list and may give `.unknown`.
    package init(
        parameters: [CELType], result: CELType, isMethod: Bool = false,
        implementation: @escaping Implementation
    ) {
        self.parameters = parameters
        self.result = result
        self.isMethod = isMethod
        body = .variadic(implementation)
    }

    /// A function of two arguments whose implementation may give `.unknown`.
    package init(
        parameters first: CELType, _ second: CELType, result: CELType, isMethod: Bool = false,
        implementation: @escaping BinaryImplementation
    ) {
        parameters = [first, second]
        self.result = result
        self.isMethod = isMethod
        body = .binary(implementation)
    }

    func callAsFunction(_ arguments: [CELValue]) throws(CELError) -> CELValue {
        switch body {
        case .binary(let body): try body(arguments[0], arguments[1])
        case .variadic(let body): try body(arguments)
        }
    }
}

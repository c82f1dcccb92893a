/// One way to call a function: the types it takes, the type it gives, and what it does.
package struct CELOverload: Sendable {
    package typealias Implementation =
        @Sendable (_ arguments: [CELValue]) throws(CELError) -> CELValue

    /// The types of the arguments; of a method, the first is what it is called on.
    package let parameters: [CELType]
    package let result: CELType
    /// Whether it is written `x.f(y)` rather than `f(x, y)`.
    package let isMethod: Bool
    /// Computes the result.
    ///
    /// It may give `.unknown`.
    package let implementation: Implementation

    package init(
        parameters: [CELType], result: CELType, isMethod: Bool = false,
        implementation: @escaping Implementation
    ) {
        self.parameters = parameters
        self.result = result
        self.isMethod = isMethod
        self.implementation = implementation
    }
}

/// The values of an expression's variables.
///
/// Make it once and evaluate many programs with it: keys are hashed here, not at evaluation.
package struct CELActivation: Sendable {
    let variables: CELMap

    package init(_ variables: [String: CELValue]) {
        self.variables = CELMap(variables)
    }

    /// Variables by name: a map with text keys.
    package init(_ variables: CELMap) {
        self.variables = variables
    }
}

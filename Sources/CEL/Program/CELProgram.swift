/// An expression, read, checked and made ready to evaluate many times.
///
/// ```swift
/// var environment = CELEnvironment(variables: ["version": .object("Version")])
/// environment.declare(object: "Version", fields: ["auc": .double])
/// let program = try CELProgram("version.auc >= 0.85", in: environment)
/// ```
package struct CELProgram: Sendable {
    /// The text of the expression; of a conjunct, the text of its term.
    package let source: String
    /// The type that the expression's value has; `dyn` when types were not checked.
    package let resultType: CELType

    private let whole: String
    private let expression: Expression
    private let environment: CELEnvironment
    private let evaluation: Evaluate
    private let localCount: Int

    /// Parses, checks and compiles an expression.
    ///
    /// - Throws: ``CELError`` with line and column when the text is no expression, names what is
    ///   not declared, does not fit the types, or is beyond the environment's limits.
    package init(_ source: String, in environment: CELEnvironment) throws(CELError) {
        do {
            var parser = try Parser(
                source, limits: environment.limits, expandsMacros: environment.expandsMacros)
            try self.init(try parser.parse(), of: source, in: environment, source: source)
        } catch { throw error.located(in: source) }
    }

    private init(
        _ expression: Expression, of whole: String, in environment: CELEnvironment, source: String
    ) throws(CELError) {
        var checker = Checker(environment)
        resultType = environment.checksTypes ? try checker.check(expression) : .dyn
        var compiler = Compiler(environment, recordSelections: checker.recordSelections)
        evaluation = try compiler.evaluation(of: expression)
        localCount = compiler.localCount
        self.source = source
        self.whole = whole
        self.expression = expression
        self.environment = environment
    }

    /// The value of the expression for these variables.
    package func evaluate(_ activation: CELActivation) -> CELResult {
        var frame = Frame(
            variables: activation.variables, localCount: localCount,
            stepsMax: environment.limits.stepsMax)
        do throws(CELFault) {
            return .value(try evaluation(&frame))
        } catch {
            switch error {
            case .unknown(let unknown): return .unknown(unknown)
            case .error(let error): return .error(error.located(in: whole))
            }
        }
    }
}

// MARK: Parts

extension CELProgram {
    /// The terms that `&&` joins at the top, in order, each as a program of its own; the program
    /// itself when it is no conjunction.
    package var conjuncts: [CELProgram] {
        guard case .all = expression.kind else { return [self] }
        let bytes = Array(whole.utf8)
        return expression.conjuncts.compactMap { term in
            let text = String(
                decoding: bytes[term.range.clamped(to: 0..<bytes.count)], as: UTF8.self)
            // A term of a program that was checked cannot fail by itself.
            return try? CELProgram(term, of: whole, in: environment, source: text)
        }
    }

    /// The longest chains of fields below variables, such as `evidence.eval_report.auc`, each
    /// once, in the order of the text.
    package var references: [String] {
        var collector = ReferenceCollector(environment: environment)
        collector.visit(expression)
        return collector.references
    }
}

extension Expression {
    /// The terms of nested conjunctions.
    fileprivate var conjuncts: [Expression] {
        guard case .all(let terms) = kind else { return [self] }
        return terms.flatMap(\.conjuncts)
    }
}

import CEL
import Testing

/// Evaluates an expression over variables of any type.
func evaluate(
    _ source: String, _ variables: [String: CELValue] = [:],
    in environment: CELEnvironment = CELEnvironment()
) throws(CELError) -> CELResult {
    var environment = environment
    for name in variables.keys { environment.declare(variable: name, type: .dyn) }
    return try CELProgram(source, in: environment).evaluate(CELActivation(variables))
}

extension CELResult {
    /// The outcome in one line, for tests.
    var shown: String {
        switch self {
        case .value(.bool(let flag)): "\(flag)"
        case .value(.int(let number)): "\(number)"
        case .value(.string(let text)): text
        case .value(let value): "\(value)"
        case .unknown(let unknown): "unknown " + unknown.paths.sorted().joined(separator: ", ")
        case .error(let error): "error: \(error)"
        }
    }
}

@Suite struct CELProgramTests {
    @Test func `conjuncts are the terms of a conjunction, each with its own text`() throws {
        let program = try CELProgram(
            "1 < 2 && ('a' == 'b' && true) && size([1]) == 1 ", in: CELEnvironment())
        let terms = program.conjuncts
        #expect(terms.map(\.source) == ["1 < 2", "'a' == 'b'", "true", "size([1]) == 1"])
        let outcomes = terms.map { $0.evaluate(CELActivation([:])).shown }
        #expect(outcomes == ["true", "false", "true", "true"])
    }

    @Test func `a program that is no conjunction is its own conjunct`() throws {
        let program = try CELProgram("1 < 2 || false", in: CELEnvironment())
        #expect(program.conjuncts.map(\.source) == ["1 < 2 || false"])
    }

    @Test func `a conjunct's error stands where it stands in the whole text`() throws {
        let program = try CELProgram("true &&\n 1 / 0 > 1", in: CELEnvironment())
        guard case .error(let error) = program.conjuncts[1].evaluate(CELActivation([:])) else {
            Issue.record("1 / 0 has no error")
            return
        }
        #expect((error.line, error.column) == (2, 2))
        #expect(error.message == "division by zero")
    }

    @Test(arguments: [
        ("evidence.eval.auc > 0.8 && evidence.eval.auc < 1.0", ["evidence.eval.auc"]),
        (
            "approvals.exists(a, a.role == 'x' && a.by != version.author)",
            ["approvals", "version.author"]
        ),
        ("has(version.card)", ["version.card"]),
        ("version.name.startsWith('m')", ["version.name"]),
        ("[1].map(version, version + 1) == [2]", []),
        ("version['a'].b + version.c", ["version", "version.c"]),
        ("math.abs(version.x) > 1", ["version.x"]),
        ("cel.bind(v, version.a, v.b + version.d)", ["version.a", "version.d"]),
    ])
    func `references are the longest chains of fields below variables`(
        source: String, expected: [String]
    ) throws {
        var environment = CELEnvironment()
        for name in ["evidence", "approvals", "version"] {
            environment.declare(variable: name, type: .dyn)
        }
        #expect(try CELProgram(source, in: environment).references == expected)
    }

    @Test func `a program has the type of its value`() throws {
        let environment = CELEnvironment(variables: ["names": .list(.string)])
        let program = try CELProgram("names.map(n, size(n))", in: environment)
        #expect(program.resultType == .list(.int))
    }

    @Test func `a variable without a value is an error when nothing may be missing`() throws {
        let program = try CELProgram("x == 1", in: CELEnvironment(variables: ["x": .int]))
        #expect(
            program.evaluate(CELActivation([:])).shown
                == "error: the variable `x` has no value (line 1, column 1)")
    }
}

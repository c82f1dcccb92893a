import CEL
import Testing

@Suite struct CELEnvironmentTests {
    private var environment: CELEnvironment {
        var environment = CELEnvironment(
            variables: ["version": .object("Version")], missingFieldsAreUnknown: true)
        environment.declare(
            object: "Version", fields: ["auc": .double, "author": .string, "card": .object("Card")])
        environment.declare(
            object: "Card", fields: ["text": .string, "labels": .map(.string, .dyn)])
        return environment
    }

    private func outcome(_ source: String, _ version: [String: CELValue]?) throws -> String {
        let facts = version.map { ["version": CELValue.map(CELMap($0))] } ?? [:]
        return try CELProgram(source, in: environment).evaluate(CELActivation(facts)).shown
    }

    @Test func `a field that a record does not declare is found when the program is made`() {
        #expect(throws: CELError.self) { try CELProgram("version.auc2 > 0.5", in: environment) }
        do throws(CELError) {
            _ = try CELProgram("true && version.card.txt == ''", in: environment)
            Issue.record("an unknown field was accepted")
        } catch {
            #expect(error.kind == .noSuchField)
            #expect(error.message == "`Card` has no field `txt`; it has `labels`, `text`")
            #expect((error.line, error.column) == (1, 9))
        }
    }

    @Test func `a field is compared with its declared type`() {
        #expect(throws: CELError.self) { try CELProgram("version.auc == 'x'", in: environment) }
        #expect(throws: Never.self) { try CELProgram("version.auc == 0.5", in: environment) }
    }

    @Test func `a missing declared field is unknown, at its whole path`() throws {
        #expect(try outcome("version.auc > 0.5", ["author": .string("a")]) == "unknown version.auc")
        #expect(try outcome("version.card.text == ''", [:]) == "unknown version.card.text")
        #expect(try outcome("version.auc > 0.5", nil) == "unknown version.auc")
        #expect(
            try outcome("[version].exists(v, v.auc > 0.5)", ["author": .string("a")])
                == "unknown v.auc")
    }

    @Test func `a missing key of a map stays an error`() throws {
        let card = CELValue.map(CELMap(["labels": .map(.empty)]))
        #expect(
            try outcome("version.card.labels.tier == 'x'", ["card": card])
                == "error: no such key: `tier` (line 1, column 1)")
        #expect(try outcome("has(version.card.labels.tier)", ["card": card]) == "false")
    }

    @Test func `a missing declared field stays an error unless the environment says otherwise`()
        throws
    {
        var strict = environment
        strict.missingFieldsAreUnknown = false
        let result = try CELProgram("version.auc > 0.5", in: strict)
            .evaluate(CELActivation(["version": .map(.empty)]))
        #expect(result.shown == "error: no such key: `auc` (line 1, column 1)")
    }

    @Test func `a declared function is chosen by the types of its arguments`() throws {
        var environment = CELEnvironment(container: "acme")
        environment.declare(
            function: "acme.grade",
            overloads: [
                CELOverload(parameters: [.int], result: .string) { (_) throws(CELError) in
                    .string("int")
                },
                CELOverload(parameters: [.string], result: .string) { (_) throws(CELError) in
                    .string("string")
                },
            ])
        environment.declare(
            function: "latest",
            overloads: [
                CELOverload(parameters: [.list(.dyn)], result: .dyn, isMethod: true) {
                    (_) throws(CELError) in .unknown(CELUnknown(paths: ["evidence.latest"]))
                }
            ])
        #expect(try evaluate("grade(1) + grade('')", in: environment).shown == "intstring")
        #expect(
            try evaluate("[1].latest() == 3", in: environment).shown == "unknown evidence.latest")
        #expect(throws: CELError.self) { try CELProgram("grade(1.5)", in: environment) }
        #expect(
            try evaluate("grade(dyn(1.5))", in: environment).shown
                == "error: no such overload: `acme.grade` applied to (double) (line 1, column 1)")
    }

    @Test func `a constant argument settles which function is meant, and any other may`() throws {
        var environment = CELEnvironment(variables: ["x": .dyn, "n": .int])
        environment.declare(
            function: "kind",
            overloads: [
                CELOverload(parameters: .dyn, .int, result: .string) { (_, _) throws(CELError) in
                    .string("int")
                },
                CELOverload(parameters: .dyn, .double, result: .string) {
                    (first, _) throws(CELError) in
                    if case .bool = first { throw CELError(.invalidArgument, "no truth") }
                    if case .null = first { return .unknown(CELUnknown(paths: ["x.y"])) }
                    return .string("double")
                },
            ])
        for (call, shown) in [
            ("kind('', 1)", "int"), ("kind('', 1.5)", "double"), ("kind(1.5, n)", "int"),
            ("kind('', dyn(1.5))", "double"), ("kind(x, x)", "int"),
            ("kind(null, 1.5)", "unknown x.y"), ("kind(null, dyn(1.5))", "unknown x.y"),
            ("kind(true, 1.5)", "error: no truth (line 1, column 1)"),
            ("kind(1 / 0, 1)", "error: division by zero (line 1, column 6)"),
            (
                "kind(1, dyn('a'))",
                "error: no such overload: `kind` applied to (int, string) (line 1, column 1)"
            ),
        ] {
            let program = try CELProgram(call, in: environment)
            #expect(program.evaluate(CELActivation(["x": .int(1), "n": .int(2)])).shown == shown)
        }
        #expect(throws: CELError.self) { try CELProgram("kind(1, 'a')", in: environment) }
    }

    @Test func `a named time zone is what the environment says it is`() throws {
        let source = "timestamp('2026-01-01T23:30:00Z').getHours('Mars/Base')"
        #expect(try evaluate(source).shown.contains("unknown time zone `Mars/Base`"))
        let environment = CELEnvironment(timeZoneOffset: { name, _ in
            name == "Mars/Base" ? 3_600 : nil
        })
        #expect(try evaluate(source, in: environment).shown == "0")
    }
}

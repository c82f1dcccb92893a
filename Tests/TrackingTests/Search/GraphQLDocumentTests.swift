import Testing
import Transparency

@testable import Tracking

@Suite struct GraphQLDocumentTests {
    private func problem(
        _ text: String, variables: [String: JSON] = [:]
    ) -> GraphQLProblem? {
        do throws(GraphQLProblem) {
            _ = try GraphQLDocument(text, variables: variables)
            return nil
        } catch { return error }
    }

    @Test func `a query is read with aliases, arguments, variables and their defaults`() throws {
        let text = """
            query Q($data: In!, $n: [Int!]! = [1, 2]) @component(name: "Page") { # why
              a: one(input: $data, n: $n, kind: ALL, t: "x\\n\\u00e9\\ud83d\\ude00", f: -1.5e1)
              two { three }
            }
            """
        let document = try GraphQLDocument(text, variables: ["data": ["id": "7"], "no": 1])
        let arguments: [String: JSON] = [
            "input": ["id": "7"], "n": [1, 2], "kind": "ALL", "t": "x\né😀", "f": -15,
        ]
        let three = GraphQLField(alias: nil, name: "three", arguments: [:], fields: [])
        #expect(
            document.operations == [
                .init(
                    isMutation: false, name: "Q",
                    fields: [
                        .init(alias: "a", name: "one", arguments: arguments, fields: []),
                        .init(alias: nil, name: "two", arguments: [:], fields: [three]),
                    ])
            ])
    }

    @Test func `the operation that is named is meant, and of several one must be`() throws {
        let document = try GraphQLDocument("query A { a } mutation B { b }", variables: [:])
        #expect(try document.operation(named: "B").isMutation)
        #expect(throws: GraphQLProblem("Unknown operation named 'C'.")) {
            try document.operation(named: "C")
        }
        #expect(
            throws: GraphQLProblem(
                "Must provide operation name if query contains multiple operations.")
        ) { try document.operation(named: nil) }
    }

    @Test(arguments: [
        "", "{", "{}", "{ a", "{ a(", "{ a(b:) }", "{ a(b: \"x }", "{ a(b: \"\\q\") }", "{ ...F }",
        "{ a(b: \"\\ud800\") }", "subscription { a }", "fragment F on T { a }",
        "{ a @skip(if: true) }",
        "{ a(b: $c) }", "{ a(b: 1, b: 2) }", "{ a(b: \"\"\"x\"\"\") }", "{ a(b: 1e999) }", "{ é }",
        "query ($a Int) { a }", "{ a: }", "{ a(b: \"\\u12\") }",
    ])
    func `what is no query, or what is not answered, is refused`(text: String) {
        #expect(problem(text) != nil)
    }

    @Test func `a query asks for so much and no more`() {
        let limits = GraphQLLimits.self
        func roots(_ count: Int) -> String { "{" + (0..<count).map { " a\($0)" }.joined() + "}" }
        func deep(_ depth: Int) -> String {
            String(repeating: "{ a ", count: depth) + String(repeating: "}", count: depth)
        }
        func aliases(_ count: Int) -> String {
            "{ r {" + (0..<count).map { " x\($0): a" }.joined() + "} }"
        }
        func wide(_ count: Int) -> String {
            "{ r {" + String(repeating: " a", count: count - 1) + "} }"
        }
        func nested(_ depth: Int) -> String {
            "{ a(b: " + String(repeating: "[", count: depth)
                + String(repeating: "]", count: depth) + ") }"
        }
        let table: [((Int) -> String, Int, String)] = [
            (roots, limits.rootCountMax, "GraphQL queries should have at most 10 root fields"),
            (deep, limits.depthMax, "Query exceeds maximum depth of 10"),
            (aliases, limits.aliasCountMax, "GraphQL queries should have at most 10 aliases"),
            (wide, limits.fieldCountMax, "Query exceeds maximum total selections of 1000"),
            (nested, limits.valueDepthMax, "Syntax Error: a value is nested too deeply."),
        ]
        for (text, limit, message) in table {
            #expect(problem(text(limit)) == nil, "\(message)")
            #expect(problem(text(limit + 1))?.message.hasPrefix(message) == true, "\(message)")
        }
        let long = "{ a } #" + String(repeating: "x", count: limits.byteCountMax)
        #expect(problem(long)?.message == "A query has at most 65536 bytes.")
    }
}

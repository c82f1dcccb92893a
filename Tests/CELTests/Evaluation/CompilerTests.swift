import CEL
import Testing

@Suite struct CompilerTests {
    private let facts: [String: CELValue] = [
        "u": .unknown(CELUnknown(paths: ["u"])),
        "bare": .unknown(CELUnknown(paths: [])),
        "evidence": .map(
            CELMap([
                "eval": .unknown(CELUnknown(paths: ["evidence.eval"])),
                "bare": .unknown(CELUnknown(paths: [])), "list": .list([.int(1), .int(2)]),
                "rows": .list([.int(1), .unknown(CELUnknown(paths: ["evidence.rows[1]"]))]),
            ])),
    ]

    @Test(arguments: [
        ("u", "unknown u"),
        ("evidence.eval.auc > 0.5", "unknown evidence.eval.auc"),
        ("evidence.eval.folds[0].auc > 0.5", "unknown evidence.eval.folds[0].auc"),
        ("evidence.eval['auc'] > 0.5", "unknown evidence.eval[\"auc\"]"),
        ("evidence.bare.auc > 0.5", "unknown evidence.bare.auc"),
        ("bare.a == 1", "unknown bare.a"),
        ("has(evidence.eval.auc)", "unknown evidence.eval.auc"),
        ("has(evidence.eval)", "unknown evidence.eval"),
        ("false && u", "false"), ("u && false", "false"), ("u && true", "unknown u"),
        ("true || u", "true"), ("u || true", "true"), ("u || false", "unknown u"),
        ("u && evidence.eval", "unknown evidence.eval, u"),
        ("u || evidence.eval", "unknown evidence.eval, u"),
        ("u + evidence.eval.x == 1", "unknown evidence.eval.x, u"),
        ("[u, evidence.eval]", "unknown evidence.eval, u"),
        ("!u", "unknown u"), ("u ? 1 : 2", "unknown u"), ("true ? 1 : u", "1"),
        ("1 / 0 > 1 && u", "unknown u"), ("u || 1 / 0 > 1", "unknown u"),
        ("size(u)", "unknown u"), ("u in [1, 2]", "unknown u"),
        ("evidence.rows == [1, 2]", "unknown evidence.rows[1]"),
        ("evidence.rows == [3, 2]", "false"),
        ("1 in evidence.rows", "true"), ("2 in evidence.rows", "unknown evidence.rows[1]"),
        ("evidence.rows.exists(r, r == 1)", "true"),
        ("evidence.rows.all(r, r == 1)", "unknown evidence.rows[1]"),
        ("evidence.rows.all(r, r == 2)", "false"),
        ("evidence.rows[0]", "1"), ("evidence.rows[1] > 0", "unknown evidence.rows[1]"),
        ("u.map(x, x)", "unknown u"),
        ("cel.bind(x, evidence.eval, x.auc > 0.5)", "unknown evidence.eval.auc"),
        ("cel.bind(x, u, true)", "true"),
    ])
    func `something unknown is carried to where it matters`(
        source: String, expected: String
    ) throws {
        #expect(try evaluate(source, facts).shown == expected)
    }

    @Test(arguments: [
        ("cel.bind(x, 1 / 0, true || x > 1)", "true"),
        ("cel.bind(x, 1 / 0, x > 1)", "error: division by zero (line 1, column 13)"),
        ("[1, 2].map(x, [x].map(x, x + 1)[0])[1]", "3"),
        ("cel.bind(x, 1, cel.bind(x, x + 1, x + 1))", "3"),
        ("'\u{212B}' == '\u{00C5}'", "false"),
        ("'e\u{0301}' == '\u{00E9}'", "false"),
        ("{'e\u{0301}': 1}['\u{00E9}']", "error: no such key: `\u{00E9}` (line 1, column 1)"),
        ("[3, 1, 2].sortBy(x, -x)[0]", "3"),
        ("'a' + 'b' * 2", ""),
    ])
    func `bindings, shadowing and code points`(source: String, expected: String) throws {
        guard !expected.isEmpty else {
            #expect(throws: CELError.self) { try evaluate(source) }
            return
        }
        #expect(try evaluate(source).shown == expected)
    }

    @Test func `keys longer than what packs whole are told apart`() throws {
        let prefix = String(repeating: "k", count: 40)
        let map = CELValue.map(CELMap(["\(prefix)1": .int(1), "\(prefix)2": .int(2)]))
        #expect(try evaluate("m.\(prefix)2", ["m": map]).shown == "2")
        #expect(try evaluate("has(m.\(prefix)3)", ["m": map]).shown == "false")
    }
}

import CEL
import Testing

@Suite struct CELLimitsTests {
    private func kind(_ source: String, _ limits: CELLimits = CELLimits()) -> CELError.Kind? {
        do throws(CELError) {
            switch try evaluate(source, in: CELEnvironment(limits: limits)) {
            case .error(let error): return error.kind
            default: return nil
            }
        } catch { return error.kind }
    }

    private func repeated(_ text: String, _ count: Int) -> String {
        String(repeating: text, count: count)
    }

    @Test func `nesting beyond the limit is refused, whatever it is made of`() {
        for (open, inner, close) in [
            ("(", "1", ")"), ("[", "1", "]"), ("{1: ", "1", "}"), ("-(", "1", ")"),
            ("!(", "true", ")"), ("size([", "1", "])"), ("[1].map(x, ", "1", ")"),
            ("true ? 1 : (", "1", ")"), ("cel.bind(a, 1, ", "1", ")"), ("1 + ", "1", ""),
        ] {
            let source = repeated(open, 20_000) + inner + repeated(close, 20_000)
            #expect(
                kind(source, CELLimits(sourceBytesMax: 1_000_000)) == .limit, "\(open)…\(close)")
        }
    }

    @Test(arguments: [
        ("(", "1", ")", 199), ("[", "1", "]", 198), ("{1: ", "1", "}", 198),
        ("!(", "true", ")", 198), ("[1].map(x, ", "1", ")", 198), ("true ? 1 : (", "1", ")", 99),
        ("cel.bind(a, 1, ", "1", ")", 198), ("1 + (", "1", ")", 198),
        ("optional.of(1).optMap(x, ", "1", ")", 98), ("size([", "1", "])", 98),
    ])
    func `nesting up to the limit evaluates`(
        open: String, inner: String, close: String, count: Int
    ) {
        #expect(kind(repeated(open, count) + inner + repeated(close, count)) == nil)
    }

    @Test func `a type cannot grow with every binding`() {
        let source =
            "cel.bind(a, {1: 1}, " + repeated("cel.bind(a, {a: a}, ", 60) + "1" + repeated(")", 61)
        #expect(kind(source) == .type)
    }

    @Test func `long chains are refused or evaluated, never a crash`() {
        let limits = CELLimits(sourceBytesMax: 1_000_000)
        #expect(kind("1" + repeated(" + 1", 5_000), limits) == .limit)
        #expect(kind("'a'" + repeated(".b", 5_000), limits) == .limit)
        #expect(kind("[1]" + repeated("[0]", 5_000), limits) == .limit)
        #expect(kind(repeated("-", 5_000) + "(1)", limits) == nil)
        #expect(kind(repeated("!", 5_001) + "true", limits) == nil)
        #expect(kind("true" + repeated(" && true", 5_000), limits) == nil)
        #expect(kind("false" + repeated(" || false", 5_000), limits) == nil)
        #expect(kind("[1" + repeated(", 1", 5_000) + "] == []", limits) == nil)
        #expect(kind("1" + repeated(" + 1", 100)) == nil)
    }

    @Test func `a source longer than the limit is refused`() {
        #expect(kind("'aaaaaaaaaa'", CELLimits(sourceBytesMax: 11)) == .limit)
        #expect(kind("'aaaaaaaaaa'", CELLimits(sourceBytesMax: 12)) == nil)
    }

    @Test(arguments: [
        "lists.range(1000).all(a, lists.range(1000).all(b, lists.range(1000).all(c, true)))",
        "lists.range(9000).exists(a, lists.range(9000).exists(b, a + b < 0))",
        "cel.bind(a, 'xxxxxxxxxxxxxxxx', \(String(repeating: "cel.bind(a, a + a, ", count: 40))"
            + "size(a)\(String(repeating: ")", count: 41))",
        "cel.bind(a, [1, 2], \(String(repeating: "cel.bind(a, a + a, ", count: 40))"
            + "size(a)\(String(repeating: ")", count: 41))",
        "cel.bind(a, [1], \(String(repeating: "cel.bind(a, [a, a], ", count: 40))"
            + "a == a\(String(repeating: ")", count: 41))",
        "cel.bind(a, [1], \(String(repeating: "cel.bind(a, [a, a], ", count: 40))"
            + "'%s'.format([a])\(String(repeating: ")", count: 41))",
        "cel.bind(a, lists.range(9000).map(x, 'aaaaaaaa').join(), a.replace('a', a))",
        "cel.bind(a, [1], \(String(repeating: "cel.bind(a, [a, a], ", count: 40))"
            + "google.protobuf.ListValue{values: a} == a\(String(repeating: ")", count: 41))",
        "cel.bind(a, [1], \(String(repeating: "cel.bind(a, [a, a], ", count: 40))"
            + "a.flatten(99)\(String(repeating: ")", count: 41))",
        "lists.range(100000).distinct()",
        "lists.range(9999999999)",
        "cel.bind(a, lists.range(50000).map(x, 'a').join(), a.matches('(a?){900}(a?){900}b'))",
    ])
    func `work beyond the budget ends with an error`(source: String) {
        #expect(kind(source) == .limit)
    }

    @Test func `a limit cannot be absorbed by a logical operator`() {
        let long = "lists.range(9000).exists(a, lists.range(9000).exists(b, a + b < 0))"
        #expect(kind("\(long) || true") == .limit)
        #expect(kind("[1, 2].exists(x, \(long) || x == 2)") == .limit)
    }

    @Test func `a budget is spent by turns of comprehensions`() {
        let source = "[1, 2, 3, 4].all(x, x > 0)"
        #expect(kind(source, CELLimits(stepsMax: 4)) == .limit)
        #expect(kind(source, CELLimits(stepsMax: 40)) == nil)
    }
}

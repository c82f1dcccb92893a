import CEL
import Testing

@Suite struct CELErrorTests {
    @Test(arguments: [
        ("size([1, 2]", "expected `)` after arguments, found end of text", 1, 12),
        ("1 +\n  * 2", "expected an expression, found `*`", 2, 3),
        ("'é' == x", "undeclared reference to `x`", 1, 8),
        ("foo(1)", "undeclared reference to the function `foo`", 1, 1),
        ("1 + 'a'", "no such overload: `_+_` applied to (int, string)", 1, 1),
        ("\"abc", "expected a closing quote, found end of text", 1, 1),
        ("1 2", "expected an operator or end of text, found a number", 1, 3),
        ("a ? b", "expected `:` after the first branch of `?`, found end of text", 1, 6),
        ("[1, 2", "expected `]` after the elements of a list, found end of text", 1, 6),
        ("{1 2}", "expected `:` after the key of an entry, found a number", 1, 4),
        ("1 # 2", "unexpected character `#`", 1, 3),
        ("for + 1", "`for` is a reserved word", 1, 1),
        ("99999999999999999999", "the integer `99999999999999999999` is too large", 1, 1),
        ("[1].exists(x.y, true)", "the variable of a macro must be a simple name", 1, 12),
        ("has(a)", "`has` takes a field selection such as `a.b`", 1, 5),
        ("true && 1", "a logical operator takes `bool`, not `int`", 1, 9),
        ("'\\q'", "unknown escape in a literal", 1, 2),
    ])
    func `an error of loading says what was wrong and where`(
        source: String, message: String, line: Int, column: Int
    ) {
        do throws(CELError) {
            _ = try CELProgram(source, in: CELEnvironment())
            Issue.record("`\(source)` was accepted")
        } catch {
            #expect(error.message == message)
            #expect((error.line, error.column) == (line, column))
        }
    }

    @Test(arguments: [
        ("1 + 2 / 0", "division by zero (line 1, column 5)"),
        ("[1, 2][\n5]", "the index is out of the range of the list (line 1, column 1)"),
        ("{'a': 1}.b", "no such key: `b` (line 1, column 1)"),
        ("int('x')", "`x` is not a int (line 1, column 1)"),
        (
            "'a'.matches('(')",
            "the regular expression has an error at 1: expected `)` (line 1, "
                + "column 13)"
        ),
    ])
    func `an error of evaluation says what was wrong and where`(
        source: String, shown: String
    ) throws {
        #expect(try evaluate(source).shown == "error: \(shown)")
    }
}

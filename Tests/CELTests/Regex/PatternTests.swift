import Testing

@testable import CEL

@Suite struct PatternTests {
    private func matches(_ pattern: String, _ text: String) throws -> Bool {
        var meter = Meter(stepsMax: 1_000_000)
        return try Pattern(pattern, instructionsMax: 20_000).matches(text, &meter)
    }

    @Test(arguments: [
        ("a+b", "xaab", true), ("^a+b$", "xaab", false), ("a.c", "a\nc", false),
        ("(?s)a.c", "a\nc", true), ("(?i)straSSE", "STRASSE", true), ("(?i:k)x", "\u{212A}x", true),
        ("[^a-c]", "abc", false), ("[^a-c]", "abcd", true), ("[]a]", "]", true),
        ("[a-]", "-", true), ("\\d{3}-\\d{2,}", "123-4567", true), ("\\d{3}", "12", false),
        ("a{,2}", "a{,2}", true), ("\\bfoo\\b", "a foo b", true), ("\\bfoo\\b", "afoob", false),
        ("\\Boo", "foo", true), ("\\pL+\\p{Nd}", "äß5", true), ("^\\PL$", "5", true),
        ("\\p{^Lu}", "A", false), ("[[:alpha:]]+[[:^digit:]]", "ab", true),
        ("(?m)^b$", "a\nb\nc", true), ("^b$", "a\nb\nc", false), ("\\x41\\x{1F600}", "A😀", true),
        ("\\Qa.b\\E+", "a.bb", true), ("(?P<name>x)(?:y)", "xy", true), ("a??b*?c", "c", true),
        ("", "anything", true), ("a|b|", "zzz", true), ("(|a)+", "", true), ("\\z", "", true),
        ("[\\d\\-x]+$", "12-x", true), ("\\.", "a", false), ("(a*)*$", "b", true),
        ("(?i)[A-C]+$", "abc", true), ("(a(?i)b)b", "aBB", false),
    ])
    func `a pattern of RE2's syntax matches what it should`(
        pattern: String, text: String, expected: Bool
    ) throws {
        #expect(try matches(pattern, text) == expected)
    }

    @Test(arguments: [
        "(", ")", "a)", "[a", "*", "a|*", "\\", "a{2,1}", "a{1001}", "\\8", "(?<n", "(?z)", "\\pX",
        "[z-a]", "[[:nope:]]", "\\x{110000}", "{2}", "\\y", "(?i", "[\\",
    ])
    func `a malformed pattern is an error`(pattern: String) {
        #expect(throws: CELFault.self) { try Pattern(pattern, instructionsMax: 20_000) }
    }

    @Test func `nested repetition costs steps in proportion to the text`() throws {
        func steps(_ count: Int) throws -> Int {
            var meter = Meter(stepsMax: 1_000_000)
            let pattern = try Pattern("^(a*)*b$", instructionsMax: 100)
            #expect(try !pattern.matches(String(repeating: "a", count: count), &meter))
            return 1_000_000 - meter.stepsLeft
        }
        let (short, long) = (try steps(1_000), try steps(10_000))
        #expect(short >= 1_000)
        #expect(long <= short * 11)
    }

    @Test func `a pattern larger than the limit is refused`() {
        #expect(throws: CELFault.self) {
            try Pattern("((a{100}){100}){100}", instructionsMax: 20_000)
        }
        #expect(throws: CELFault.self) {
            try Pattern(String(repeating: "(", count: 5_000), instructionsMax: 20_000)
        }
        #expect(throws: Never.self) { try Pattern("((){1000}){1000}", instructionsMax: 20_000) }
    }
}

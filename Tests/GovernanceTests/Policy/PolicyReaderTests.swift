import Testing

@testable import Governance

@Suite struct PolicyReaderTests {
    private func reader(_ value: Sketch) throws(PolicyError) -> PolicyReader {
        try PolicyReader(
            (["first": "x", "key": value] as Sketch).node, what: "a thing", keys: ["first", "key"])
    }

    private func error(_ message: String, line: Int = 2, column: Int = 6) -> PolicyError {
        PolicyError(line: line, column: column, message: message)
    }

    @Test func `anything but a map is refused, with its place`() {
        #expect(throws: error("a thing must be a map, not a list", line: 1, column: 1)) {
            try PolicyReader((["a"] as Sketch).node, what: "a thing", keys: [])
        }
        #expect(throws: error("a thing must be a map, not `a`", line: 1, column: 1)) {
            try PolicyReader(("a" as Sketch).node, what: "a thing", keys: [])
        }
    }

    @Test func `an unknown key is refused where it stands, with those that are known`() {
        let sketch: Sketch = ["first": "x", "kye": "y"]
        #expect(
            throws: error(
                "unknown key `kye` in a thing, expected one of `first`, `key`", column: 1)
        ) {
            try PolicyReader(sketch.node, what: "a thing", keys: ["first", "key"])
        }
        let listed: Sketch = .map([(["x"], "y")])
        #expect(throws: PolicyError.self) {
            try PolicyReader(listed.node, what: "a thing", keys: ["x"])
        }
    }

    @Test func `a key that stands twice is refused where it stands again`() {
        let sketch: Sketch = .map([("key", "x"), ("first", "y"), ("key", "x")])
        #expect(throws: error("`key` stands twice in a thing", line: 3, column: 1)) {
            try PolicyReader(sketch.node, what: "a thing", keys: ["first", "key"])
        }
    }

    @Test func `a key that is needed is asked for`() {
        #expect(throws: error("a thing must have `key`", line: 1, column: 1)) {
            try PolicyReader(
                (["first": "x"] as Sketch).node, what: "a thing", keys: ["first", "key"]
            )
            .text("key")
        }
    }

    @Test(arguments: ["", " ", "\t\n"])
    func `text must not be empty`(text: String) throws {
        for isQuoted in [true, false] {
            let reader = try reader(.text(text, isQuoted: isQuoted))
            #expect(throws: error("`key` must not be empty")) { try reader.text("key") }
            #expect(throws: error("`key` must not be empty")) { try reader.optionalText("key") }
        }
    }

    @Test func `text is no list and no map`() throws {
        let list = try reader(["a"])
        #expect(throws: error("`key` must be text, not a list", line: 3, column: 3)) {
            try list.text("key")
        }
        let map = try reader(["a": "b"])
        #expect(throws: error("`key` must be text, not a map", line: 3, column: 3)) {
            try map.text("key")
        }
    }

    @Test func `text that may be left out is`() throws {
        #expect(try reader("x").optionalText("other") == nil)
        #expect(try reader("x").optionalText("key") == "x")
    }

    @Test func `a flag is true or false`() throws {
        #expect(try reader("true").flag("key", default: false))
        #expect(try !reader("false").flag("key", default: true))
        #expect(try reader("x").flag("other", default: true))
        for text in ["yes", "True", "1", ""] {
            let reader = try reader(.text(text, isQuoted: false))
            #expect(throws: error("`key` must be true or false, not `\(text)`")) {
                try reader.flag("key", default: true)
            }
        }
    }

    @Test(arguments: ["0", "21", "-1", "1.0", "two", "", "99999999999999999999", "1e1", " 1"])
    func `a count is a whole number in its range`(text: String) throws {
        let reader = try reader(.text(text, isQuoted: false))
        #expect(
            throws: error("`key` must be a whole number from 1 to 20, not `\(text)`")
        ) { try reader.count("key", in: 1...20, default: 1) }
    }

    @Test func `a count is not quoted`() throws {
        #expect(try reader(2).count("key", in: 1...20, default: 1) == 2)
        #expect(try reader(20).count("key", in: 1...20, default: 1) == 20)
        #expect(try reader(2).count("other", in: 1...20, default: 7) == 7)
        let quoted = try reader(.quoted("2"))
        #expect(throws: PolicyError.self) { try quoted.count("key", in: 1...20, default: 1) }
    }

    @Test(arguments: [
        "90", "d", "0d", "-1d", "1.5d", "90 d", "90D", "90days", "36501d", "", "12w",
        "99999999999999999999d",
    ])
    func `days are written with a d, from 1 to a hundred years`(text: String) throws {
        let reader = try reader(.text(text, isQuoted: false))
        #expect(throws: error("`key` must be days such as `90d`, not `\(text)`")) {
            try reader.days("key")
        }
    }

    @Test func `days that are given are read`() throws {
        #expect(try reader("1d").days("key") == 1)
        #expect(try reader(.quoted("36500d")).days("key") == 36_500)
        #expect(try reader("1d").days("other") == nil)
    }

    @Test func `a choice is one of those there are`() throws {
        #expect(try reader("verified").choice("key", default: Grade.declared) == .verified)
        #expect(try reader("verified").choice("other", default: Grade.declared) == .declared)
        let reader = try reader("sure")
        let message =
            "`key` must be one of `declared`, `inferred`, `observed`, `verified`, not `sure`"
        #expect(throws: error(message)) { try reader.choice("key", default: Grade.declared) }
    }

    @Test func `choices are a list, or one alone`() throws {
        #expect(
            try reader(["high", "low"]).choices("key", default: RiskTier.allCases) == [.high, .low])
        #expect(try reader("high").choices("key", default: RiskTier.allCases) == [.high])
        #expect(try reader("x").choices("other", default: RiskTier.allCases) == RiskTier.allCases)
        let empty = try reader([])
        #expect(throws: error("`key` must not be empty", line: 3, column: 3)) {
            try empty.choices("key", default: RiskTier.allCases)
        }
        let map = try reader(["high": "low"])
        #expect(throws: error("`key` must be a list, not a map", line: 3, column: 3)) {
            try map.choices("key", default: RiskTier.allCases)
        }
        let one = try reader(["high", "highest"])
        #expect(throws: PolicyError.self) { try one.choices("key", default: RiskTier.allCases) }
    }
}

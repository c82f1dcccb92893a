import Testing

@testable import Transparency

@Suite struct JSONCanonicalTests {
    /// The pairs of input and output that accompany RFC 8785: arrays, french, structures, unicode,
    /// values and weird.
    static let published: [(String, String)] = [
        (
            #"[ 56, { "d": true, "10": null, "1": [ ] } ]"#,
            #"[56,{"1":[],"10":null,"d":true}]"#
        ),
        (
            """
            { "peach": "This sorting order", "péché": "is wrong according to French",
              "pêche": "but canonicalization MUST", "sin": "ignore locale" }
            """,
            #"{"peach":"This sorting order","péché":"is wrong according to French","#
                + #""pêche":"but canonicalization MUST","sin":"ignore locale"}"#
        ),
        (
            """
            { "1": {"f": {"f": "hi","F": 5} ,"\\n": 56.0}, "10": { }, "": "empty",
              "a": { }, "111": [ {"e": "yes","E": "no" } ], "A": { } }
            """,
            #"{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"#
                + #""A":{},"a":{}}"#
        ),
        (#"{ "Unnormalized Unicode":"A\u030a" }"#, "{\"Unnormalized Unicode\":\"A\u{30A}\"}"),
        (
            #"""
            { "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false] }
            """#,
            #"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"#
                + #""string":"€$\u000f\nA'B\"\\\\\"/"}"#
        ),
        (
            #"""
            { "\u20ac": "Euro Sign", "\r": "Carriage Return", "\u000a": "Newline", "1": "One",
              "\u0080": "Control\u007f", "\ud83d\ude02": "Smiley",
              "\u00f6": "Latin Small Letter O With Diaeresis",
              "\ufb33": "Hebrew Letter Dalet With Dagesh", "</script>": "Browser Challenge" }
            """#,
            #"{"\n":"Newline","\r":"Carriage Return","1":"One","</script>":"Browser Challenge","#
                + "\"\u{80}\":\"Control\u{7F}\",\"ö\":\"Latin Small Letter O With Diaeresis\","
                + "\"€\":\"Euro Sign\",\"\u{1F602}\":\"Smiley\","
                + "\"\u{FB33}\":\"Hebrew Letter Dalet With Dagesh\"}"
        ),
    ]

    @Test(arguments: published)
    func `the published vectors come out byte for byte`(_ input: String, _ output: String) throws {
        #expect(try JSON(parsing: input).canonicalBytes == Array(output.utf8))
    }

    @Test func `the published bytes of the values vector are kept`() throws {
        let hex = """
            7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c226e756d62657273223a
            5b3333333333333333332e333333333333332c31652b33302c342e352c302e3030322c31652d3237
            5d2c22737472696e67223a22e282ac245c75303030665c6e4127425c225c5c5c5c5c222f227d
            """
        let bytes = Hex.decode(hex.filter { !$0.isWhitespace })
        #expect(try JSON(parsing: Self.published[4].0).canonicalBytes == bytes)
    }

    @Test func `canonical text is canonical already`() throws {
        var random = SeededRandom()
        for _ in 0..<3_000 {
            let value = JSON.random(depth: 4, using: &random)
            let canonical = value.canonicalBytes
            let parsed = try JSON(parsing: canonical)
            #expect(parsed == value, "ASSAY_SEED=\(SeededRandom.seed)")
            #expect(parsed.canonicalBytes == canonical)
            #expect(try JSON(parsing: value.pretty).canonicalBytes == canonical)
        }
    }

    @Test func `a value for people has a member a line`() {
        let value: JSON = ["b": [1, ["c": nil]], "a": [], "d": [:]]
        let expected = """
            {
              "a": [],
              "b": [
                1,
                {
                  "c": null
                }
              ],
              "d": {}
            }
            """
        #expect(value.pretty == expected)
    }

    @Test func `a number without a JSON form is written as null`() {
        #expect(JSON.array([.number(.nan), .number(-.infinity)]).canonical == "[null,null]")
    }
}

extension JSON {
    /// Any value that has a JSON form, of at most `depth` levels.
    static func random(depth: Int, using random: inout SeededRandom) -> JSON {
        switch Int.random(in: 0...(depth > 0 ? 6 : 4), using: &random) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &random))
        case 2: return .number(Double.random(using: &random))
        case 3: return .number(Double(Int.random(in: -1_000...1_000, using: &random)) / 4)
        case 4: return .string(.random(using: &random))
        case 5:
            let count = Int.random(in: 0...5, using: &random)
            return .array((0..<count).map { _ in Self.random(depth: depth - 1, using: &random) })
        default:
            var members: [String: JSON] = [:]
            for _ in 0..<Int.random(in: 0...5, using: &random) {
                members[.random(using: &random)] = Self.random(depth: depth - 1, using: &random)
            }
            return .object(members)
        }
    }
}

extension Double {
    /// A finite double of any bits.
    static func random(using random: inout SeededRandom) -> Double {
        while true {
            let value = Double(bitPattern: random.next())
            if value.isFinite { return value }
        }
    }
}

extension String {
    /// Up to eight code points of any plane.
    static func random(using random: inout SeededRandom) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...8, using: &random) {
            let bound: UInt32 =
                [0x20, 0x80, 0x800, 0xFFFF, 0x10FFFF].randomElement(using: &random) ?? 1
            text.append(Unicode.Scalar(UInt32.random(in: 0...bound, using: &random)) ?? "x")
        }
        return String(text)
    }
}

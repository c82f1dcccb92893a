import CEL
import Testing

/// A generator of numbers from a seed (SplitMix64), so that a failure can be run again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite struct ParserTests {
    private static let pieces = [
        "1", "-9223372036854775808", "9223372036854775807", "18446744073709551615u", "0.0",
        "1e308", "'a'", "\"\\u00e9\"", "b'\\xff'", "r'\\'", "'''x'''", "true", "false", "null",
        "x", "y.z", "u", "_", "(", ")", "[", "]", "{", "}", ",", ":", "?", ".", "+", "-", "*",
        "/", "%", "<", "<=", "==", "!=", ">", "in", "&&", "||", "!", ".?", "[?", "{?", "has(",
        "size(", ".size()", ".map(x, ", ".filter(v, ", ".exists(i, v, ", ".all(x,", "int(",
        "uint(", "string(", "double(", "timestamp(", "duration(", "type(", "optional.of(",
        ".orValue(", ".format([", "'%s %d %.3f'", ".substring(", ".split(", ".replace('a', ",
        ".matches('(a*)*')", ".matches(", "math.abs(", "math.bitShiftLeft(1, ", "lists.range(",
        ".slice(", ".flatten(", ".getHours(", "ip('::1')", "cidr(", "cel.bind(x, ",
        ".transformMap(k, v, ", ".sortBy(x, ", "google.protobuf.Int32Value{value: ", "\n", "//",
        "`a-b`", "\u{0301}", "😀", "\\", "'",
    ]

    private func run(_ source: String, checked: Bool) {
        var environment = CELEnvironment(
            variables: ["x": .dyn, "y": .dyn, "u": .dyn], limits: CELLimits(stepsMax: 20_000))
        environment.checksTypes = checked
        guard let program = try? CELProgram(source, in: environment) else { return }
        _ = program.references
        _ = program.conjuncts.map(\.source)
        let facts: [String: CELValue] = [
            "x": .int(.min), "y": .map(CELMap(["z": .list([.double(.nan), .uint(.max)])])),
            "u": .unknown(CELUnknown(paths: ["u"])),
        ]
        _ = program.evaluate(CELActivation(facts))
    }

    @Test func `no soup of tokens crashes anything`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("token soup from the seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for round in 0..<20_000 {
            let count = Int.random(in: 1...14, using: &generator)
            var source = ""
            for _ in 0..<count { source += Self.pieces.randomElement(using: &generator) ?? "" }
            run(source, checked: round % 2 == 0)
        }
    }

    /// Expressions that parse far more often than soup does.
    private func grown(_ depth: Int, _ generator: inout SeededGenerator) -> String {
        let leaves = [
            "1", "-1", "0", "9223372036854775807", "x", "u", "0u", "18446744073709551615u", "1.5",
            "(0.0 / 0.0)", "'a'", "''", "'ab😀'", "b'\\xff'", "null", "true", "y", "y.z", "[]",
            "{}", "[1, 'a']", "{'a': 1}", "duration('-9223372036854775808ns')",
            "timestamp('0001-01-01T00:00:00Z')", "optional.none()", "int", "[x, u]",
        ]
        guard depth > 0 else { return leaves.randomElement(using: &generator) ?? "1" }
        let a = grown(depth - 1, &generator)
        let b = grown(depth - 1, &generator)
        let c = grown(depth - 1, &generator)
        let shapes = [
            "(\(a) + \(b))", "(\(a) - \(b))", "(\(a) * \(b))", "(\(a) / \(b))", "(\(a) % \(b))",
            "(\(a) == \(b))", "(\(a) < \(b))", "(\(a) in \(b))", "(\(a) && \(b))",
            "(\(a) || \(b))", "(\(a) ? \(b) : \(c))", "[\(a), \(b)]", "{\(a): \(b)}",
            "\(a)[\(b)]", "\(a)[?\(b)]", "(-\(a))", "(!\(a))", "size(\(a))", "int(\(a))",
            "uint(\(a))", "double(\(a))", "string(\(a))", "timestamp(\(a))", "duration(\(a))",
            "\(a).substring(\(b), \(c))", "\(a).indexOf(\(b), \(c))", "\(a).split(\(b), \(c))",
            "\(a).lastIndexOf(\(b), \(c))", "\(a).replace(\(b), \(c))", "\(a).charAt(\(b))",
            "\(a).slice(\(b), \(c))", "\(a).flatten(\(b))", "\(a).matches(\(b))",
            "\(a).map(v, \(b))", "\(a).exists(v, \(b))", "\(a).transformMap(k, v, \(b))",
            "\(a).sortBy(v, \(b))", "math.abs(\(a))", "math.bitShiftRight(\(a), \(b))",
            "math.greatest(dyn(\(a)), dyn(\(b)))", "lists.range(\(a))", "sets.contains(\(a), \(b))",
            "\(a).getDayOfYear('+23:59')", "'%d %s %x %.2e'.format([\(a), \(b), \(c), \(a)])",
            "optional.of(\(a)).orValue(\(b))", "cel.bind(w, \(a), \(b))", "has(\(a).z)",
            "base64.decode(\(a))", "ip(\(a))", "strings.quote(\(a))", "\(a).sort()",
            "\(a).join(\(b))",
        ]
        return shapes.randomElement(using: &generator) ?? a
    }

    @Test func `no expression over extreme values crashes anything`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("grown expressions from the seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<6_000 {
            let depth = Int.random(in: 1...3, using: &generator)
            run(grown(depth, &generator), checked: false)
        }
    }
}

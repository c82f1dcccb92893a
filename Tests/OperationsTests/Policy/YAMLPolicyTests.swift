import Governance
import Operations
import Testing

@Suite struct YAMLPolicyTests {
    private static let rule = "rules: [{id: a, require: 'true', because: b}]\n"
    private static let good = "policy: p\napplies: {to: [x]}\n" + rule

    private func error(_ text: String) -> PolicyError? {
        error(Array(text.utf8))
    }

    private func error(_ bytes: [UInt8]) -> PolicyError? {
        do throws(PolicyError) {
            _ = try YAMLPolicy.parse(bytes)
            return nil
        } catch { return error }
    }

    @Test func `a small policy reads`() throws {
        let policy = try YAMLPolicy.parse(Array(Self.good.utf8))
        #expect(policy.name == "p")
        #expect(policy.rules.map(\.id) == ["a"])
    }

    @Test func `aliases and merges are refused with their place`() {
        let alias = "policy: &name p\ntitle: *name\napplies: {to: [x]}\n" + Self.rule
        let found = error(alias)
        #expect(found?.line == 2)
        #expect(found?.column == 8)
        #expect(found?.message == "aliases are not taken; write `*name` out")
        let merge = "base: &base {to: [x]}\npolicy: p\napplies: {<<: *base}\n" + Self.rule
        #expect(error(merge)?.line == 3)
        let product =
            "policy: p\ntitle: R &D\napplies: {to: [x]}\nrules:\n"
            + "  - {id: a, require: 'true && 2 *3 == 6', because: b}\n"
        #expect(error(product) == nil)
    }

    @Test(.timeLimit(.minutes(15)))
    func `a bomb of aliases is refused at once`() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<40 {
            let names = (0..<9).map { _ in "*a\(level - 1)" }.joined(separator: ", ")
            text += "a\(level): &a\(level) [\(names)]\n"
        }
        #expect(error(text + Self.good) != nil)
        #expect(error(text + "? *a39\n: x\n" + Self.good) != nil)
    }

    private static let deep = [
        "policy: " + String(repeating: "[", count: 100_000),
        "policy: " + String(repeating: "{a: ", count: 100_000),
        String(repeating: "- ", count: 50_000) + "a\n",
        (0..<2000).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
        String(repeating: "? ", count: 50_000) + "a\n",
        "policy: " + String(repeating: "!!str ", count: 100_000),
    ]

    @Test(arguments: deep.indices)
    func `deep nesting is refused and does not recurse`(index: Int) {
        #expect(error(Self.deep[index]) != nil)
    }

    @Test func `nesting beyond the limit names its line`() throws {
        let deep = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
        let found = try #require(error("policy: p\ntitle: \(deep)\n"))
        #expect(found.line == 2)
        #expect(found.message.contains("too deep"))
    }

    @Test func `a policy of more than 1 MiB, or 50,000 values, is refused`() throws {
        let padding = String(repeating: "# padding\n", count: 1 << 17)
        #expect(try #require(error(Self.good + padding)).message.contains("1 MiB"))
        let many = "title: [" + String(repeating: "a,", count: 60_000) + "]\n"
        #expect(try #require(error(Self.good + many)).message.contains("too many"))
    }

    @Test func `what is not UTF-8, empty or of several documents is refused`() throws {
        #expect(try #require(error([0x70, 0xFF])).message.contains("UTF-8"))
        #expect(try #require(error("")).message.contains("empty"))
        #expect(try #require(error("# a comment\n")).message.contains("empty"))
        #expect(try #require(error(Self.good + "---\n" + Self.good)).line == 4)
    }

    @Test(arguments: [
        "policy: [a\n", "policy: 'a\n", "a:\n\t- b\n", "policy: p\n  title: q\n", "%YAML 9\n",
        "\u{0}",
    ])
    func `what is no YAML is refused with a sentence`(text: String) throws {
        let found = try #require(error(text))
        #expect(!found.message.isEmpty)
        #expect(!found.message.contains("\n"), "\(found.message)")
    }

    @Test func `a key that stands twice is refused`() {
        #expect(error("policy: p\npolicy: q\napplies: {to: [x]}\n" + Self.rule) != nil)
    }

    @Test func `random bytes neither crash nor pass`() {
        var random = SeededRandom()
        let good = Array(Self.good.utf8)
        for _ in 0..<300 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let index = Int.random(in: bytes.indices, using: &random)
                bytes[index] = UInt8.random(in: 0...255, using: &random)
            }
            if let found = error(bytes) {
                #expect(!found.message.isEmpty, "ASSAY_SEED=\(SeededRandom.seed)")
            }
        }
    }
}

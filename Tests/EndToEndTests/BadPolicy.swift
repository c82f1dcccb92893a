import Foundation
import Testing
import Transparency

/// A policy that does not read, or none that fits, is a fault with its place, never a verdict.
@Suite struct BadPolicy {
    private static let head = """
        policy: mine
        applies: {risk: [high], to: [production]}
        rules:

        """

    static let faults: [(text: String, place: String, saying: [String])] = [
        (
            head + "  - {id: a, require: 'true', because: b}\nrulez: []\n", "5:1",
            ["`rulez`", "`rules`"]
        ),
        (
            head + "  - id: a\n    because: b\n    requires: 'true'\n", "6:5",
            ["unknown key `requires`", "`require`"]
        ),
        (head + "  - id: a\n    because: b\n    waivable: 3\n", "6:15", ["`waivable`", "`3`"]),
        (
            head + "  - id: a\n    because: b\n    approvals: {count: many}\n", "6:24",
            ["whole number", "`many`"]
        ),
        (
            head + "  - id: a\n    because: b\n    approvals: {count: 0}\n", "6:24",
            ["from 1 to 20", "`0`"]
        ),
        (
            head + "  - id: a\n    because: b\n    evidence: {kind: gossip}\n", "6:22",
            ["`gossip`", "`model_card`"]
        ),
        (
            head + "  - id: a\n    because: b\n    evidence: {kind: aibom, max-age: soon}\n",
            "6:38",
            ["`90d`", "`soon`"]
        ),
        (
            head + "  - id: a\n    because: b\n    approvals: {roles: [auditor]}\n", "6:16",
            ["`auditor`"]
        ),
        (head + "  - id: a\n    because: [b]\n    require: 'true'\n", "5:14", ["must be text"]),
        (head + "  - id: a\n    require: 'true'\n", "4:5", ["must have `because`"]),
        (
            head + "  - id: a\n    because: b\n    require: subject.purpos == ''\n", "6:14",
            ["line 1, column", "purpos"]
        ),
        (
            head + "  - id: a\n    because: b\n    require: 1 + * 2\n", "6:14", ["line 1, column 5"]
        ),
        (head + "  - id: a\n    because: b\n    require: 1 + 2\n", "6:14", ["true or false"]),
        ("policy: a\npolicy: b\n", "1:1", ["`policy` stands twice"]),
        ("policy: [unclosed\n", "2:1", []),
        ("- a\n", "1:1", ["must be a map"]),
        ("", "", ["empty"]),
    ]

    @Test(arguments: faults.indices)
    func `what is wrong is said with file, line and column`(index: Int) async throws {
        let (text, place, saying) = Self.faults[index]
        let home = try TestHome()
        let file = try home.write(text, to: "mine.yaml")
        let answer = try await home.assay("policy", "test", file, "--json")
        #expect(answer.status == 3)
        #expect(answer.error?.code == "bad_policy")
        let message = try #require(answer.error?.message)
        #expect(message.hasPrefix(place.isEmpty ? "\(file): " : "\(file):\(place): "), "\(message)")
        for phrase in saying { #expect(message.contains(phrase), "\(message)") }
    }

    @Test func `the gate does not decide by a policy that does not read`() async throws {
        let story = try await AdultIncome.released()
        let before = try story.home.rows()
        let file = "\(story.home.path)/policies/high.yaml"
        let text = try String(contentsOf: URL(filePath: file), encoding: .utf8)
        try Data(text.replacingOccurrences(of: "waivable", with: "weighable").utf8)
            .write(to: URL(filePath: file))
        for arguments in [
            ["gate", "income@2", "--to", "production"],
            ["approve", "income@2", "--to", "production", "--as", "r:risk-reviewer"],
        ] {
            let answer = try await story.home.assay(arguments + ["--json"])
            #expect(answer.status == 3)
            #expect(answer.error?.code == "bad_policy")
            #expect(answer.error?.message.contains("high.yaml:19:5: ") == true, "\(answer)")
        }
        #expect(try story.home.rows() == before)
    }

    @Test func `no policy, and two, are faults that say which`() async throws {
        let story = try await AdultIncome.released()
        let none = try await story.home.assay("gate", "income@2", "--to", "moon", "--json")
        #expect(none.status == 3)
        #expect(none.error?.code == "no_policy")
        #expect(none.error?.message.contains("high-risk model going to `moon`") == true)
        let policies = "\(story.home.path)/policies"
        try FileManager.default.copyItem(
            atPath: "\(policies)/high.yaml", toPath: "\(policies)/other.yaml")
        let two = try await story.gate("income@2")
        #expect(two.status == 3)
        #expect(two.error?.code == "several_policies")
        #expect(two.error?.message.contains("other.yaml") == true)
    }

    @Test func `a policy for another risk releases nothing`() async throws {
        let story = try await AdultIncome.released()
        let low = "\(story.home.path)/policies/low.yaml"
        let answer = try await story.home.assay(
            "gate", "income@1", "--to", "production", "--policy", low, "--json")
        #expect(answer.status == 3)
        #expect(answer.error?.code == "other_policy")
        #expect(try await story.home.assay("verify", "income@1").status == 3)
    }
}

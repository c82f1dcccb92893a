import Testing
import Transparency

@testable import Governance

@Suite struct DecisionTests {
    private static let policy: Sketch = .policy([
        .rule([
            "title": "Ranks well", "controls": ["eu-ai-act/Art. 15"],
            "evidence": ["kind": "eval_report", "max-age": "90d"],
            "require": "atLeast(evidence.eval_report.auc, 0.8)",
        ]),
        .rule("review", ["approvals": ["roles": ["risk-reviewer"]], "waivable": false]),
    ])

    private func dossier() throws -> Dossier {
        try Income.dossier(
            [Income.evidence(saying: ["auc": Income.measure(0.75, within: 0.02)])],
            approvals: [Income.approval()])
    }

    /// Worked out once, written down, and never to change for this engine.
    @Test func `the bytes of a decision are these`() throws {
        let decision = Gate.judge(try dossier(), by: try Policy(Self.policy))
        let evidence = try dossier().evidence[0].id
        let approval = try dossier().approvals[0].id
        let text = [
            #"{"at":"2026-09-21T14:13:20.000Z","engine":"assay-gate/1","#,
            #""facts":"\#(Digest(of: try dossier().json.canonicalBytes))","findings":["#,
            #"{"because":"it matters","controls":["eu-ai-act/Art. 15"],"#,
            #""details":["auc 0.75, 95 % interval 0.73 to 0.77; must be at least 0.8"],"#,
            #""evidence":["\#(evidence)"],"missing":[],"outcome":"violated","remedy":"","#,
            #""rule":"rule","title":"Ranks well"},"#,
            #"{"because":"it matters","controls":[],"details":[],"evidence":["\#(approval)"],"#,
            #""missing":[],"outcome":"holds","remedy":"","rule":"review","title":"review"}],"#,
            #""policy":"\#(Income.digest("the policy's file"))","policyName":"high-risk","#,
            #""root":"\#(Income.composition.root)","to":"production","v":1,"verdict":"deny","#,
            #""version":"model:income@1"}"#,
        ].joined()
        #expect(String(decoding: decision.bytes, as: UTF8.self) == text)
        #expect(decision.id == Digest(of: Array(text.utf8)))
        #expect(
            decision.id.description
                == "sha256:820e08f20d96642ae7352c67931e272e2653c15838d8b1166effac19842b3688")
    }

    @Test func `a decision made again from its recorded facts has the same bytes`() throws {
        var random = SeededRandom()
        var verdicts: [Verdict: Int] = [:]
        for _ in 0..<400 {
            let (dossier, policy) = (try random.dossier(), try random.policy())
            let decision = Gate.judge(dossier, by: policy)
            let recorded = try JSON(parsing: dossier.json.canonicalBytes)
            let again = Gate.judge(try #require(Dossier(json: recorded)), by: policy)
            #expect(again.bytes == decision.bytes)
            #expect(again.id == decision.id && again == decision)
            verdicts[decision.verdict, default: 0] += 1
        }
        print("replayed: \(verdicts)")
        #expect(verdicts.count == 3, "\(verdicts)")
    }

    @Test func `other facts, or another policy, are another decision`() throws {
        let decision = Gate.judge(try dossier(), by: try Policy(Self.policy))
        let later = Gate.judge(
            try Income.dossier([Income.evidence()], approvals: [Income.approval()]),
            by: try Policy(Self.policy))
        #expect(later.facts != decision.facts && later.id != decision.id)
        let edited = try Policy(reading: Self.policy.node, bytes: Array("# a comment".utf8))
        let other = Gate.judge(try dossier(), by: edited)
        #expect(other.policy != decision.policy && other.id != decision.id)
        #expect(other.verdict == decision.verdict)
    }

    @Test func `a waived finding names its waiver in the record`() throws {
        let waiver = try Income.waiver(of: "rule")
        let decision = Gate.judge(
            try Income.dossier(waivers: [waiver]),
            by: try Policy(rules: .requiring("false"), waivers: ["roles": "risk-reviewer"]))
        let finding = try #require(decision.json["findings"]?[0])
        #expect(finding["outcome"] == "waived")
        #expect(finding["waiver"] == .string(waiver.id.description))
    }
}

import Testing
import Transparency

@testable import Governance

@Suite struct CarryoverTests {
    private static let policy: Sketch = .policy([
        .rule("performance", ["evidence": ["kind": "eval_report", "looked-at": ["weights"]]]),
        .rule("fairness", ["evidence": ["kind": "fairness_report", "looked-at": ["weights"]]]),
        .rule("data", ["evidence": ["kind": "dataset_record"]]),
        .rule("scan", ["evidence": ["kind": "scan_report"]]),
        .rule("review", ["approvals": ["roles": ["risk-reviewer"]]]),
        .rule(
            "steward",
            [
                "approvals": ["roles": ["data-steward"], "looked-at": ["evaluation-data"]]
            ]),
    ])

    private let flipped = [Income.part(.weights, "flipped"), Income.config, Income.evaluationData]

    private func carryover(
        to parts: [Part], evidence: [Evidence]? = nil, subject: Subject? = nil
    ) throws -> Carryover {
        let evidence =
            evidence ?? [
                Income.evidence(lookedAt: [Income.weights, Income.evaluationData]),
                Income.evidence(
                    .fairnessReport, lookedAt: [Income.weights, Income.evaluationData]),
                Income.evidence(.datasetRecord, lookedAt: [Income.evaluationData]),
                Income.evidence(.modelCard, lookedAt: [Income.config]),
            ]
        let dossier = try Income.dossier(
            evidence,
            approvals: [
                Income.approval(),
                Income.approval(role: .dataSteward, of: [Income.evaluationData], isWhole: false),
                Income.approval(to: "staging"),
            ], subject: subject, version: Income.version(2, parts: parts),
            before: Income.version(1))
        let decision = Gate.judge(dossier, by: try Policy(Self.policy))
        return try #require(Carryover(of: dossier, decided: decision))
    }

    @Test func `a first version carries nothing over`() throws {
        let dossier = try Income.dossier()
        let decision = Gate.judge(dossier, by: try Policy(Self.policy))
        #expect(Carryover(of: dossier, decided: decision) == nil)
    }

    @Test func `one flipped part voids what looked at it, and no more`() throws {
        let carryover = try carryover(to: flipped)
        #expect(carryover.from.description == "model:income@1")
        #expect(carryover.changed == [.weights])
        #expect(
            Set(carryover.void.map(\.name)) == ["eval_report", "fairness_report", "risk-reviewer"])
        #expect(
            Set(carryover.holding.map(\.name)) == ["dataset_record", "model_card", "data-steward"])
        #expect(carryover.void.allSatisfy { $0.standing == .void([.weights]) })
        #expect(carryover.items.count == 6)
    }

    @Test func `what was done again since is not lost`() throws {
        let old = Income.evidence(.scanReport, lookedAt: [Income.weights, Income.config])
        let anew = Evidence(
            id: Digest(of: [7]), kind: .scanReport, grade: .observed, by: old.by,
            at: old.at.adding(days: 1), expiresAt: nil,
            lookedAt: [flipped[0], Income.config], predicate: [:])
        #expect(
            try carryover(to: flipped, evidence: [old]).void.map(\.name)
                == ["scan_report", "risk-reviewer"])
        #expect(
            try carryover(to: flipped, evidence: [old, anew]).void.map(\.name)
                == ["risk-reviewer"])
    }

    @Test func `what to do again is what became void and is asked for, each command once`() throws {
        #expect(
            try carryover(to: flipped).redo == [
                "assay eval income@2 --data FILE --label COLUMN --score COLUMN --sensitive COLUMNS",
                "assay approve income@2 --to production --as NAME:risk-reviewer",
            ])
    }

    @Test func `void evidence that nothing asks for is not made again`() throws {
        let config = [Income.weights, Income.part(.config, "new"), Income.evaluationData]
        let carryover = try carryover(to: config)
        #expect(Set(carryover.void.map(\.name)) == ["model_card", "risk-reviewer"])
        #expect(
            carryover.redo == ["assay approve income@2 --to production --as NAME:risk-reviewer"])
    }

    @Test func `nothing changed, nothing void, nothing to do again`() throws {
        let carryover = try carryover(to: Income.parts)
        #expect(carryover.changed.isEmpty && carryover.void.isEmpty && carryover.redo.isEmpty)
    }

    @Test func `an added part voids the approvals of the whole alone`() throws {
        let carryover = try carryover(to: Income.parts + [Income.part(.prompt, "new")])
        #expect(carryover.changed == [.prompt])
        #expect(carryover.void.map(\.name) == ["risk-reviewer"])
        #expect(carryover.void.map(\.standing) == [.voidByComposition([.prompt])])
    }

    @Test func `another purpose voids every approval and no evidence`() throws {
        let dossier = try Income.dossier(
            [Income.evidence()], approvals: [Income.approval()],
            subject: Income.subject(purpose: "denies loans"), version: Income.version(2),
            before: Income.version(1))
        let decision = Gate.judge(dossier, by: try Policy(Self.policy))
        let carryover = try #require(Carryover(of: dossier, decided: decision))
        #expect(carryover.void.map(\.what) == ["approval"])
        #expect(carryover.void.map(\.standing) == [.voidByTerms])
        #expect(carryover.holding.map(\.what) == ["evidence"])
    }

    @Test func `what was made for the new version is not carried over`() throws {
        let carryover = try carryover(to: flipped, evidence: [Income.evidence(lookedAt: flipped)])
        #expect(carryover.items.map(\.what) == ["approval", "approval"])
    }

    @Test func `items are void exactly when what they looked at is not all there`() throws {
        var random = SeededRandom()
        for _ in 0..<300 {
            let dossier = try random.dossier()
            let decision = Gate.judge(dossier, by: try Policy(Self.policy))
            guard let before = dossier.predecessor,
                let carryover = Carryover(of: dossier, decided: decision)
            else { continue }
            let (old, new) = (Set(before.composition.parts), Set(dossier.version.composition.parts))
            let held = dossier.evidence.filter { one in
                let isVoid = !Set(one.lookedAt).isSubset(of: new)
                let again = dossier.evidence.filter {
                    $0.kind == one.kind && $0.at > one.at && Set($0.lookedAt).isSubset(of: new)
                        && Set(one.roles).isSubset(of: $0.roles)
                }
                return Set(one.lookedAt).isSubset(of: old) && !(isVoid && !again.isEmpty)
            }
            let items = carryover.items.filter { $0.what == "evidence" }
            #expect(Set(items.map(\.id)) == Set(held.map(\.id)))
            let kept = held.filter { Set($0.lookedAt).isSubset(of: new) }
            #expect(Set(items.filter(\.standing.isHolding).map(\.id)) == Set(kept.map(\.id)))
            #expect(Set(carryover.changed) == Set(old.symmetricDifference(new).map(\.role)))
        }
    }
}

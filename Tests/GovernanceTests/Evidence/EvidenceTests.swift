import Testing
import Transparency

@testable import Governance

@Suite struct EvidenceTests {
    private let composition = Income.composition

    @Test func `evidence holds while all it looked at is there`() {
        #expect(Income.evidence().standing(for: composition) == .holds)
        #expect(Income.evidence(lookedAt: [Income.config]).standing(for: composition) == .holds)
        let more = Composition(Income.parts + [Income.part(.prompt, "new")])
        #expect(Income.evidence().standing(for: more) == .holds)
    }

    @Test func `evidence is void when a part it looked at has changed`() {
        let changed = Composition([
            Income.part(.weights, "flipped"), Income.config, Income.evaluationData,
        ])
        let evidence = Income.evidence(lookedAt: [Income.weights, Income.config])
        #expect(evidence.standing(for: changed) == .void([.weights]))
        #expect(
            Income.evidence(lookedAt: [Income.evaluationData]).standing(for: changed) == .holds)
    }

    @Test func `the same bytes in another role are not what it looked at`() {
        let moved = Part(role: .adapter, digest: Income.weights.digest)
        let composition = Composition([moved, Income.config, Income.evaluationData])
        #expect(Income.evidence().standing(for: composition) == .void([.weights]))
        let swapped = Composition([
            Part(role: .config, digest: Income.weights.digest),
            Part(role: .weights, digest: Income.config.digest), Income.evaluationData,
        ])
        #expect(Income.evidence().standing(for: swapped) == .void([.config, .weights]))
    }

    @Test func `evidence that looked at nothing holds for nothing`() {
        #expect(!Income.evidence(lookedAt: []).standing(for: composition).isHolding)
    }

    @Test func `evidence expires at its moment, not after`() {
        let evidence = Income.evidence(expiresIn: 0)
        #expect(evidence.isExpired(at: Income.now))
        let before = Instant(milliseconds: Income.now.milliseconds - 1)
        #expect(!evidence.isExpired(at: before))
        #expect(!Income.evidence().isExpired(at: Instant(milliseconds: .max)))
    }

    @Test func `its roles are those it looked at, each once`() {
        let evidence = Income.evidence(
            lookedAt: [Income.weights, Income.config, Income.part(.weights, "two")])
        #expect(evidence.roles == [.config, .weights])
    }

    @Test func `what it writes reads back`() throws {
        for evidence in [
            Income.evidence(expiresIn: 4, ["auc": 0.5, "n": [1, nil]]), Income.evidence(),
        ] {
            #expect(Evidence(json: try JSON(parsing: evidence.json.canonicalBytes)) == evidence)
        }
    }

    @Test(arguments: ["id", "kind", "grade", "by", "at", "lookedAt", "predicate"])
    func `evidence without one of its members does not read`(member: String) throws {
        var members = try #require(Income.evidence().json.objectValue)
        members[member] = nil
        #expect(Evidence(json: .object(members)) == nil)
    }

    @Test(
        arguments: [
            ("id", "sha256:1"), ("kind", "eval_reprot"), ("grade", "certain"), ("by", 1),
            ("at", "2026-13-01"), ("at", 1), ("lookedAt", []), ("lookedAt", [:]),
            ("lookedAt", [["role": "weights"]]), ("expiresAt", 1), ("expiresAt", nil),
            ("expiresAt", "never"), ("expiresAt", ""),
        ] as [(String, JSON)])
    func `malformed evidence does not read`(member: String, value: JSON) throws {
        var members = try #require(Income.evidence(expiresIn: 1).json.objectValue)
        members[member] = value
        #expect(Evidence(json: .object(members)) == nil)
    }
}

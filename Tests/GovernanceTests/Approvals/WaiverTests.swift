import Testing
import Transparency

@testable import Governance

@Suite struct WaiverTests {
    @Test func `what it writes reads back`() throws {
        let waiver = try Income.waiver(of: "performance")
        #expect(Waiver(json: try JSON(parsing: waiver.json.canonicalBytes)) == waiver)
    }

    @Test(arguments: [
        "id", "root", "subject", "to", "rule", "role", "by", "grade", "because", "at", "until",
        "terms",
    ])
    func `a waiver without one of its members does not read`(member: String) throws {
        var members = try #require(try Income.waiver(of: "performance").json.objectValue)
        members[member] = nil
        #expect(Waiver(json: .object(members)) == nil)
        members[member] = 1
        #expect(Waiver(json: .object(members)) == nil)
    }
}

@Suite struct WaiverRefusalTests {
    private func role(
        _ id: String = "ruth", _ roles: Set<PrincipalRole> = [.riskReviewer],
        rule: String = "performance", because: String = "a fix is on its way",
        until: Instant = Income.now.adding(days: 30)
    ) throws -> PrincipalRole {
        let policy = try Policy(
            rules: .requiring("false", id: "performance"),
            .rule("review", ["approvals": ["roles": ["approver"]], "waivable": false]),
            waivers: ["roles": ["risk-reviewer", "model-owner"], "max-age": "30d"])
        return try Waiver.role(
            for: Principal(id: .init(id), roles: roles, grade: .declared), author: Income.tom,
            rule: rule, in: policy, because: because, until: until, now: Income.now)
    }

    @Test func `somebody in a role that the policy lets may waive`() throws {
        #expect(try role() == .riskReviewer)
        #expect(try role("ruth", [.viewer, .modelOwner, .riskReviewer]) == .modelOwner)
    }

    @Test func `an author may not waive a finding on their own version`() {
        #expect(throws: WaiverRefusal.authorMayNotWaive) { try role("tom") }
    }

    @Test func `a rule that there is not cannot be waived`() {
        #expect(
            throws: WaiverRefusal.unknownRule("perfomance", known: ["performance", "review"])
        ) { try role(rule: "perfomance") }
    }

    @Test func `a rule that may not be waived is not`() {
        #expect(throws: WaiverRefusal.mayNotBeWaived("review")) { try role(rule: "review") }
    }

    @Test(arguments: ["", " ", "\n\t"])
    func `a waiver says why`(because: String) {
        #expect(throws: WaiverRefusal.reasonMissing) { try role(because: because) }
    }

    @Test func `a waiver ends, later than now and no later than the policy lets`() throws {
        #expect(throws: WaiverRefusal.expiryPassed(Income.now)) { try role(until: Income.now) }
        let past = Income.now.adding(days: -1)
        #expect(throws: WaiverRefusal.expiryPassed(past)) { try role(until: past) }
        let late = Instant(milliseconds: Income.now.adding(days: 30).milliseconds + 1)
        #expect(throws: WaiverRefusal.tooLong(limitDays: 30)) { try role(until: late) }
        #expect(throws: WaiverRefusal.tooLong(limitDays: 30)) {
            try role(until: Instant(milliseconds: .max))
        }
        #expect(
            try role(until: Instant(milliseconds: Income.now.milliseconds + 1)) == .riskReviewer)
    }

    @Test func `a role that the policy does not let may not waive`() {
        #expect(
            throws: WaiverRefusal.roleMayNotWaive(
                has: [.approver], asked: [.modelOwner, .riskReviewer])
        ) { try role("ruth", [.approver]) }
    }

    @Test func `where the policy lets nobody waive, that is the reason`() throws {
        let policy = try Policy(rules: .requiring("false"))
        let ruth = Principal(id: Income.ruth, roles: [.riskReviewer], grade: .verified)
        #expect(throws: WaiverRefusal.roleMayNotWaive(has: [.riskReviewer], asked: [])) {
            try Waiver.role(
                for: ruth, author: Income.tom, rule: "rule", in: policy, because: "why",
                until: Income.now.adding(days: 1), now: Income.now)
        }
    }
}

import Testing
import Transparency

@testable import Governance

@Suite struct ApprovalTests {
    private func standing(
        _ approval: Approval, parts: [Part] = Income.parts, subject: Subject? = nil
    ) throws -> Standing {
        approval.standing(
            for: Composition(parts), terms: try (subject ?? Income.subject()).terms)
    }

    @Test func `an approval of the whole holds for exactly these parts`() throws {
        let approval = try Income.approval()
        #expect(try standing(approval) == .holds)
        #expect(try standing(approval, parts: Income.parts.reversed()) == .holds)
        let flipped = [Income.part(.weights, "flipped"), Income.config, Income.evaluationData]
        #expect(try standing(approval, parts: flipped) == .void([.weights]))
        #expect(
            try standing(approval, parts: [Income.weights]) == .void([.config, .evaluationData]))
    }

    @Test func `an approval of the whole is void when a part is added`() throws {
        let more = Income.parts + [Income.part(.prompt, "new"), Income.part(.code, "new")]
        #expect(
            try standing(Income.approval(), parts: more) == .voidByComposition([.code, .prompt]))
    }

    @Test func `an approval of some parts does not care for others`() throws {
        let approval = try Income.approval(of: [Income.config], isWhole: false)
        #expect(try standing(approval, parts: [Income.config]) == .holds)
        #expect(try standing(approval, parts: Income.parts + [Income.part(.code, "x")]) == .holds)
        #expect(try standing(approval, parts: [Income.weights]) == .void([.config]))
    }

    @Test func `an approval is void when purpose or risk are others`() throws {
        for isWhole in [true, false] {
            let approval = try Income.approval(isWhole: isWhole)
            let purpose = try Income.subject(purpose: "denies loans")
            #expect(try standing(approval, subject: purpose) == .voidByTerms)
            #expect(try standing(approval, subject: Income.subject(risk: .low)) == .voidByTerms)
        }
    }

    @Test func `an approval that looked at nothing never holds`() throws {
        #expect(try !standing(Income.approval(of: [], isWhole: false)).isHolding)
        #expect(try !standing(Income.approval(of: []), parts: []).isHolding)
    }

    @Test func `what it writes reads back`() throws {
        for isWhole in [true, false] {
            let approval = try Income.approval(isWhole: isWhole)
            #expect(Approval(json: try JSON(parsing: approval.json.canonicalBytes)) == approval)
        }
    }

    @Test(arguments: ["id", "subject", "to", "role", "by", "grade", "at", "lookedAt", "terms"])
    func `an approval without one of its members does not read`(member: String) throws {
        var members = try #require(try Income.approval().json.objectValue)
        members[member] = nil
        #expect(Approval(json: .object(members)) == nil)
    }

    @Test(
        arguments: [
            ("root", 1), ("root", nil), ("root", "sha256:"), ("role", "owner"), ("grade", ""),
            ("lookedAt", []), ("lookedAt", [1]), ("terms", "x"), ("at", 0), ("subject", "a b"),
            ("to", 1),
        ] as [(String, JSON)])
    func `a malformed approval does not read`(member: String, value: JSON) throws {
        var members = try #require(try Income.approval().json.objectValue)
        members[member] = value
        #expect(Approval(json: .object(members)) == nil)
    }
}

@Suite struct ApprovalRefusalTests {
    private let asked = [
        ApprovalDemand(
            roles: [.riskReviewer], count: 1, grade: .declared, maxAgeDays: 90, parts: [])
    ]

    private func role(
        _ id: String = "ruth", _ roles: Set<PrincipalRole> = [.riskReviewer],
        grade: Grade = .declared, asked: [ApprovalDemand]? = nil, after approvals: [Approval] = []
    ) throws -> PrincipalRole {
        try Approval.role(
            for: Principal(id: .init(id), roles: roles, grade: grade),
            on: Income.dossier(approvals: approvals), asked: asked ?? self.asked)
    }

    private func demand(
        _ roles: PrincipalRole..., grade: Grade = .declared, days: Int? = nil,
        parts: [PartRole] = []
    ) -> ApprovalDemand {
        ApprovalDemand(roles: roles, count: 1, grade: grade, maxAgeDays: days, parts: parts)
    }

    @Test func `somebody in the role asked for may approve`() throws {
        #expect(try role() == .riskReviewer)
        #expect(try role("ruth", [.viewer, .riskReviewer, .administrator]) == .riskReviewer)
    }

    @Test func `an author may not approve their own version`() {
        #expect(throws: ApprovalRefusal.authorMayNotApprove) { try role("tom") }
        #expect(throws: ApprovalRefusal.authorMayNotApprove) {
            try role("tom", Set(PrincipalRole.allCases), grade: .verified)
        }
    }

    @Test func `a role that is not asked for may not approve`() {
        #expect(
            throws: ApprovalRefusal.roleNotAsked(
                has: [.approver, .modelOwner], asked: [.riskReviewer])
        ) {
            try role("ruth", [.modelOwner, .approver])
        }
        #expect(throws: ApprovalRefusal.roleNotAsked(has: [], asked: [.riskReviewer])) {
            try role("ruth", [])
        }
    }

    @Test func `where nothing asks for approvals there is nothing to approve`() {
        #expect(throws: ApprovalRefusal.nothingToApprove(to: "production")) { try role(asked: []) }
    }

    @Test func `a grade below the one asked for may not approve`() throws {
        let asked = [demand(.riskReviewer, grade: .verified)]
        #expect(throws: ApprovalRefusal.gradeTooLow(has: .observed, asked: .verified)) {
            try role(grade: .observed, asked: asked)
        }
        #expect(try role(grade: .verified, asked: asked) == .riskReviewer)
        #expect(try role(asked: asked + [demand(.riskReviewer)]) == .riskReviewer)
    }

    @Test func `a role that may not sign off is refused even if it were asked for`() {
        #expect(throws: ApprovalRefusal.roleMayNotSignOff(.administrator)) {
            try role("ruth", [.administrator], asked: [demand(.administrator)])
        }
    }

    @Test func `nobody approves the same bytes twice`() throws {
        let earlier = try Income.approval()
        #expect(throws: ApprovalRefusal.alreadyApproved(earlier.id)) { try role(after: [earlier]) }
        #expect(try role("rita", after: [earlier]) == .riskReviewer)
    }

    @Test func `an approval that does not count any more may be given again`() throws {
        let young = try Income.approval(daysAgo: 89)
        #expect(throws: ApprovalRefusal.alreadyApproved(young.id)) { try role(after: [young]) }
        // Too old, for other bytes, for another purpose, elsewhere, of some parts only.
        let others = [
            try Income.approval(daysAgo: 90),
            try Income.approval(of: [Income.part(.weights, "old"), Income.config]),
            try Income.approval(subject: Income.subject(purpose: "denies loans")),
            try Income.approval(to: "staging"),
            try Income.approval(of: [Income.config], isWhole: false),
        ]
        for other in others { #expect(try role(after: [other]) == .riskReviewer, "\(other)") }
        let declared = try Income.approval(grade: .declared)
        let asked = [demand(.riskReviewer, grade: .verified)]
        #expect(try role(grade: .verified, asked: asked, after: [declared]) == .riskReviewer)
    }

    @Test func `somebody with two roles approves in the one that is still wanted`() throws {
        let asked = [demand(.approver), demand(.riskReviewer)]
        let roles: Set<PrincipalRole> = [.approver, .riskReviewer]
        #expect(try role("ruth", roles, asked: asked) == .approver)
        let first = try Income.approval(role: .approver)
        #expect(try role("ruth", roles, asked: asked, after: [first]) == .riskReviewer)
        let second = try Income.approval(role: .riskReviewer)
        #expect(throws: ApprovalRefusal.alreadyApproved(first.id)) {
            try role("ruth", roles, asked: asked, after: [first, second])
        }
    }
}

import Testing
import Transparency

@testable import Governance

@Suite struct SubjectTests {
    @Test func `what it writes reads back`() throws {
        for risk in RiskTier.allCases {
            let subject = try Income.subject(purpose: "zählt „Geld“", risk: risk)
            #expect(Subject(json: try JSON(parsing: subject.json.canonicalBytes)) == subject)
        }
    }

    @Test func `the terms are purpose and risk, and nothing else`() throws {
        let terms = try Income.subject().terms
        #expect(
            terms == Digest(of: Array(#"{"purpose":"sizes budgets","risk":"high"}"#.utf8)))
        #expect(try Income.subject(purpose: "denies loans").terms != terms)
        #expect(try Income.subject(risk: .low).terms != terms)
        let otherOwners = Subject(
            name: try Income.name("other"), purpose: "sizes budgets", risk: .high,
            owners: .init(business: .init("x"), technical: .init("y")))
        #expect(otherOwners.terms == terms)
    }

    @Test(arguments: ["name", "purpose", "risk", "owners"])
    func `a subject without one of its members does not read`(member: String) throws {
        var members = try #require(try Income.subject().json.objectValue)
        members[member] = nil
        #expect(Subject(json: .object(members)) == nil)
        members[member] = 1
        #expect(Subject(json: .object(members)) == nil)
    }

    @Test func `a subject with half its owners does not read`() throws {
        var members = try #require(try Income.subject().json.objectValue)
        members["owners"] = ["business": "bea"]
        #expect(Subject(json: .object(members)) == nil)
    }
}

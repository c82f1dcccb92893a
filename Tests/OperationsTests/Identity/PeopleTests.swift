import Governance
import Operations
import Testing

@Suite struct PeopleTests {
    @Test func `a claim is a name, or a name in a role`() throws {
        #expect(try PrincipalClaim(" ruth ").name == "ruth")
        #expect(try PrincipalClaim("ruth").role == nil)
        #expect(try PrincipalClaim("ruth:risk-reviewer").role == .riskReviewer)
    }

    @Test(arguments: ["", " ", ":approver", "ruth:", "ruth:king", "ruth:approver:approver"])
    func `what names nobody, or no role, is bad input and no refusal`(text: String) {
        let failure = #expect(throws: Failure.self) { try PrincipalClaim(text) }
        #expect(failure?.kind == .fault)
    }

    @Test func `a name may have 200 bytes and not one more`() throws {
        let name = String(repeating: "é", count: 100)
        #expect(try PrincipalClaim(name).name == name)
        #expect(throws: Failure.self) { try PrincipalClaim(name + "x") }
    }
}

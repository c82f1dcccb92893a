import Testing
import Transparency

@testable import Governance

@Suite struct JSONMembersTests {
    private func optional(_ json: JSON) -> Instant?? { json.optional("at", { Instant($0) }) }

    @Test func `a member that is left out is not malformed`() {
        #expect(optional([:]) == .some(nil))
        #expect(optional(["at": "2026-01-01"]) == .some(Instant("2026-01-01")))
    }

    @Test(arguments: [JSON.null, 1, true, [], [:], "yesterday", ""])
    func `a member that does not read is not one that is left out`(member: JSON) {
        #expect(optional(["at": member]) == nil)
    }

    @Test func `a list with one malformed element does not read`() {
        #expect((["a", "b"] as JSON).all(\.stringValue) == ["a", "b"])
        #expect((["a", 1] as JSON).all(\.stringValue) == nil)
        #expect((["a": "b"] as JSON).all(\.stringValue) == nil)
        #expect(([Income.weights.json] as JSON).parts == [Income.weights])
        #expect(([Income.weights.json, [:]] as JSON).parts == nil)
    }
}

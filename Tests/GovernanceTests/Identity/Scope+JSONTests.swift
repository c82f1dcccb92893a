import Governance
import Testing
import Transparency

@Suite struct ScopeJSONTests {
    private let bank = Workspace("bank") ?? .standard

    @Test func `a scope reads as it is written`() {
        let all = Set(Permission.allCases)
        for scope in [
            Access.Scope(permissions: all, workspaces: .all),
            Access.Scope(permissions: [.readInventory, .addEvidence], workspaces: .only([bank])),
            Access.Scope(permissions: [], workspaces: .only([])),
        ] { #expect(Access.Scope(json: scope.json) == scope) }
    }

    @Test(arguments: [
        #"{}"#, #"{"permissions":null}"#, #"{"permissions":["all"],"workspaces":null}"#,
        #"{"permissions":null,"workspaces":["A"]}"#, #"{"permissions":null,"workspaces":"a"}"#,
    ])
    func `a scope that does not read allows nothing`(text: String) throws {
        #expect(Access.Scope(json: try JSON(parsing: Array(text.utf8))) == nil)
    }

    @Test func `a scope is within another when both halves are`() {
        let wide = Access.Scope(permissions: [.readInventory, .addEvidence], workspaces: .all)
        let narrow = Access.Scope(permissions: [.readInventory], workspaces: .only([bank]))
        #expect(narrow.isWithin(wide))
        #expect(wide.isWithin(wide))
        #expect(!wide.isWithin(narrow))
        #expect(
            !Access.Scope(permissions: [.readInventory], workspaces: .all).isWithin(narrow))
    }
}

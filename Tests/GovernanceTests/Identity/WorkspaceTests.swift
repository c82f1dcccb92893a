import Governance
import Testing

@Suite struct WorkspaceTests {
    private let health = Workspace("health") ?? .standard
    private let bank = Workspace("bank") ?? .standard

    @Test(arguments: ["a", "default", "7-teen", String(repeating: "w", count: 64)])
    func `a workspace is letters, digits and hyphens`(name: String) {
        #expect(Workspace(name)?.description == name)
    }

    @Test(
        arguments: ["", "-a", "A", "a b", "a/b", "ä", "a\n", String(repeating: "w", count: 65)])
    func `anything else is no workspace`(name: String) {
        #expect(Workspace(name) == nil)
    }

    @Test func `all united with anything is all, and all met with anything is that`() {
        let some = WorkspaceSet.only([health])
        #expect(WorkspaceSet.all.union(some) == .all)
        #expect(some.union(.all) == .all)
        #expect(WorkspaceSet.all.intersection(some) == some)
        #expect(some.intersection(.all) == some)
    }

    @Test func `two sets unite and meet as sets do`() {
        let left = WorkspaceSet.only([health, .standard])
        let right = WorkspaceSet.only([bank, .standard])
        #expect(left.union(right) == .only([health, bank, .standard]))
        #expect(left.intersection(right) == .only([.standard]))
        #expect(WorkspaceSet.only([health]).intersection(.only([bank])).isEmpty)
        #expect(!WorkspaceSet.all.isEmpty)
    }
}

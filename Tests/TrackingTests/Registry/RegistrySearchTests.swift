import Governance
import Testing

@testable import Tracking

@Suite struct RegistrySearchTests {
    private func page(
        _ filter: String, readable: WorkspaceSet = .all
    ) throws -> RegisteredModelsPage {
        RegisteredModelsPage(
            search: try RegistrySearch(
                filter: filter, orders: ["name"], in: .registeredModels, limit: 10, start: nil),
            reach: TrackingReach(readable: readable, writable: .all))
    }

    @Test func `only who asks for the same bytes and may see the same shares a page`() throws {
        #expect(try page("name = 'caf\u{E9}'") == page("name = 'caf\u{E9}'"))
        #expect(try page("name = 'caf\u{E9}'") != page("name = 'cafe\u{301}'"))
        #expect(try page("tags.caf\u{E9} = 'x'") != page("tags.cafe\u{301} = 'x'"))
        #expect(try page("name = 'a'") != page("name = 'b'"))
        #expect(try page("") != page("", readable: .only([.standard])))
    }
}

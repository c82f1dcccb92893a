import Governance
import Ledger
import Operations
import Testing
import Transparency

@Suite struct ListVersionsTests {
    /// Six models, taking turns in three workspaces.
    private func story() async throws -> IncomeStory {
        let story = try IncomeStory()
        for (index, place) in ["health", "bank", "default", "health", "bank", "default"]
            .enumerated()
        {
            _ = try await story.registration(of: "m\(index)", in: place).run(
                on: story.test.platform)
        }
        return story
    }

    private func names(_ page: RowPage) -> [String] { page.rows.map(\.key) }

    private func list(
        _ story: IncomeStory, by actor: Actor, where field: String? = nil, is value: String = "",
        after cursor: PageCursor? = nil, limit: Int = 50
    ) async throws -> RowPage {
        try await story.test.platform.perform(
            ListVersions(
                matching: field.map { [($0, value)] } ?? [], text: nil, after: cursor,
                limit: limit, by: actor))
    }

    @Test func `a list leaves out what the actor may not see`() async throws {
        let story = try await story()
        let all = [
            "model:m5@1", "model:m4@1", "model:m3@1", "model:m2@1", "model:m1@1", "model:m0@1",
        ]
        #expect(try await names(list(story, by: story.maker)) == all)
        #expect(try await names(list(story, by: .signed("a", "viewer"))) == all)
        #expect(
            try await names(list(story, by: .signed("b", "viewer@bank")))
                == ["model:m4@1", "model:m1@1"])
        #expect(try await names(list(story, by: .signed("c", "viewer@desert"))).isEmpty)
    }

    @Test(arguments: 1...5)
    func `pages of several workspaces come in order, each row once`(limit: Int) async throws {
        let story = try await story()
        let actor = Actor.signed("d", "viewer@bank", "viewer@health")
        var found: [String] = []
        var cursor: PageCursor?
        repeat {
            let page = try await list(story, by: actor, after: cursor, limit: limit)
            #expect(page.rows.count <= limit)
            found += names(page)
            cursor = page.next
        } while cursor != nil
        #expect(found == ["model:m4@1", "model:m3@1", "model:m1@1", "model:m0@1"])
    }

    @Test func `a workspace is a field to find by, and opens no other`() async throws {
        let story = try await story()
        #expect(
            try await names(list(story, by: story.maker, where: "workspace", is: "health"))
                == ["model:m3@1", "model:m0@1"])
        #expect(
            try await names(
                list(story, by: .signed("b", "viewer@bank"), where: "workspace", is: "health")
            ).isEmpty)
    }

    @Test func `a token's scope hides what its owner may see`() async throws {
        let story = try await story()
        let bank = try #require(Workspace("bank"))
        let scope = Access.Scope(permissions: [.readInventory], workspaces: .only([bank]))
        #expect(
            try await names(list(story, by: .signed("a", "viewer", within: scope)))
                == ["model:m4@1", "model:m1@1"])
    }
}

import Governance
import Ledger
import Operations
import Testing
import Transparency

@Suite struct AddPrincipalTests {
    @Test func `an account is recorded by pseudonym, with its grants`() async throws {
        let story = try IdentityStory()
        let ann = try await story.add("ann@example.org", "viewer", "approver@bank")
        let added = try await story.records(.principalAdded)
        #expect(added.map(\.body) == [["kind": "person", "principal": .string(ann.text)]])
        let size = try await story.test.recordCount()
        for record in try await story.platform.store.records(in: 0..<size) {
            #expect(!String(decoding: record, as: UTF8.self).contains("example.org"))
        }
        let caller = try await story.signIn("ann@example.org").caller
        #expect(
            caller.access.grants
                == Set([Grant("viewer"), Grant("approver@bank")].compactMap(\.self)))
    }

    @Test func `a person who was only named keeps their pseudonym`() async throws {
        let story = try IdentityStory()
        let income = try IncomeStory(story.test)
        let author = try await income.register().version.author
        #expect(try await story.add("tom@example.org", "contributor") == author)
    }

    @Test func `a name is taken once`() async throws {
        let story = try IdentityStory()
        try await story.add("ann", "viewer")
        let failure = try await story.failure {
            try await story.add("ann", "approver", by: story.operatorActor)
        }
        #expect(failure.code == "principal_exists")
    }

    @Test(arguments: [
        "", " ann", "ann ", "ann:approver", "a:b", "ann\n", "a\u{1B}[31mnn", "a\u{202E}b",
    ])
    func `a name that a terminal or a claim would read otherwise is none`(name: String)
        async throws
    {
        let story = try IdentityStory()
        let failure = try await story.failure {
            try await story.add(name, "viewer", by: story.operatorActor)
        }
        #expect(failure.kind == .fault)
        #expect(try await story.test.recordCount() == 0)
    }

    @Test func `only who manages people adds any`() async throws {
        let story = try IdentityStory()
        for role in PrincipalRole.allCases where role != .administrator {
            let failure = try await story.failure {
                try await story.add("eve", "viewer", by: .signed("mallory", role.rawValue))
            }
            #expect(failure.code == "not_allowed")
        }
        let here = try await story.failure {
            try await story.add("eve", by: .signed("root", "administrator@bank"))
        }
        #expect(here.code == "not_allowed")
        try await story.add("eve", "viewer", by: .signed("root", "administrator"))
    }
}

import Governance
import Ledger
import Operations
import Testing
import Transparency

@Suite struct PlatformRefusalsTests {
    private func approve(_ name: VersionName, by actor: Actor) -> ApproveVersion {
        ApproveVersion(version: name, to: "production", roles: nil, by: actor)
    }

    @Test func `what a server refuses is recorded once a minute, with its number`() async throws {
        let income = try IncomeStory()
        let story = IdentityStory(income.test)
        let name = try await income.register().version.name
        let viewer = Actor.signed("vi", "viewer")
        for _ in 0..<10 {
            _ = try await story.failure {
                try await story.platform.perform(approve(name, by: viewer))
            }
        }
        story.test.clock.pass(milliseconds: 60_000)
        _ = try await story.failure { try await story.platform.perform(approve(name, by: viewer)) }
        let records = try await story.records(.actionRefused)
        #expect(
            records.map(\.body) == [
                [
                    "code": "not_allowed", "count": 1, "permission": "version:approve",
                    "principal": "p:vi", "subject": "model:income",
                ],
                [
                    "code": "not_allowed", "count": 10, "permission": "version:approve",
                    "principal": "p:vi", "subject": "model:income",
                ],
            ])
        #expect(records.allSatisfy { $0.by == "p:vi" && $0.grade == "verified" })
    }

    @Test func `a decision's own refusal is recorded too, and a fault is not`() async throws {
        let income = try IncomeStory()
        let story = IdentityStory(income.test)
        let name = try await income.register().version.name
        let owner = Actor.signed("owen", "model-owner")
        let refused = try await story.failure {
            try await story.platform.perform(approve(name, by: owner))
        }
        #expect(refused.kind == .refused)
        let other = VersionName(subject: name.subject, number: 7)
        _ = try await story.failure { try await story.platform.perform(approve(other, by: owner)) }
        #expect(
            try await story.records(.actionRefused).map { $0.body["code"] }
                == [.string(refused.code)])
    }

    @Test func `what was not seen is recorded as refused`() async throws {
        let income = try IncomeStory()
        let story = IdentityStory(income.test)
        let name = try await story.platform.perform(
            income.registration(in: "health")
        ).version.name
        _ = try await story.failure {
            try await story.platform.perform(
                ShowVersion(version: name, to: "production", by: .signed("sam", "viewer@bank")))
        }
        #expect(
            try await story.records(.actionRefused).map { $0.body["code"] } == ["unknown_subject"])
    }

    @Test func `embedded, nobody is recorded as refused`() async throws {
        let income = try IncomeStory()
        let story = IdentityStory(income.test)
        let name = try await income.register().version.name
        _ = try await story.failure {
            try await story.platform.perform(approve(name, by: income.maker))
        }
        #expect(try await story.records(.actionRefused).isEmpty)
    }

    @Test(arguments: [FaultyStore.Fault.full, .busy, .brokenBefore, .brokenForLonger])
    func `a ledger that cannot be written lets nobody in`(fault: FaultyStore.Fault) async throws {
        let store = FaultyStore()
        let income = try IncomeStory(TestPlatform(store: store))
        let name = try await income.register().version.name
        store.failNext(fault)
        let failure = try await income.test.failure {
            try await income.test.platform.perform(approve(name, by: .signed("vi", "viewer")))
        }
        #expect(failure.code == "not_allowed")
    }
}

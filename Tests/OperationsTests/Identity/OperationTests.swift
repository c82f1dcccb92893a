import Governance
import Ledger
import Operations
import Testing
import Transparency

@Suite struct OperationTests {
    private func show(_ name: VersionName, by actor: Actor) -> ShowVersion {
        ShowVersion(version: name, to: "production", by: actor)
    }

    @Test func `a role lets in where it is granted, and nowhere else`() async throws {
        let story = try IncomeStory()
        let platform = story.test.platform
        let health = Actor.signed("tom", "contributor@health")
        let registered = try await platform.perform(
            story.registration(in: "health", by: health))
        #expect(registered.version.grade == .verified)
        let name = registered.version.name
        #expect(try await platform.perform(show(name, by: health)).dossier.version.name == name)
        let elsewhere = try await story.test.failure {
            try await platform.perform(story.registration(of: "other", in: "bank", by: health))
        }
        #expect(elsewhere.code == "unknown_subject")
        let viewer = try await story.test.failure {
            try await platform.perform(
                story.registration(in: "health", by: .signed("vi", "viewer@health")))
        }
        #expect(viewer.code == "not_allowed")
        #expect(viewer.kind == .refused)
    }

    @Test func `what the actor may not see is said not to be there, in the same words`()
        async throws
    {
        let story = try IncomeStory()
        let platform = story.test.platform
        let name = try await platform.perform(story.registration(in: "health")).version.name
        let stranger = Actor.signed("sam", "viewer@bank")
        let hidden = try await story.test.failure {
            try await platform.perform(show(name, by: stranger))
        }
        let other = try #require(VersionName("outcome@1"))
        let absent = try await story.test.failure {
            try await platform.perform(show(other, by: stranger))
        }
        #expect(hidden.code == absent.code)
        #expect(hidden.message == absent.message.replacing("outcome", with: "income"))
    }

    @Test func `without any role nothing is done`() async throws {
        let story = try IncomeStory()
        let name = try await story.register().version.name
        let nobody = Actor.signed("ned")
        let platform = story.test.platform
        let failures = [
            try await story.test.failure { try await platform.perform(show(name, by: nobody)) },
            try await story.test.failure {
                try await platform.perform(ListVersions(matching: [], text: nil, by: nobody))
            },
            try await story.test.failure {
                try await platform.perform(ReplayDecision(decision: "123456", by: nobody))
            },
        ]
        #expect(failures.allSatisfy { $0.code == "not_allowed" }, "\(failures)")
    }

    @Test func `a server judges by its own policies`() async throws {
        let story = try IncomeStory()
        let name = try await story.register().version.name
        let file = try PolicyFile(path: story.test.folder + "/policies/high.yaml")
        let failure = try await story.test.failure {
            try await story.test.platform.perform(
                JudgeVersion(
                    version: name, to: "production", policyFile: file,
                    by: .signed("tom", "contributor")))
        }
        #expect(failure.code == "own_policy")
        #expect(failure.kind == .refused)
    }

    @Test func `what is handed in through a server is declared`() async throws {
        let story = try IncomeStory()
        let name = try await story.register().version.name
        let failure = try await story.test.failure {
            try await story.test.platform.perform(
                AddEvidence(
                    version: name, kind: .modelCard, grade: .verified, predicate: [:],
                    lookedAt: .roles([.code]), expiresAt: nil, by: .signed("tom", "contributor")))
        }
        #expect(failure.code == "grade_not_given")
    }

    @Test func `roles count in the subject's workspace alone`() async throws {
        let story = try IncomeStory()
        let platform = story.test.platform
        let name = try await platform.perform(story.registration(in: "health")).version.name
        let approve = { (actor: Actor) in
            ApproveVersion(version: name, to: "production", roles: nil, by: actor)
        }
        let wrong = try await story.test.failure {
            try await platform.perform(
                approve(.signed("ruth", "risk-reviewer@bank", "approver@health")))
        }
        #expect(wrong.code == "role_not_asked")
        let approval = try await platform.perform(
            approve(.signed("rita", "risk-reviewer@health")))
        #expect(approval.role == .riskReviewer)
        #expect(approval.grade == .verified)
    }

    @Test func `evidence of another workspace does not speak here`() async throws {
        let story = try IncomeStory()
        let platform = story.test.platform
        let here = try await story.register().version.name
        let there = try await platform.perform(
            story.registration(of: "twin", in: "health")
        ).version.name
        let evidence = try await platform.perform(
            AddEvidence(
                version: there, kind: .modelCard, grade: .declared, predicate: [:],
                lookedAt: .roles([.weights]), expiresAt: nil, by: story.maker))
        let reader = Actor.claimed(.somebody)
        #expect(
            try await platform.perform(show(there, by: reader)).dossier.evidence.map(\.id)
                == [evidence.id])
        #expect(try await platform.perform(show(here, by: reader)).dossier.evidence.isEmpty)
    }

    @Test func `a record by its index needs the whole ledger, a version's only the version`()
        async throws
    {
        let story = try IncomeStory()
        let platform = story.test.platform
        let name = try await platform.perform(story.registration(in: "health")).version.name
        let viewer = Actor.signed("vi", "viewer@health")
        let found = try await platform.perform(FindRecord(target: name.description, by: viewer))
        #expect(found.index == 0)
        let failure = try await story.test.failure {
            try await platform.perform(FindRecord(target: "0", by: viewer))
        }
        #expect(failure.code == "not_allowed")
        #expect(
            try await platform.perform(FindRecord(target: "0", by: .signed("au", "auditor"))).index
                == 0)
    }

    @Test func `decisions of other workspaces are neither replayed nor tried`() async throws {
        let story = try IncomeStory()
        let platform = story.test.platform
        let name = try await platform.perform(story.registration(in: "health")).version.name
        let decision = try await story.gate(name).decision.id.hex
        let stranger = Actor.signed("sam", "viewer@bank")
        for text in [decision, String(decision.prefix(12))] {
            let failure = try await story.test.failure {
                try await platform.perform(ReplayDecision(decision: text, by: stranger))
            }
            #expect(failure.code == "unknown_decision")
        }
        let file = try PolicyFile(path: story.test.folder + "/policies/high.yaml")
        let none = try await platform.perform(BacktestPolicy(file: file, by: stranger))
        #expect(none.judgedCount == 0)
        let one = try await platform.perform(
            BacktestPolicy(file: file, by: .signed("vi", "viewer@health")))
        #expect(one.judgedCount == 1)
    }

    @Test func `released files of other workspaces are not recognised`() async throws {
        let story = try IncomeStory()
        let platform = story.test.platform
        let name = try await platform.perform(story.registration(in: "health")).version.name
        _ = try await story.evaluate(name, score: "fair")
        _ = try await story.approve(name, as: story.reviewer)
        #expect(try await story.gate(name).release != nil)
        let found = try await ArtifactHasher.hash(story.test.folder + "/model")
        let failure = try await story.test.failure {
            try await platform.perform(
                VerifyFiles(
                    path: "model", found: found, version: nil, by: .signed("sam", "viewer@bank")))
        }
        #expect(failure.code == "no_release")
        let outcome = try await platform.perform(
            VerifyFiles(
                path: "model", found: found, version: nil, by: .signed("vi", "viewer@health")))
        #expect(outcome.isVerified)
    }

    @Test func `a subject stays where it began`() async throws {
        let story = try IncomeStory()
        let platform = story.test.platform
        _ = try await platform.perform(story.registration(in: "health"))
        let failure = try await story.test.failure {
            try await platform.perform(story.registration(in: "bank"))
        }
        #expect(failure.code == "other_workspace")
        #expect(!(try await platform.perform(story.registration(in: nil)).isNew))
    }
}

import Governance
import Operations
import Testing
import Transparency

@Suite struct DescribeSubjectTests {
    private static func subject(
        of name: VersionName, on platform: Platform
    ) async throws -> Subject {
        let shown = try await ShowVersion(
            version: name, to: "production", by: .claimed(PrincipalClaim("tom@example.org"))
        ).run(on: platform)
        return shown.dossier.subject
    }

    @Test func `what a tool registers waits for a person to say what it is for`() async throws {
        let story = try IncomeStory()
        let platform = story.test.platform
        var registration = try await RegisterVersion(
            subject: #require(SubjectName("captured")), parts: story.parts(), purpose: nil,
            risk: nil, businessOwner: nil, technicalOwner: nil, by: story.maker)
        let refused = await #expect(throws: Failure.self) {
            try await registration.run(on: platform)
        }
        #expect(refused?.code == "incomplete")
        registration.isCaptured = true
        let name = try await registration.run(on: platform).version.name
        let captured = try await Self.subject(of: name, on: platform)
        #expect(captured.purpose == "" && captured.risk == .high)
        #expect(captured.owners.business == captured.owners.technical)
        let before = try await story.gate(name).decision
        #expect(before.findings.first { $0.rule == "owners" }?.outcome == .violated)

        let described = try await DescribeSubject(
            subject: name.subject, purpose: "sizes budgets", risk: .low,
            businessOwner: PrincipalClaim("bea@example.org"), by: story.maker
        ).run(on: platform)
        #expect(described.purpose == "sizes budgets" && described.risk == .low)
        #expect(described.owners.business != captured.owners.business)
        let after = try await Self.subject(of: name, on: platform)
        #expect(after == described)
        let decision = try await story.gate(name).decision
        #expect(decision.policyName == "low-risk")
        #expect(decision.findings.first { $0.rule == "owners" }?.outcome == .holds)
    }

    @Test func `an approval of another purpose holds no longer, and saying the same is nothing`()
        async throws
    {
        let story = try IncomeStory()
        let name = try await story.register().version.name
        _ = try await story.approve(name, as: story.reviewer)
        let same = DescribeSubject(
            subject: name.subject, purpose: "sizes budgets", by: story.maker)
        let size = try await story.test.recordCount()
        _ = try await same.run(on: story.test.platform)
        #expect(try await story.test.recordCount() == size)
        let approved = try await story.gate(name).decision
        #expect(approved.findings.first { $0.rule == "risk-review" }?.outcome == .holds)
        _ = try await DescribeSubject(
            subject: name.subject, purpose: "decides on credit", by: story.maker
        ).run(on: story.test.platform)
        let void = try await story.gate(name).decision
        #expect(void.findings.first { $0.rule == "risk-review" }?.outcome == .undecided)
    }

    @Test func `nobody describes what is not there`() async throws {
        let story = try IncomeStory()
        let failure = await #expect(throws: Failure.self) {
            try await DescribeSubject(
                subject: #require(SubjectName("nothing")), purpose: "x", by: story.maker
            ).run(on: story.test.platform)
        }
        #expect(failure?.code == "unknown_subject")
    }
}

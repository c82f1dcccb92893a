import Testing
import Transparency

@testable import Governance

@Suite struct IntakeTests {
    @Test(arguments: [nil, "main"])
    func `it reads as it was written`(ref: String?) throws {
        let intake = Intake(
            source: .hub, project: "a/b", revision: String(repeating: "0", count: 40), ref: ref,
            upstream: "https://hub.example", version: try #require(VersionName("model:a--b@1")),
            facts: ["licence": "MIT", "baseModels": ["c/d"]], description: Digest(of: [1]),
            evidence: Digest(of: [2]), at: Instant(milliseconds: 5), by: .init("p:tom"),
            workspace: .standard)
        #expect(Intake(json: intake.json) == intake)
        #expect(intake.licence == "MIT" && intake.baseModels == ["c/d"])
        #expect(Intake(json: ["source": "hub"]) == nil)
    }
}

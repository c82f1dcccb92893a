import Testing
import Transparency

@testable import Governance

@Suite struct ReleaseTests {
    private func decision(_ condition: String, version: Version? = nil) throws -> Decision {
        Gate.judge(
            try Income.dossier(version: version), by: try Policy(rules: .requiring(condition)))
    }

    @Test func `a version that the gate allows can be released`() throws {
        let decision = try decision("true")
        let release = try #require(Release(of: try Income.version(), by: decision))
        #expect(release.parts == Income.composition.parts)
        #expect(release.root == Income.composition.root && release.to == "production")
        #expect(release.decision == decision.id && release.at == Income.now)
        #expect(
            release.predicate.canonical
                == #"{"at":"2026-09-21T14:13:20.000Z","decision":"\#(decision.id)","parts":["#
                + Income.composition.parts.map {
                    #"{"digest":"\#($0.digest)","role":"\#($0.role.rawValue)"}"#
                }.joined(separator: ",")
                + #"],"root":"\#(Income.composition.root)","to":"production","#
                + #""version":"model:income@1"}"#)
    }

    @Test(arguments: ["false", "evidence.aibom.ok"])
    func `what the gate does not allow cannot be released`(condition: String) throws {
        #expect(Release(of: try Income.version(), by: try decision(condition)) == nil)
    }

    @Test func `a decision releases no other bytes and no other version`() throws {
        let decision = try decision("true")
        #expect(Release(of: try Income.version(parts: [Income.weights]), by: decision) == nil)
        #expect(Release(of: try Income.version(2), by: decision) == nil)
    }
}

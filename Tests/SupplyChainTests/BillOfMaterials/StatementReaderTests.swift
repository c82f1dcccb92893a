import Testing
import Transparency

@testable import SupplyChain

struct StatementReaderTests {
    private static func statement(_ type: String, _ predicate: String) -> String {
        """
        {"_type": "https://in-toto.io/Statement/v1", "predicateType": "\(type)",
         "subject": [{"name": "m", "digest": {"sha256":
           "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}}],
         "predicate": \(predicate)}
        """
    }

    // The examples of each predicate's page, shortened.
    static let provenance = statement(
        "https://slsa.dev/provenance/v1",
        """
        {"buildDefinition": {"buildType": "https://example.com/b/v1", "externalParameters": {},
          "resolvedDependencies": [{"uri": "git+https://x/y", "digest": {"gitCommit": "abc"}}]},
         "runDetails": {"builder": {"id": "https://builder"},
          "metadata": {"finishedOn": "2024-01-01T00:00:00Z"}}}
        """)
    static let summary = statement(
        "https://slsa.dev/verification_summary/v1",
        """
        {"verifier": {"id": "https://example.com/v"}, "timeVerified": "1985-04-12T23:20:50.52Z",
         "resourceUri": "pkg:pypi/a@1", "policy": {"uri": "https://p"},
         "verificationResult": "PASSED", "verifiedLevels": ["SLSA_BUILD_LEVEL_3"]}
        """)
    static let scan = statement(
        "https://in-toto.io/attestation/vulns/v0.2",
        """
        {"scanner": {"uri": "pkg:github/aquasecurity/trivy", "version": "0.19.2",
          "db": {"lastUpdate": "2021-08-06T17:45:50.52Z"}, "result": [
           {"id": "CVE-123", "severity": [{"method": "nvd", "score": "medium"},
            {"method": "cvss_score", "score": "5.2"}]},
           {"id": "CVE-456", "severity": [{"method": "CVSS_V3",
            "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}]}]},
         "metadata": {"scanFinishedOn": "2021-08-06T17:50:50Z"}}
        """)
    private static let tests = statement(
        "https://in-toto.io/attestation/test-result/v0.1",
        #"{"result": "WARNED", "passedTests": ["a"], "warnedTests": ["b"]}"#)

    private static func read(_ text: String) throws -> ImportedAttestation {
        try StatementReader(JSON(parsing: text)).attestation()
    }

    @Test func `provenance names its builder and its materials`() throws {
        let read = try Self.read(Self.provenance)
        #expect(read.makers == ["https://builder"])
        #expect(
            read.claim
                == .provenance(
                    .init(
                        builder: "https://builder", buildType: "https://example.com/b/v1",
                        materials: [
                            .init(uri: "git+https://x/y", digests: ["gitcommit": "abc"])
                        ])))
    }

    @Test func `a summary says whether it passed, and at which levels`() throws {
        let read = try Self.read(Self.summary)
        guard case .verification(let verification) = read.claim else {
            Issue.record("it is none")
            return
        }
        #expect(verification.passed && verification.levels == ["SLSA_BUILD_LEVEL_3"])
    }

    @Test func `a scan names vulnerabilities and how bad they are, in whichever way`() throws {
        let read = try Self.read(Self.scan)
        guard case .vulnerabilities(let found) = read.claim else {
            Issue.record("it is none")
            return
        }
        #expect(found.map(\.id) == ["CVE-123", "CVE-456"])
        #expect(found[0].ratings.map(\.severity) == ["medium", nil])
        #expect(found[0].ratings.map(\.score) == [nil, 5.2])
        #expect(found[1].ratings.map(\.score) == [9.8])
        #expect(read.makers == ["pkg:github/aquasecurity/trivy 0.19.2"])
    }

    @Test func `tests passed, warned or failed`() throws {
        let expected = ImportedAttestation.Tests(
            result: .warned, passed: ["a"], warned: ["b"], failed: [])
        #expect(try Self.read(Self.tests).claim == .tests(expected))
    }

    @Test func `a predicate that is not known says nothing, and a statement of v0 1 is read`()
        throws
    {
        let text = Self.statement("https://example.com/x", "{}")
            .replacing("Statement/v1", with: "Statement/v0.1")
        #expect(try Self.read(text).claim == .other)
    }

    @Test(arguments: [
        ("PASSED", "MAYBE", "predicate.verificationResult"),
        (#""verifier""#, #""other""#, "predicate.verifier.id"),
    ])
    func `a known predicate that is malformed is refused`(
        _ old: String, _ new: String, _ field: String
    ) {
        #expect(throws: ImportError.malformed(field: field)) {
            try Self.read(Self.summary.replacing(old, with: new))
        }
    }
}

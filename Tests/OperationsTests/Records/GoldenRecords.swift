import Foundation
import Governance
import Ledger
import Operations
import Testing
import Transparency

/// The bytes of one record of each kind, which never change.
///
/// What differs from one run to the next is made the same: the test's folder, and the digests of
/// what was signed, since ECDSA signs differently each time. All else is pinned, with the digests
/// of facts and decision; where these alone differ, a decision of before does not replay any more,
/// and `Decision.engine` needs a new name.
@Suite struct GoldenRecords {
    private static let folder = "/example"
    private static let signed = "sha256:" + String(repeating: "0", count: 64)
    private static let policy = """
        policy: golden
        title: What the golden records were judged by
        applies: {risk: [high], to: [production]}
        waivers: {roles: [risk-reviewer], max-age: 90d}
        rules:
          - id: owners
            title: Somebody answers for it
            require: subject.purpose != "" && subject.owners.business != ""
            because: somebody must be asked
          - id: performance
            title: Ranks well
            evidence: {kind: eval_report, max-age: 90d, looked-at: [evaluation-data]}
            require: evidence.eval_report.auc > 0.8
            because: a guess is not enough
          - id: risk-review
            title: Signed off
            approvals: {roles: [risk-reviewer], count: 1}
            because: whoever made it overlooks something

        """

    /// A story in which each kind of record is written once.
    ///
    /// The gate allows by a waiver, before there is any signed evidence, so that its digests are the
    /// same in each run.
    private func records() async throws -> [RecordKind: String] {
        let story = try IncomeStory()
        let platform = story.test.platform
        try story.test.write(Self.policy, to: "policies/high.yaml")
        let name = try await story.register().version.name
        _ = try await WaiveFinding(
            version: name, to: "production", rule: "performance", because: "a trial",
            until: platform.now().adding(days: 30), by: story.reviewer
        ).run(on: platform)
        story.test.clock.pass(milliseconds: 1_001)
        _ = try await story.approve(name, as: story.reviewer)
        #expect(try await story.gate(name).decision.verdict == .allow)
        _ = try await AddEvidence(
            version: name, kind: .attestation, grade: .declared, predicate: ["looked": "closely"],
            lookedAt: .roles([.weights]), expiresAt: platform.now().adding(days: 90),
            by: story.maker
        ).run(on: platform)
        let size = try await story.test.recordCount()
        return try Dictionary(
            uniqueKeysWithValues: await platform.store.records(in: 0..<size).map { bytes in
                let kind = try #require(RecordKind(rawValue: Record(parsing: bytes).kind))
                return (kind, try Self.settled(bytes, in: story.test))
            })
    }

    /// A record's text with what differs from run to run made the same.
    private static func settled(_ bytes: [UInt8], in test: TestPlatform) throws -> String {
        var text = String(decoding: bytes, as: UTF8.self).replacing(test.folder, with: folder)
        let body = try Record(parsing: bytes).body
        let digests = [body["id"], body["statement"]] + (body["bundles"]?.arrayValue ?? [])
        for digest in digests.compactMap({ $0?.stringValue }) {
            text = text.replacing(digest, with: signed)
        }
        return text
    }

    /// The kinds that are pinned in files of their own.
    private static let elsewhere = GoldenIdentityRecords.kinds
        .union(GoldenServerRecords.kinds).union(GoldenRecallRecords.kinds)
        .union(GoldenIntakeRecords.kinds).union(GoldenLineageRecords.kinds)
        .union(GoldenPackageRecords.kinds).union([.versionScanned])

    @Test func `each kind of record has the bytes it always had`() async throws {
        let records = try await records()
        for kind in RecordKind.allCases where !Self.elsewhere.contains(kind) {
            #expect(records[kind] == Self.golden[kind])
        }
    }

    @Test(arguments: RecordKind.allCases.filter { !elsewhere.contains($0) })
    func `a record that was written once is read and projected for ever`(
        kind: RecordKind
    ) async throws {
        let record = try Record(parsing: Array(#require(Self.golden[kind]).utf8))
        #expect(record.kind == kind.rawValue)
        let changes = try await GovernanceProjection.changes(
            of: record, at: 0, reading: MemoryStore())
        #expect(!changes.isEmpty)
        for change in changes { try change.validate() }
    }

    private static let golden: [RecordKind: String] = [
        .versionRegistered: #"""
        {"at":"2026-09-21T14:13:20.000Z","body":{"artifacts":[{"bytes":13,\#
        "digest":"sha256:c84792232ade64a66d04820028e1bdae5e96f17840d4e75fc6b141398f662155",\#
        "files":2,"folder":true,"name":"model","path":"/example/model","role":"weights"},{\#
        "bytes":6,\#
        "digest":"sha256:a13300f0de0c4a756145be9bdaa566553ddc0a26fb917bb9cbf554f5be80cfef",\#
        "files":1,"folder":false,"name":"training.csv","path":"/example/training.csv",\#
        "role":"training-data"},{"bytes":48022,\#
        "digest":"sha256:17a73fe909cfa27505699c721c1a83041ae702e88e51d712d7320c184cf3e774",\#
        "files":1,"folder":false,"name":"evaluation.csv","path":"/example/evaluation.csv",\#
        "role":"evaluation-data"},{"bytes":7,\#
        "digest":"sha256:525d513313416cf187f44fa87e1753ee6d11552c22097537ddc32b4ed34fa68f",\#
        "files":1,"folder":false,"name":"train.py","path":"/example/train.py","role":"code"}],\#
        "subject":{"name":"model:income","owners":{\#
        "business":"p:66eb60e3edd56403676e8bf53cc29a61",\#
        "technical":"p:fcc4766458bc50bedbcea9a8f2279114"},"purpose":"sizes budgets",\#
        "risk":"high"},"version":{"author":"p:fcc4766458bc50bedbcea9a8f2279114",\#
        "grade":"declared","name":"model:income@1","parts":[{\#
        "digest":"sha256:525d513313416cf187f44fa87e1753ee6d11552c22097537ddc32b4ed34fa68f",\#
        "role":"code"},{\#
        "digest":"sha256:17a73fe909cfa27505699c721c1a83041ae702e88e51d712d7320c184cf3e774",\#
        "role":"evaluation-data"},{\#
        "digest":"sha256:a13300f0de0c4a756145be9bdaa566553ddc0a26fb917bb9cbf554f5be80cfef",\#
        "role":"training-data"},{\#
        "digest":"sha256:c84792232ade64a66d04820028e1bdae5e96f17840d4e75fc6b141398f662155",\#
        "role":"weights"}],"registeredAt":"2026-09-21T14:13:20.000Z",\#
        "root":"sha256:79c4ae207c4537d2462d7ce5c7992f858672e935b40592b837d92250cdcf38fe"}},\#
        "by":"p:fcc4766458bc50bedbcea9a8f2279114","grade":"declared","kind":"version_registered",\#
        "number":1,"v":1,"writer":"test"}
        """#,
        .evidenceAdded: #"""
        {"at":"2026-09-21T14:13:21.001Z","body":{"at":"2026-09-21T14:13:21.001Z",\#
        "by":"p:fcc4766458bc50bedbcea9a8f2279114","expiresAt":"2026-12-20T14:13:21.001Z",\#
        "grade":"declared",\#
        "id":"sha256:0000000000000000000000000000000000000000000000000000000000000000",\#
        "kind":"attestation","lookedAt":[{\#
        "digest":"sha256:c84792232ade64a66d04820028e1bdae5e96f17840d4e75fc6b141398f662155",\#
        "role":"weights"}]},"by":"p:fcc4766458bc50bedbcea9a8f2279114","grade":"declared",\#
        "kind":"evidence_added","number":6,"v":1,"writer":"test"}
        """#,
        .versionJudged: #"""
        {"at":"2026-09-21T14:13:21.001Z","body":{"at":"2026-09-21T14:13:21.001Z",\#
        "decision":"sha256:e9276a1968f08fa3fba83abd1d26064a28c25a5e44e3ec52e1d93bf2deb8eb1a",\#
        "engine":"assay-gate/1",\#
        "facts":"sha256:01365e07647220bb61f84d951aae8544c1f77ea3a88adb41b4b03518ef446259",\#
        "outcomes":{"owners":"holds","performance":"waived","risk-review":"holds"},\#
        "policy":"sha256:a3d9d31199019e9364ea83c728a86bc51eefbce1a08e2fbe5bb9ee7f3d7c6a69",\#
        "policyName":"golden",\#
        "root":"sha256:79c4ae207c4537d2462d7ce5c7992f858672e935b40592b837d92250cdcf38fe",\#
        "to":"production","verdict":"allow","version":"model:income@1"},\#
        "by":"p:fcc4766458bc50bedbcea9a8f2279114","grade":"declared","kind":"version_judged",\#
        "number":4,"v":1,"writer":"test"}
        """#,
        .versionApproved: #"""
        {"at":"2026-09-21T14:13:21.001Z","body":{"approval":{"at":"2026-09-21T14:13:21.001Z",\#
        "by":"p:a08201cad5262d94c0e3f46034f6bd5d","grade":"declared",\#
        "id":"sha256:e300f7079a879740412bc8a04fc39ae025eeca5fbd5c3a3d1914bc38d5df7a7b",\#
        "lookedAt":[{\#
        "digest":"sha256:525d513313416cf187f44fa87e1753ee6d11552c22097537ddc32b4ed34fa68f",\#
        "role":"code"},{\#
        "digest":"sha256:17a73fe909cfa27505699c721c1a83041ae702e88e51d712d7320c184cf3e774",\#
        "role":"evaluation-data"},{\#
        "digest":"sha256:a13300f0de0c4a756145be9bdaa566553ddc0a26fb917bb9cbf554f5be80cfef",\#
        "role":"training-data"},{\#
        "digest":"sha256:c84792232ade64a66d04820028e1bdae5e96f17840d4e75fc6b141398f662155",\#
        "role":"weights"}],"role":"risk-reviewer",\#
        "root":"sha256:79c4ae207c4537d2462d7ce5c7992f858672e935b40592b837d92250cdcf38fe",\#
        "subject":"model:income",\#
        "terms":"sha256:ffb4bf356c2e416c136d30206cdcdd5fa156282b46514cf067cec43f699e2047",\#
        "to":"production"}},"by":"p:a08201cad5262d94c0e3f46034f6bd5d","grade":"declared",\#
        "kind":"version_approved","number":3,"v":1,"writer":"test"}
        """#,
        .findingWaived: #"""
        {"at":"2026-09-21T14:13:20.000Z","body":{"waiver":{"at":"2026-09-21T14:13:20.000Z",\#
        "because":"a trial","by":"p:a08201cad5262d94c0e3f46034f6bd5d","grade":"declared",\#
        "id":"sha256:9c3a46a2edc93a0516d43bc83f3f2f080dcbc93252f33b3968c2c15ec00ccff2",\#
        "role":"risk-reviewer",\#
        "root":"sha256:79c4ae207c4537d2462d7ce5c7992f858672e935b40592b837d92250cdcf38fe",\#
        "rule":"performance","subject":"model:income",\#
        "terms":"sha256:ffb4bf356c2e416c136d30206cdcdd5fa156282b46514cf067cec43f699e2047",\#
        "to":"production","until":"2026-10-21T14:13:20.000Z"}},\#
        "by":"p:a08201cad5262d94c0e3f46034f6bd5d","grade":"declared","kind":"finding_waived",\#
        "number":2,"v":1,"writer":"test"}
        """#,
        .releaseSigned: #"""
        {"at":"2026-09-21T14:13:21.001Z","body":{"at":"2026-09-21T14:13:21.001Z","bundles":[\#
        "sha256:0000000000000000000000000000000000000000000000000000000000000000",\#
        "sha256:0000000000000000000000000000000000000000000000000000000000000000",\#
        "sha256:0000000000000000000000000000000000000000000000000000000000000000",\#
        "sha256:0000000000000000000000000000000000000000000000000000000000000000"],\#
        "decision":"sha256:e9276a1968f08fa3fba83abd1d26064a28c25a5e44e3ec52e1d93bf2deb8eb1a",\#
        "parts":[{\#
        "digest":"sha256:525d513313416cf187f44fa87e1753ee6d11552c22097537ddc32b4ed34fa68f",\#
        "role":"code"},{\#
        "digest":"sha256:17a73fe909cfa27505699c721c1a83041ae702e88e51d712d7320c184cf3e774",\#
        "role":"evaluation-data"},{\#
        "digest":"sha256:a13300f0de0c4a756145be9bdaa566553ddc0a26fb917bb9cbf554f5be80cfef",\#
        "role":"training-data"},{\#
        "digest":"sha256:c84792232ade64a66d04820028e1bdae5e96f17840d4e75fc6b141398f662155",\#
        "role":"weights"}],\#
        "root":"sha256:79c4ae207c4537d2462d7ce5c7992f858672e935b40592b837d92250cdcf38fe",\#
        "statement":"sha256:0000000000000000000000000000000000000000000000000000000000000000",\#
        "to":"production","version":"model:income@1"},"by":"p:fcc4766458bc50bedbcea9a8f2279114",\#
        "grade":"declared","kind":"release_signed","number":5,"v":1,"writer":"test"}
        """#,
    ]
}

import Foundation
import Governance
import Operations
import SupplyChain
import Testing
import Transparency

@Suite struct ImportBillOfMaterialsTests {
    private static let bill: JSON = [
        "bomFormat": "CycloneDX", "specVersion": "1.5",
        "components": [
            [
                "type": "library", "name": "torch", "version": "2.5.0",
                "purl": "pkg:pypi/torch@2.5.0", "bom-ref": "t",
                "licenses": [["license": ["id": "BSD-3-Clause"]]],
            ]
        ],
        "vulnerabilities": [
            [
                "id": "CVE-2025-32434",
                "affects": [
                    ["ref": "t", "versions": [["version": "2.6.0", "status": "unaffected"]]]
                ],
            ]
        ],
    ]

    private func take(
        _ story: IncomeStory, _ name: VersionName, _ document: JSON, key: SigningKey? = nil,
        by actor: Actor? = nil
    ) async throws -> Evidence {
        try await story.test.platform.perform(
            ImportBillOfMaterials(
                version: name, document: document.canonical, key: key?.verifyingKey.pem,
                expiresAt: nil, by: actor ?? story.maker))
    }

    private func signed(
        _ digest: Digest, _ key: SigningKey, type: String = "https://cyclonedx.org/bom",
        _ predicate: JSON = bill
    ) throws -> JSON {
        try StatementV1(
            subjects: [.init(name: "m", digest: digest)], predicateType: type,
            predicate: predicate
        ).signed(by: [key]).json
    }

    @Test func `an unsigned bill is declared, about the whole version, and kept as it came`()
        async throws
    {
        let story = try IncomeStory()
        let version = try await story.register().version
        let evidence = try await take(story, version.name, Self.bill)
        #expect(evidence.kind == .aibom && evidence.grade == .declared)
        #expect(evidence.lookedAt == version.composition.parts)
        #expect(evidence.predicate["sources"] == ["pkg:pypi"])
        #expect(evidence.predicate["named"] == [])
        #expect(evidence.predicate["signers"] == [])
        let kept = try #require(evidence.predicate["document"]?.stringValue.flatMap { Digest($0) })
        #expect(try story.test.platform.blobs.get(kept) == Self.bill.canonicalBytes)
    }

    @Test func `a bill that the named key signed about a part is verified, about that part`()
        async throws
    {
        let story = try IncomeStory()
        let version = try await story.register().version
        let key = SigningKey.generate()
        let code = try #require(version.composition.parts.first { $0.role == .code })
        let evidence = try await take(
            story, version.name, try signed(code.digest, key), key: key)
        #expect(evidence.grade == .verified)
        #expect(evidence.lookedAt == [code])
        #expect(evidence.predicate["signers"] == [.string(key.keyID)])
        let all = try await take(
            story, version.name, try signed(version.composition.root, key), key: key)
        #expect(all.lookedAt == version.composition.parts)
    }

    @Test func `without a key a signed bill is declared`() async throws {
        let story = try IncomeStory()
        let version = try await story.register().version
        let document = try signed(version.composition.root, .generate())
        #expect(try await take(story, version.name, document).grade == .declared)
    }

    @Test func `a folder is named by all its files`() async throws {
        let story = try IncomeStory()
        let version = try await story.register().version
        let key = SigningKey.generate()
        let files = ["weights one", "{}"].map { Digest(of: Array($0.utf8)) }
        let named = { (digests: [Digest]) in
            try StatementV1(
                subjects: digests.map { .init(name: nil, digest: $0) },
                predicateType: "https://slsa.dev/provenance/v1",
                predicate: [
                    "buildDefinition": ["buildType": "b"],
                    "runDetails": ["builder": ["id": "https://builder"]],
                ]
            ).signed(by: [key]).json
        }
        let evidence = try await take(story, version.name, try named(files), key: key)
        #expect(evidence.kind == .lineage && evidence.grade == .verified)
        #expect(evidence.roles == [.weights])
        let failure = try await story.test.failure {
            try await take(story, version.name, try named([files[0]]), key: key)
        }
        #expect(failure.code == "other_digest")
    }

    @Test func `another key, no signature, other digests and other files are refused`()
        async throws
    {
        let story = try IncomeStory()
        let version = try await story.register().version
        let count = try await story.test.recordCount()
        let blobs = story.test.blobs()
        let key = SigningKey.generate()
        let other = try signed(Digest(of: [1]), key)
        let cases: [(JSON, SigningKey?, String, Failure.Kind)] = [
            (try signed(version.composition.root, .generate()), key, "not_signed", .refused),
            (Self.bill, key, "not_signed", .refused), (other, key, "other_digest", .refused),
            (other, nil, "other_digest", .refused),
            (["some": "thing"], nil, "bad_document", .fault),
        ]
        for (document, key, code, kind) in cases {
            let failure = try await story.test.failure {
                try await take(story, version.name, document, key: key)
            }
            #expect(failure.code == code && failure.kind == kind)
        }
        #expect(try await story.test.recordCount() == count)
        #expect(story.test.blobs() == blobs)
    }

    @Test func `what was taken in stands in the version's own bill`() async throws {
        let story = try IncomeStory()
        let version = try await story.register().version
        _ = try await take(story, version.name, Self.bill)
        let bill = try await story.test.platform.perform(
            ExportBillOfMaterials(
                version: version.name, format: .cycloneDX, namesPeople: false, by: story.maker))
        let package = bill["components"]?[0]
        #expect(package?["purl"] == "pkg:pypi/torch@2.5.0")
        #expect(package?["licenses"]?[0]?["license"]?["id"] == "BSD-3-Clause")
        #expect(bill["vulnerabilities"]?[0]?["id"] == "CVE-2025-32434")
        #expect(bill["vulnerabilities"]?[0]?["recommendation"] == "update torch to 2.6.0")
    }

    @Test func `the example of allowed sources keeps its fixtures`() throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Examples/policies/allowed-sources.yaml").standardized.path()
        let policy = try PolicyFile(path: path).policy()
        #expect(policy.runFixtures().flatMap(\.differences) == [])
        #expect(policy.fixtures.count == 4)
    }

    @Test func `the example opens for a signed inventory and closes for what is not allowed`()
        async throws
    {
        let story = try IncomeStory()
        let version = try await story.register().version
        let key = SigningKey.generate()
        let example = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Examples/policies/allowed-sources.yaml")
        let text = try String(contentsOf: example, encoding: .utf8).replacingOccurrences(
            of: "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae", with: key.keyID)
        let file = try story.test.write(text, to: "sources.yaml")
        func verdict() async throws -> Decision {
            try await JudgeVersion(
                version: version.name, to: "production", policyFile: PolicyFile(path: file),
                by: story.maker
            ).run(on: story.test.platform).decision
        }
        #expect(try await verdict().verdict == .undecided)
        let clean: JSON = ["bomFormat": "CycloneDX", "specVersion": "1.6", "components": []]
        _ = try await take(
            story, version.name,
            try signed(version.composition.root, key, clean), key: key)
        #expect(try await verdict().verdict == .allow)
        story.test.clock.pass(milliseconds: 1)
        _ = try await take(
            story, version.name, try signed(version.composition.root, key), key: key)
        let closed = try await verdict()
        #expect(closed.verdict == .deny)
        let violated = closed.findings.filter { $0.outcome == .violated }.map(\.rule)
        #expect(violated == ["vulnerabilities"])
    }
}

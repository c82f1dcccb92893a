import Foundation
import Governance
import Ledger
import LedgerSQLite
import Operations
import Testing
import Tracking
import Transparency

/// The bytes of one record of each kind that only servers write, which never change.
@Suite struct GoldenServerRecords {
    static let kinds = Set(golden.keys)

    /// A story in which each kind of record is written once.
    private func records() async throws -> [RecordKind: String] {
        let file = FileManager.default.temporaryDirectory.path + "/golden-\(UUID()).sqlite"
        defer { try? FileManager.default.removeItem(atPath: file) }
        let test = try TestPlatform(
            uploadLimits: ArtifactStory.limits,
            tracking: try await TrackingStore(
                try SQLiteTrackingDatabase(path: file), root: ArtifactRoot(), nowMilliseconds: 1))
        let admin = Actor.signed("ada", "administrator")
        let bytes = Array("weights".utf8)
        _ = try await test.platform.perform(
            UploadArtifact(
                digest: Digest(of: bytes), workspace: .standard, start: .whole,
                source: ArtifactStory.source(bytes), by: .signed("tom", "contributor")))
        let added = try await test.platform.perform(
            AddWebhook(
                url: "https://example.org/hook",
                kinds: RecordKind.aboutVersions.subtracting([.versionRecalled, .versionTakenIn]),
                by: admin))
        try await test.platform.perform(RemoveWebhook(id: added.id, by: admin))
        try await endRun(on: test.platform)
        try await name(versionOn: test.platform)
        let hook = try await test.platform.perform(
            SetRegistryWebhook(
                AskedRegistryWebhook(
                    name: "a", url: "https://example.org/hook",
                    kinds: [.promptCreated, .modelVersionAliasCreated]), by: admin))
        try await test.platform.perform(DeleteRegistryWebhook(id: hook.id, by: admin))
        let size = try await test.recordCount()
        return try Dictionary(
            await test.platform.store.records(in: 0..<size).map { bytes in
                let kind = try #require(RecordKind(rawValue: Record(parsing: bytes).kind))
                return (kind, String(decoding: bytes, as: UTF8.self))
            }, uniquingKeysWith: { first, _ in first })
    }

    private func endRun(on platform: Platform) async throws {
        let tom = Actor.signed("tom", "contributor")
        let run = try await platform.perform(
            CreateRun(
                experiment: "0", name: "first", user: "tom", startedMilliseconds: 5, tags: [],
                by: tom))
        _ = try await platform.perform(
            ChangeRun(
                run: run.info.id,
                change: .update(status: .finished, endedMilliseconds: 9, name: nil), by: tom))
    }

    private func name(versionOn platform: Platform) async throws {
        let tom = Actor.signed("tom", "contributor")
        _ = try await platform.perform(
            CreateRegisteredModel(
                name: "Credit", workspace: .standard, modelDescription: "", tags: [], by: tom))
        _ = try await platform.perform(
            CreateModelVersion(
                NewModelVersion(
                    name: "Credit", source: "s3://models/credit", runID: nil, runLink: nil,
                    modelID: nil, user: "tom", description: "", tags: []), by: tom))
        try await platform.perform(
            SetModelAlias(name: "Credit", alias: "best", number: "1", by: tom))
        try await platform.perform(
            SetModelAlias(name: "Credit", alias: "best", number: nil, by: tom))
        _ = try await platform.perform(
            ChangeModelVersion(
                name: "Credit", number: "1",
                change: .move(to: .archived, archivesOthers: false), by: tom))
    }

    @Test func `each kind of record has the bytes it always had`() async throws {
        let records = try await records()
        for kind in Self.kinds { #expect(records[kind] == Self.golden[kind]) }
    }

    @Test(arguments: kinds)
    func `a record that was written once is read for ever`(kind: RecordKind) throws {
        let record = try Record(parsing: Array(#require(Self.golden[kind]).utf8))
        #expect(record.kind == kind.rawValue)
    }

    private static let golden: [RecordKind: String] = [
        .aliasSet: #"""
        {"at":"2026-09-21T14:13:20.000Z","body":{"alias":"best","decision":null,"name":"Credit",\#
        "number":"1","version":"model:credit@1","workspace":"default"},"by":"p:tom",\#
        "grade":"verified","kind":"alias_set","number":9,"v":1,"writer":"test"}
        """#,
        .aliasRemoved: #"""
        {"at":"2026-09-21T14:13:20.000Z","body":{"alias":"best","name":"Credit",\#
        "workspace":"default"},"by":"p:tom","grade":"verified","kind":"alias_removed",\#
        "number":10,"v":1,"writer":"test"}
        """#,
        .stageChanged: #"""
        {"at":"2026-09-21T14:13:20.000Z","body":{"decision":null,"name":"Credit","number":"1",\#
        "stage":"Archived","version":"model:credit@1","workspace":"default"},"by":"p:tom",\#
        "grade":"verified","kind":"stage_changed","number":11,"v":1,"writer":"test"}
        """#,
        .artifactKept: #"""
        {"at":"2026-09-21T14:13:20.000Z","body":{"bytes":7,\#
        "digest":"sha256:9a129038d9a00aed0cf6a7ea059ca50a813449061ab87848cf1a13eafdf33b2c",\#
        "workspace":"default"},"by":"p:tom","grade":"verified","kind":"artifact_kept",\#
        "number":1,"v":1,"writer":"test"}
        """#,
        .webhookAdded: #"""
        {"at":"2026-09-21T14:13:20.000Z","body":{"kinds":["evidence_added","finding_waived",\#
        "release_signed","version_approved","version_judged","version_registered",\#
        "version_scanned"],\#
        "origin":"https://example.org","webhook":"wh_0101010101010101"},"by":"p:ada",\#
        "grade":"verified","kind":"webhook_added","number":2,"v":1,"writer":"test"}
        """#,
        .runFinished: #"""
        {"at":"2026-09-21T14:13:20.000Z","body":{\#
        "digest":"sha256:013aa30ed16ef7a40e85d567fcb380b000602bb8bf910b40ac6be62258adccc7",\#
        "experiment":"0","run":"01010101010101010101010101010101","status":"finished",\#
        "workspace":"default"},"by":"p:tom","grade":"verified","kind":"run_finished","number":4,\#
        "v":1,"writer":"test"}
        """#,
        .webhookRemoved: #"""
        {"at":"2026-09-21T14:13:20.000Z","body":{"webhook":"wh_0101010101010101"},"by":"p:ada",\#
        "grade":"verified","kind":"webhook_removed","number":3,"v":1,"writer":"test"}
        """#,
        .registryWebhookSet: #"""
        {"at":"2026-09-21T14:13:20.000Z","body":{"active":true,\#
        "events":["model_version_alias.created","prompt.created"],"origin":"https://example.org",\#
        "webhook":"01010101010101010101010101010101"},"by":"p:ada",\#
        "grade":"verified","kind":"registry_webhook_set","number":12,"v":1,"writer":"test"}
        """#,
        .registryWebhookRemoved: #"""
        {"at":"2026-09-21T14:13:20.000Z","body":{"webhook":"01010101010101010101010101010101"},\#
        "by":"p:ada","grade":"verified","kind":"registry_webhook_removed","number":13,"v":1,"writer":"test"}
        """#,
    ]
}

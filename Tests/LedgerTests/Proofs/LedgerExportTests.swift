import Foundation
import Testing
import Transparency

@testable import Ledger

@Suite struct LedgerExportTests {
    private func export(
        _ store: any LedgerStore, to folder: TemporaryFolder
    ) async throws -> Checkpoint {
        try await LedgerExport(store: store).write(to: folder.file("log"))
    }

    private func verify(
        _ checkpoint: Checkpoint, in folder: TemporaryFolder
    ) throws -> TileTreeVerifier.Report {
        try TileTreeVerifier.verify(checkpoint) { path in
            FileManager.default.contents(atPath: folder.file("log/\(path)")).map(Array.init)
        }
    }

    @Test(arguments: [1, 255, 256, 257, 700])
    func `another reader finds every record and the signed root`(_ size: Int) async throws {
        let folder = try TemporaryFolder()
        let store = MemoryStore()
        let batch = try TestLedger.batch(after: .empty, records: TestLedger.records(size))
        _ = try await store.append(batch, expecting: .empty)
        let checkpoint = try await export(store, to: folder)
        let text = try String(contentsOfFile: folder.file("log/checkpoint"), encoding: .utf8)
        let signed = try VerifiedCheckpoint(
            SignedNote(parsing: text), verifiers: [TestLedger.signer().verifier])
        #expect(signed.checkpoint == checkpoint && checkpoint.size == size)
        let report = try verify(checkpoint, in: folder)
        #expect(report.isIntact && report.recordCount == size)
    }

    @Test func `a longer ledger is written over a shorter one`() async throws {
        let folder = try TemporaryFolder()
        let store = MemoryStore()
        var head = LedgerHead.empty
        for part in [200, 300] {
            let batch = try TestLedger.batch(after: head, records: TestLedger.records(part))
            head = try await store.append(batch, expecting: head)
            let checkpoint = try await export(store, to: folder)
            #expect(try verify(checkpoint, in: folder).isIntact)
        }
    }

    @Test func `nothing signed is nothing to export`() async throws {
        let folder = try TemporaryFolder()
        await #expect(throws: ExportError.notSigned) { try await export(MemoryStore(), to: folder) }
        #expect(!FileManager.default.fileExists(atPath: folder.file("log/checkpoint")))
    }

    @Test func `a folder that cannot be made is named`() async throws {
        let folder = try TemporaryFolder()
        #expect(FileManager.default.createFile(atPath: folder.file("log"), contents: nil))
        let store = MemoryStore()
        let batch = try TestLedger.batch(after: .empty, records: TestLedger.records(1))
        _ = try await store.append(batch, expecting: .empty)
        await #expect {
            try await export(store, to: folder)
        } throws: { error in
            guard case ExportError.cannotWrite(let path, _) = error else { return false }
            return path.contains("log/tile")
        }
    }
}

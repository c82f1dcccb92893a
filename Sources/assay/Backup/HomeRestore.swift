import Foundation
import Ledger
import LedgerPostgres
import LedgerSQLite
import Operations
import Transparency

/// Makes a home, and the ledger's database, from a backup.
///
/// INVARIANT: the home is there whole or not at all: it is laid out beside, audited, and renamed.
struct HomeRestore {
    let archive: String
    let home: String
    /// Where the ledger goes; `nil` for the home's own file.
    let database: String?
    /// Checkpoints that the ledger must continue, besides the one in the backup.
    let checkpoints: [SignedNote]

    func run() async throws -> BackupManifest {
        try refuseFullHome()
        let work = try WorkFolder(beside: home)
        let manifest = try extract(into: work.path)
        let ledger = "\(work.path)/\(BackupEntry.ledgerName)"
        let check = try check(manifest, in: work.path)
        let head = try await check.head(of: ledger, named: "the backup's ledger")
        guard head.size == manifest.size, head.root == manifest.root else {
            throw Failure.fault("damaged_backup", "`\(archive)` holds another ledger than it says")
        }
        if let database {
            try await fill(database, from: ledger, check)
            try settle(in: work.path)
        } else if !manifest.hasReadModels {
            try await rebuild(ledger)
        }
        try work.rename(to: home)
        return manifest
    }

    private func refuseFullHome() throws(Failure) {
        guard FileBytes.exists(home) else { return }
        guard let inside = try? FileManager.default.contentsOfDirectory(atPath: home),
            inside.isEmpty
        else {
            throw .refused(
                "not_empty",
                "`\(home)` is not empty; restore into a folder that is, or is not there")
        }
    }

    /// Lays the files out; the archive is known to be whole when this is done.
    private func extract(into folder: String) throws -> BackupManifest {
        let reader = try ArchiveReader(path: archive)
        guard try reader.next()?.name == BackupManifest.name else { throw unknownFile }
        let manifest = try BackupManifest(
            parsing: try reader.bytes(upTo: BackupManifest.byteCountMax))
        while let entry = try reader.next() {
            guard let kind = BackupEntry(entry.name) else { throw unknownFile }
            let path = "\(folder)/\(entry.name)"
            try FileBytes.makeFolder((path as NSString).deletingLastPathComponent)
            let isPrivate = [.privateKey, .ledger, .tracking].contains(kind)
            let digest = try reader.extract(to: path, isPrivate: isPrivate)
            if case .blob(let named) = kind, named != digest { throw unknownFile }
        }
        return manifest
    }

    private var unknownFile: Failure {
        .fault("damaged_backup", "`\(archive)` is no backup of assay, or a damaged one")
    }

    private func check(_ manifest: BackupManifest, in folder: String) throws -> LedgerCheck {
        let file = "\(folder)/keys/log.pub"
        let text = String(decoding: try FileBytes.read(file), as: UTF8.self)
        guard let line = text.split(separator: "\n").first,
            let key = try? NoteVerifier(String(line))
        else { throw unknownFile }
        let own = try KeptCheckpoint(path: folder).note().map { [$0] } ?? []
        return LedgerCheck(origin: manifest.origin, key: key, checkpoints: own + checkpoints)
    }

    private func rebuild(_ ledger: String) async throws {
        do {
            let store = try SQLiteStore(path: ledger)
            defer { store.close() }
            try await remakeReadModels(of: store)
        } catch let error as LedgerError {
            throw Failure(error)
        }
    }

    private func remakeReadModels(of store: any LedgerStore) async throws {
        do {
            _ = try await ReadModelRebuild(
                store: store, projection: GovernanceProjection.projection, writer: "restore"
            ).run()
        } catch .ledger(let error) {
            throw Failure(error)
        } catch {
            throw Failure.fault("not_rebuilt", "\(error)")
        }
    }

    /// Writes the ledger into an empty database, all of it or nothing.
    private func fill(
        _ database: String, from ledger: String, _ check: LedgerCheck
    ) async throws {
        do {
            let source = try SQLiteStore(path: ledger)
            defer { source.close() }
            try await PostgresStore.writing(atOnce: database) { store in
                try await LedgerCopy(
                    from: source, into: store, tables: ReadModel.kept, writer: check.origin
                ).run()
                try await remakeReadModels(of: store)
                _ = try await check.head(of: store, named: "the ledger in the database")
            }
        } catch let error as LedgerError {
            throw Failure(error)
        }
    }

    /// The ledger is in the database, and the home says so.
    private func settle(in folder: String) throws {
        for suffix in ["", "-wal", "-shm"] {
            let file = "\(folder)/\(BackupEntry.ledgerName)\(suffix)"
            if FileBytes.exists(file) { try FileManager.default.removeItem(atPath: file) }
        }
        try HomeStore.mark(folder)
    }
}

import Foundation
import Ledger
import LedgerPostgres
import LedgerSQLite
import Operations
import Tracking
import Transparency

/// Writes a home and its ledger, as they stand at one moment, into one file.
struct HomeBackup {
    let home: Home
    let includesKeys: Bool

    /// Copies the ledger, audits the copy, writes it with the home's files, and audits it again as
    /// it is read back, before the file gets its name.
    func write(to file: String) async throws -> BackupManifest {
        let work = try WorkFolder(beside: file)
        let copy = "\(work.path)/\(BackupEntry.ledgerName)"
        // Before the ledger, so that it names no version that the ledger has not.
        let tracking = try copyTracking(into: work.path)
        try await home.copyLedger(to: copy)
        let check = try self.check
        let head = try await check.head(of: copy, named: "the ledger")
        let manifest = BackupManifest(
            createdAt: home.platform.now(), origin: home.origin, size: head.size, root: head.root,
            hasKeys: includesKeys, hasReadModels: home.database == nil)
        let archive = try ArchiveWriter(path: file)
        try archive.add(manifest.json.canonicalBytes, as: BackupManifest.name)
        try archive.add(file: copy, as: BackupEntry.ledgerName)
        if let tracking { try archive.add(file: tracking, as: BackupEntry.trackingName) }
        if let note = head.checkpoint {
            try archive.add(Array(note.utf8), as: BackupEntry.checkpointName)
        }
        try addFiles(to: archive)
        try archive.seal()
        try await readBack(archive.partial, as: manifest, in: work, check)
        try archive.keep()
        return manifest
    }

    private var check: LedgerCheck {
        get throws {
            LedgerCheck(
                origin: home.origin, key: home.platform.keys.log,
                checkpoints: try KeptCheckpoint(path: home.path).note().map { [$0] } ?? [])
        }
    }

    /// - Returns: The copy; `nil` when nothing is tracked in a file.
    private func copyTracking(into folder: String) throws(Failure) -> String? {
        let file = "\(home.path)/\(BackupEntry.trackingName)"
        guard home.database == nil, FileBytes.exists(file) else { return nil }
        let copy = "\(folder)/\(BackupEntry.trackingName)"
        do throws(TrackingError) {
            try SQLiteTrackingDatabase.copy(file, to: copy)
        } catch { throw Failure(error) }
        return copy
    }

    private func addFiles(to archive: ArchiveWriter) throws {
        let keys = BackupEntry.publicKeys + (includesKeys ? BackupEntry.privateKeys : [])
        for name in keys { try archive.add(file: "\(home.path)/\(name)", as: name) }
        for folder in BackupEntry.textFolders {
            for name in try names(in: folder) {
                try archive.add(file: "\(home.path)/\(name)", as: name)
            }
        }
        for name in try names(in: BackupEntry.blobFolder) {
            guard case .blob(let digest) = BackupEntry(name) else { continue }
            guard try archive.add(file: "\(home.path)/\(name)", as: name) == digest else {
                throw Failure.fault(
                    "damaged_blob", "the bytes kept for `\(digest)` are not those any more")
            }
        }
    }

    /// The files of a folder of the home, by their place in it, but for what is being written.
    private func names(in folder: String) throws(Failure) -> [String] {
        let path = "\(home.path)/\(folder)"
        guard FileBytes.exists(path) else { return [] }
        guard let inside = FileManager.default.enumerator(atPath: path) else {
            throw .fault("unreadable", "cannot list `\(path)`")
        }
        // What others write meanwhile may be gone when it is looked at.
        return inside.compactMap { $0 as? String }
            .filter { !$0.hasSuffix("~") && FileBytes.isFile("\(path)/\($0)") }
            .sorted().map { "\(folder)/\($0)" }
    }

    private func readBack(
        _ file: String, as manifest: BackupManifest, in work: WorkFolder, _ check: LedgerCheck
    ) async throws {
        let archive = try ArchiveReader(path: file)
        let copy = "\(work.path)/read-back.sqlite"
        while let entry = try archive.next() {
            guard entry.name == BackupEntry.ledgerName else { continue }
            try archive.extract(to: copy, isPrivate: true)
        }
        let head = try await check.head(of: copy, named: "the backup as it was read back")
        guard head.size == manifest.size, head.root == manifest.root else {
            throw Failure.fault(
                "damaged_backup", "the backup as it was read back is not the ledger")
        }
    }
}

extension Home {
    /// Writes the ledger as it stands at one moment into a new SQLite file; from PostgreSQL without
    /// what the records make again.
    fileprivate func copyLedger(to file: String) async throws {
        do {
            if let store = platform.store as? SQLiteStore { return try await store.copy(to: file) }
            guard let database else { return }
            let copy = try SQLiteStore(path: file)
            defer { copy.close() }
            try await PostgresStore.reading(atOneMoment: database) { store in
                try await LedgerCopy(
                    from: store, into: copy, tables: ReadModel.kept, writer: origin
                ).run()
            }
        } catch let error as LedgerError {
            throw Failure(error)
        }
    }
}

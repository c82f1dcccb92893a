import Ledger
import LedgerPostgres
import LedgerSQLite
import Operations
import Transparency

#if canImport(Glibc)
import Glibc
#endif

/// Where a home keeps its ledger: in a file of its own, or in a PostgreSQL that many servers share.
///
/// INVARIANT: a home's key signs one ledger only. So a home stays with the kind of store it began
/// with, and a database belongs to the home whose key signed its checkpoint.
struct HomeStore {
    let files: HomeFiles
    /// A libpq connection string; `nil` for the home's own file.
    let database: String?

    func open() async throws -> any LedgerStore {
        guard let database else { return try openFile() }
        guard !FileBytes.exists(files.database) else {
            throw Failure.fault(
                "other_store",
                "this home keeps its ledger in `\(files.database)`; unset ASSAY_DATABASE, or move "
                    + "it with `assay backup` and `assay restore`")
        }
        let store: PostgresStore
        do {
            store = try await PostgresStore(conninfo: database)
            try await check(store.head())
        } catch let error as LedgerError {
            throw Failure(error)
        }
        try Self.mark(files.path)
        return store
    }

    /// Says in a home that its ledger is in PostgreSQL.
    static func mark(_ home: String) throws(Failure) {
        try FileBytes.keep(Array("PostgreSQL\n".utf8), at: HomeFiles.databaseMark(in: home))
    }

    private func openFile() throws -> any LedgerStore {
        guard !FileBytes.exists(HomeFiles.databaseMark(in: files.path)) else {
            throw Failure.fault(
                "other_store",
                "this home keeps its ledger in PostgreSQL; set ASSAY_DATABASE to its address")
        }
        do {
            return try SQLiteStore(path: files.database)
        } catch {
            throw Failure(Self.cause(of: error, in: files.path))
        }
    }

    /// - Throws: A fault when the database holds another home's ledger, or none any more.
    private func check(_ head: LedgerHead) throws(Failure) {
        let own = files.signer.name
        guard let text = head.checkpoint else {
            guard try KeptCheckpoint(path: files.path).note() == nil else {
                throw .fault(
                    "empty_database",
                    "the database is empty, and this home has seen its ledger before; is it the "
                        + "right database?")
            }
            return
        }
        guard let origin = text.split(separator: "\n").first, origin != own else { return }
        throw .fault(
            "other_ledger",
            "the database holds the ledger of `\(origin)`, and the key in this home is that of "
                + "`\(own)`; use the home that belongs to it")
    }

    /// SQLite maps a small file beside the database before it reads; that fails on a full disk as
    /// any other input or output does.
    private static func cause(of error: LedgerError, in path: String) -> LedgerError {
        var disk = statvfs()
        guard case .inputOutput = error, statvfs(path, &disk) == 0,
            disk.f_bavail * disk.f_frsize < 64 << 10
        else { return error }
        return .full
    }
}

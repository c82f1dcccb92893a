import LedgerPostgres
import LedgerSQLite
import Operations
import Tracking
import Transparency

/// Where a home keeps what is tracked: in a file beside the ledger's, or in the same PostgreSQL.
struct TrackingHome {
    let files: HomeFiles
    /// A libpq connection string; `nil` for the home's own file.
    let database: String?

    /// - Returns: `nil` when nothing is to be tracked.
    func open(_ root: ArtifactRoot?) async throws -> TrackingStore? {
        guard let root else { return nil }
        do throws(TrackingError) {
            return try await TrackingStore(
                opened(), root: root, nowMilliseconds: Home.now().milliseconds)
        } catch {
            throw Failure(error)
        }
    }

    /// What a server of this home keeps track of; `nil` when there never was one.
    func openExisting() async throws -> TrackingStore? {
        guard database != nil || FileBytes.exists(files.tracking) else { return nil }
        return try await open(ArtifactRoot())
    }

    private func opened() async throws(TrackingError) -> any TrackingDatabase {
        if let database { return try await PostgresTrackingDatabase(conninfo: database) }
        return try SQLiteTrackingDatabase(path: files.tracking)
    }
}

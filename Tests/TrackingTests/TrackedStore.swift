import Foundation
import Governance
import LedgerSQLite
import Testing

@testable import LedgerPostgres
@testable import Tracking

/// The stores that rules are checked on: SQLite always, PostgreSQL where there is one.
enum TrackedStore: String, CaseIterable, Sendable {
    case sqlite, postgres

    static let conninfo = ProcessInfo.processInfo.environment["ASSAY_TEST_POSTGRES"]
    static let available: [TrackedStore] =
        conninfo == nil ? [.sqlite] : [.sqlite, .postgres]
    static let everywhere = TrackingReach(readable: .all, writable: .all)

    /// Calls `body` with an empty store.
    func withStore(_ body: (TrackingStore) async throws -> Void) async throws {
        switch self {
        case .sqlite:
            let folder = FileManager.default.temporaryDirectory.path + "/tracked-\(UUID())"
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let store = try await TrackingStore(
                try SQLiteTrackingDatabase(path: folder + "/t.sqlite"), root: ArtifactRoot(),
                nowMilliseconds: 1)
            try await body(store)
            await store.close()
        case .postgres:
            let schema = "t" + UUID().uuidString.lowercased().replacing("-", with: "")
            let conninfo = Self.conninfo ?? ""
            let session = try PostgresSession(conninfo: conninfo, library: .load())
            try session.execute("CREATE SCHEMA \(schema)")
            defer {
                _ = try? session.execute(
                    "DROP SCHEMA \(schema) CASCADE; DROP SCHEMA \(schema)_tracking CASCADE")
            }
            let store = try await TrackingStore(
                try await PostgresTrackingDatabase(
                    conninfo: "\(conninfo) application_name=\(schema) "
                        + "options='-c search_path=\(schema)'", readerCount: 2),
                root: ArtifactRoot(), nowMilliseconds: 1)
            try await body(store)
            await store.close()
        }
    }
}

extension TrackingStore {
    /// A run of the standard experiment, or of another.
    func begin(_ id: String, in experiment: String = "0", at time: Int64 = 1) async throws -> Run {
        try await write { session throws(TrackingError) in
            try session.createRun(
                NewRun(
                    id: id, experiment: experiment, name: "", user: "u",
                    startedMilliseconds: time, tags: []), orNamed: "calm-heron-1",
                within: TrackedStore.everywhere)
        }
    }

    func log(_ entries: LogEntries, to id: String) async throws {
        let first = FirstQuestion.logging(entries, to: id, within: TrackedStore.everywhere)
        try await write(asking: first) { session throws(TrackingError) in
            try session.log(entries, to: id, within: TrackedStore.everywhere)
        }
    }

    func whole(_ id: String, within reach: TrackingReach = TrackedStore.everywhere) async throws
        -> Run?
    {
        try await search { session throws(TrackingError) in
            let place = try session.place(ofRun: id, within: reach)
            return try session.runs(at: [place.number], within: reach).first
        }
    }

    func found(
        _ filter: String, orders: [String] = [], view: StageView = .active, limit: Int = 100,
        start: String? = nil, experiments: [String] = ["0"],
        within reach: TrackingReach = TrackedStore.everywhere
    ) async throws -> (ids: [String], next: String?) {
        let asked = try RunSearch(
            experiments: experiments, filter: filter, orders: orders, view: view, limit: limit,
            start: start)
        return try await search(settling: .all) { session throws(TrackingError) in
            let page = try session.places(asked, within: reach)
            let runs = try session.runs(at: page.found.map(\.number), within: reach)
            let ids = Dictionary(uniqueKeysWithValues: runs.map { ($0.info.number, $0.info.id) })
            return (page.found.compactMap { ids[$0.number] }, page.next?.description)
        }
    }
}

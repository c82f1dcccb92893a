package import Governance
import Synchronization

/// All that is tracked: experiments, their runs and what those logged.
///
/// It is apart from the ledger, for there is more of it by orders of magnitude than of decisions; the
/// ledger has one record of each run that ended.
package final class TrackingStore: Sendable {
    private let database: any TrackingDatabase
    private let writer: GroupWriter
    package let root: ArtifactRoot
    let workspaces = Mutex<[Int64: Workspace]>([:])
    let estimates = CountEstimates()
    let settling = SharedAnswer<Void, TrackingError>()
    let modelPages = SharedAnswers<
        RegisteredModelsPage, SearchPage<RegisteredModel>, TrackingError
    >()

    /// Makes what is not there yet: the tables and the standard experiment.
    package init(
        _ database: any TrackingDatabase, root: ArtifactRoot, nowMilliseconds: Int64
    ) async throws(TrackingError) {
        self.database = database
        self.root = root
        writer = GroupWriter(database)
        try await write { session throws(TrackingError) in
            try session.addStandardExperiment(at: nowMilliseconds)
        }
    }

    package func close() async { await database.close() }

    /// Reads what an index leads to.
    package func read<Value: Sendable>(
        asking first: FirstQuestion = .unknown,
        _ body: @escaping @Sendable (TrackingSession) throws(TrackingError) -> Value
    ) async throws(TrackingError) -> Value {
        try await database.readQuickly(asking: first.queries) { connection throws(TrackingError) in
            try body(TrackingSession(self, connection))
        }
    }

    /// Reads what may have to look at much.
    package func search<Value: Sendable>(
        _ body: @escaping @Sendable (TrackingSession) throws(TrackingError) -> Value
    ) async throws(TrackingError) -> Value {
        try await database.read { connection throws(TrackingError) in
            try body(TrackingSession(self, connection))
        }
    }

    /// Writes, and answers once it is durable; `body` may run several times.
    ///
    /// `first`: What `body` asks first, if anything: it may have been asked, and so done, before.
    ///
    /// `isAlone`: Whether it shares its transaction with nobody.
    @discardableResult
    package func write<Value: Sendable>(
        asking first: FirstQuestion = .unknown, isAlone: Bool = false,
        _ body: @escaping @Sendable (TrackingSession) throws(TrackingError) -> Value
    ) async throws(TrackingError) -> Value {
        try await writer.write(asking: first.queries, isAlone: isAlone) {
            connection throws(TrackingError) in
            try body(TrackingSession(self, connection, isWriting: true))
        }
    }
}

/// A look at what is tracked, or a change of it, in one transaction.
package struct TrackingSession {
    let store: TrackingStore
    let connection: any SQLConnection
    /// Whether it sees what may never be committed, and so is nothing to be remembered.
    let isWriting: Bool

    init(_ store: TrackingStore, _ connection: any SQLConnection, isWriting: Bool = false) {
        self.store = store
        self.connection = connection
        self.isWriting = isWriting
    }
}

/// Where somebody may look, and where they may log.
package struct TrackingReach: Sendable, Hashable {
    package let readable: WorkspaceSet
    package let writable: WorkspaceSet

    package init(readable: WorkspaceSet, writable: WorkspaceSet) {
        self.readable = readable
        self.writable = writable
    }

    /// Where something is that says no place itself: where the caller may log, if that is one
    /// workspace.
    package var ownWorkspace: Workspace { writable.own }

    /// - Throws: `missing` when the workspace may not be seen.
    func requireReading(
        _ workspace: Workspace, orElse missing: @autoclosure () -> TrackingRefusal
    ) throws(TrackingError) {
        guard readable.contains(workspace) else { throw .refused(missing()) }
    }

    func requireLogging(
        _ workspace: Workspace, orElse missing: @autoclosure () -> TrackingRefusal
    ) throws(TrackingError) {
        try requireReading(workspace, orElse: missing())
        guard writable.contains(workspace) else { throw .refused(.mayNotLog) }
    }
}

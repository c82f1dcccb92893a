import Governance
package import Tracking

extension Platform {
    /// What is tracked.
    ///
    /// - Throws: A fault where nothing is: only servers track.
    func tracked() throws(Failure) -> TrackingStore {
        guard let tracking else {
            throw .fault("not_tracked", "runs are tracked by a server; start one: `assay serve`")
        }
        return tracking
    }
}

extension Actor {
    /// Where it may look at runs, and where it may log.
    package var reach: TrackingReach {
        TrackingReach(readable: workspaces(for: .readRuns), writable: workspaces(for: .logRuns))
    }
}

extension Failure {
    /// INVARIANT: what does not fit is a fault of the one who sent it, and no refusal: nothing of it
    /// is worth a record.
    package init(_ error: TrackingError) {
        switch error {
        case .refused(.missing(let sentence)): self = .fault("unknown_tracked", sentence)
        case .refused(.exists(let sentence)): self = .fault("tracked_already", sentence)
        case .refused(.invalid(let sentence)): self = .fault("bad_tracking", sentence)
        case .refused(.mayNotLog): self = .notAllowed(.logRuns)
        case .failed(.busy): self = .fault("busy", "the database of runs is busy; try again")
        case .failed(.full): self = .fault("no_room", "the disk with the runs is full")
        case .failed(.unavailable(let reason)):
            self = .fault("not_tracked_now", "the database of runs is not there: \(reason)")
        case .failed(.broken(let reason)):
            self = .fault("damaged_tracking", "the database of runs failed: \(reason)")
        case .failed(.unknownOutcome(let reason)):
            self = .fault(
                "not_tracked_now",
                "it is not known whether that was kept, for the database failed: \(reason)")
        }
    }
}

extension Failure {
    /// Reads what a client asks for, with what is wrong as everybody says it.
    package static func tracking<Value>(
        _ body: () throws(TrackingError) -> Value
    ) throws(Failure) -> Value {
        do { return try body() } catch { throw Failure(error) }
    }
}

extension TrackingStore {
    /// For operations: reads, with what goes wrong as everybody says it.
    func reading<Value: Sendable>(
        asking first: FirstQuestion = .unknown,
        _ body: @escaping @Sendable (TrackingSession) throws(TrackingError) -> Value
    ) async throws(Failure) -> Value {
        do { return try await read(asking: first, body) } catch { throw Failure(error) }
    }

    func searching<Value: Sendable>(
        _ body: @escaping @Sendable (TrackingSession) throws(TrackingError) -> Value
    ) async throws(Failure) -> Value {
        do { return try await search(body) } catch { throw Failure(error) }
    }

    func searching<Value: Sendable>(
        settling extent: SettledExtent,
        _ body: @escaping @Sendable (TrackingSession) throws(TrackingError) -> Value
    ) async throws(Failure) -> Value {
        do { return try await search(settling: extent, body) } catch { throw Failure(error) }
    }

    @discardableResult
    func writing<Value: Sendable>(
        asking first: FirstQuestion = .unknown,
        _ body: @escaping @Sendable (TrackingSession) throws(TrackingError) -> Value
    ) async throws(Failure) -> Value {
        do { return try await write(asking: first, body) } catch { throw Failure(error) }
    }
}

import Ledger
import Operations
import Transparency

extension Home {
    func audit(against files: [String]) async throws -> AuditReport {
        var kept = try files.map(KeptCheckpoint.note(in:))
        if let own = try KeptCheckpoint(path: path).note() { kept.append(own) }
        let audit = LedgerAudit(
            store: platform.store, origin: origin, verifiers: [platform.keys.log],
            keptCheckpoints: kept)
        return try await Failure.ledger { () throws(LedgerError) in try await audit.run() }
    }

    func receipt(of index: Int) async throws -> LogProof {
        do {
            return try await LedgerProver(store: platform.store).receipt(of: index)
        } catch .ledger(let error) {
            throw Failure(error)
        } catch {
            throw Failure.fault("no_proof", "\(error)")
        }
    }

    func rebuild() async throws -> RebuildReport {
        do {
            return try await modelRebuild.run()
        } catch .ledger(let error) {
            throw Failure(error)
        } catch {
            throw Failure.fault("not_rebuilt", "\(error)")
        }
    }

    func compareReadModels() async throws -> RebuildReport {
        do {
            return try await modelRebuild.check()
        } catch .ledger(let error) {
            throw Failure(error)
        } catch {
            throw Failure.fault("not_compared", "\(error)")
        }
    }

    private var modelRebuild: ReadModelRebuild {
        ReadModelRebuild(
            store: platform.store, projection: GovernanceProjection.projection, writer: origin)
    }

    func export(to folder: String) async throws -> Checkpoint {
        do {
            return try await LedgerExport(store: platform.store).write(to: folder)
        } catch .ledger(let error) {
            throw Failure(error)
        } catch {
            throw Failure.fault("not_exported", "\(error)")
        }
    }

    func records(from start: Int?, count: Int) async throws -> [(index: Int, json: JSON)] {
        let store = platform.store
        return try await Failure.ledger { () throws(LedgerError) in
            let size = try await store.head().size
            let first = min(start ?? max(0, size - count), size)
            let range = first..<min(size, first + count)
            let records = try await store.records(in: range)
            return zip(range, records).map { index, bytes in
                (index, (try? JSON(parsing: bytes)) ?? .string("unreadable"))
            }
        }
    }
}

extension Failure {
    /// The ledger's errors as failures.
    static func ledger<Value>(
        _ work: () async throws(LedgerError) -> Value
    ) async throws(Failure) -> Value {
        do {
            return try await work()
        } catch {
            throw Failure(error)
        }
    }
}

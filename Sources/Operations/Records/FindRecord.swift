package import Governance
import Ledger
import Transparency

/// Finds the record that a person means: a version's release or registration, a decision's, or one
/// by its index.
///
/// A number alone is always an index; a decision whose digest begins with digits alone is named with
/// `sha256:` before it.
package struct FindRecord: Operation {
    package let target: String

    package let by: Actor

    /// An index needs the permission to read the whole ledger besides.
    package static let permission = Permission.readInventory
    package var object: OperationObject {
        VersionName(target).map { .subject($0.subject) } ?? .visible
    }

    package init(target: String, by: Actor) {
        self.target = target
        self.by = by
    }

    package struct Found: Sendable {
        /// From 0.
        package let index: Int
        package let what: String

        package init(index: Int, what: String) {
            self.index = index
            self.what = what
        }
    }

    package func run(on platform: Platform) async throws -> Found {
        if let index {
            guard by.workspaces(for: .readLedger) == .all else {
                throw Failure.notAllowed(.readLedger)
            }
            return try await record(at: index, on: platform)
        }
        if let version = VersionName(target) {
            return try await record(of: version, on: platform)
        }
        let decision = try await RecordedDecision.find(
            target, in: by.workspaces(for: Self.permission), on: platform)
        let row = try await platform.store.row(.decisions, decision.id.description)
        return Found(index: Int(row?.order ?? 0), what: "decision \(decision.id)")
    }

    private var index: Int? {
        target.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            ? Int(target) : nil
    }

    private func record(at index: Int, on platform: Platform) async throws -> Found {
        let size: Int
        do { size = try await platform.store.head().size } catch { throw Failure(error) }
        guard index < size else {
            let decision =
                target.utf8.count < RecordedDecision.digitCountMin
                ? "" : "; a decision that begins with these digits is named `sha256:\(target)`"
            throw Failure.fault(
                "no_proof",
                "there is no record \(index); the ledger has \(size), numbered from 0" + decision)
        }
        return Found(index: index, what: "record \(index)")
    }

    private func record(of version: VersionName, on platform: Platform) async throws -> Found {
        _ = try await platform.store.version(version)
        let name = version.description
        let released = try await platform.store.rows(
            .releases, where: ["version": name], limit: 1)
        if let row = released.first {
            return Found(index: Int(row.order), what: "release of \(name)")
        }
        let row = try await platform.store.row(.versions, name)
        return Found(index: Int(row?.order ?? 0), what: "registration of \(name)")
    }
}

import SupplyChain
import Synchronization
import Transparency

/// A home's advisories, read again only when the file is another.
package final class AdvisoryShelf: Sendable {
    private struct Loaded: Sendable {
        let state: FileState
        let database: AdvisoryDatabase
        let basis: JSON
    }

    private let home: String?
    private let loaded = Mutex<Loaded?>(nil)

    /// - Parameter home: The home's folder; `nil` for a platform that has none, and no advisories.
    package init(home: String? = nil) { self.home = home }

    /// - Returns: The advisories, `nil` when none were imported, and by what is judged with them.
    /// - Throws: A fault when they are damaged.
    func current() throws(Failure) -> (advisories: AdvisoryDatabase?, basis: JSON) {
        let file = home.map { AdvisoryFile(in: $0) }
        guard let file, let state = file.state else { return (nil, ScanJudgement.basis(nil)) }
        if let known = loaded.withLock({ $0 }), known.state == state {
            return (known.database, known.basis)
        }
        guard let database = try file.load() else { return (nil, ScanJudgement.basis(nil)) }
        let basis = ScanJudgement.basis(database)
        loaded.withLock { $0 = Loaded(state: state, database: database, basis: basis) }
        return (database, basis)
    }
}

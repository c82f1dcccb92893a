import Synchronization

/// Verdicts by the advisories of one database, each found once: many lists name the same packages.
package final class DependencyVerdicts: Sendable {
    private struct Package: Hashable {
        let name: PackageName
        let version: Dependency.Version
        let ecosystem: Dependency.Ecosystem
    }

    package let database: AdvisoryDatabase
    private let known = Mutex<[Package: DependencyVerdict]>([:])
    /// Packages that are remembered; then all are forgotten.
    private static let countMax = 1 << 16

    package init(_ database: AdvisoryDatabase) { self.database = database }

    /// - Throws: ``DocumentError`` when the database was changed since it was written.
    func verdict(on dependency: Dependency) throws(DocumentError) -> DependencyVerdict {
        // Nothing is remembered of what no advisory is about: there is nothing to read.
        guard database.speaks(of: dependency.name) else {
            return database.verdict(on: dependency, known: [])
        }
        let package = Package(
            name: dependency.name, version: dependency.version, ecosystem: dependency.ecosystem)
        if let verdict = known.withLock({ $0[package] }) { return verdict }
        let verdict = try database.verdict(on: dependency)
        known.withLock { known in
            if known.count >= Self.countMax { known.removeAll() }
            known[package] = verdict
        }
        return verdict
    }
}

import Governance
import Ledger
import Transparency

// Packages stay in use for years, and what is known against them changes by the day.
extension AdmitVersion {
    /// Whether a package was released, and nobody looked at it with other advisories since.
    ///
    /// INVARIANT: a package is given out by the advisories and the licence policy of the moment.
    func isStillReleased(on platform: Platform) async throws -> Bool {
        let scan = try await scanOfToday(on: platform)
        guard try await platform.store.isReleased(version),
            let decision = try await platform.store.lastDecision(on: version)
        else { return false }
        return scan.map { $0.order < decision.order } ?? true
    }

    /// The scan's row, once what it found was judged by the rules of today.
    private func scanOfToday(on platform: Platform) async throws -> Row? {
        let scan = try await platform.store.row(.scans, version.description)
        let basis = try platform.rulebook.current().basis
        guard let scan, scan.document["basis"] != basis else { return scan }
        _ = try await platform.perform { turn in
            try await turn.refreshScan(of: self.version, by: self.by, on: platform)
        }
        return try await platform.store.row(.scans, version.description)
    }
}

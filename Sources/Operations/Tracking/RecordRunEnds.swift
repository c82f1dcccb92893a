import Tracking

/// Records the ends of runs that a server which stopped in between did not record.
package struct RecordRunEnds: Sendable {
    /// Who starts the server.
    package let by: PrincipalClaim

    private static let countMax = 1_000

    package init(by: PrincipalClaim) { self.by = by }

    /// Answers with the first failure; what is left is for the next start.
    package func run(on platform: Platform) async throws {
        let ids = try await platform.tracked().searching { session throws(TrackingError) in
            try session.unrecordedEnds(limit: Self.countMax)
        }
        for id in ids { try await RunEnd(run: id, by: .claimed(by)).record(on: platform) }
    }
}

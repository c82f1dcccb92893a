package import Governance
import Ledger

/// A person who is signed in ends all their other sessions, such as one left open elsewhere.
package struct EndOtherSessions: Operation {
    package let by: Actor

    package static let permission = Permission.useOwnAccount
    package var object: OperationObject { .ownAccount }

    package init(by: Actor) { self.by = by }

    /// - Returns: How many ended.
    package func run(on platform: Platform) async throws -> Int {
        guard case .authenticated(let caller, _) = by, case .session = caller.means else {
            throw Failure.refused("not_signed_in", "sessions are ended by who is signed in")
        }
        return try await platform.perform { turn in
            var count = 0
            for row in try await turn.rows(.sessions, where: ["principal": caller.id.text])
            where caller.means != .session(id: Session.id(ofKey: row.key)) {
                try turn.remove(table: row.table, key: row.key)
                count += 1
            }
            return count
        }.value
    }
}

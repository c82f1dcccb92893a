package import Governance
import Ledger
import Transparency

/// Gives a principal these grants, in place of those it has.
package struct GrantRoles: Operation {
    package let name: String
    package let grants: Set<Grant>
    package let by: Actor

    package static let permission = Permission.managePeople
    package var object: OperationObject { .platform }

    package init(name: String, grants: Set<Grant>, by: Actor) {
        self.name = name
        self.grants = grants
        self.by = by
    }

    package func run(on platform: Platform) async throws {
        _ = try await platform.perform { turn in
            let account = try await turn.requiredAccount(named: self.name)
            let by = try await turn.principal(self.by, in: .standard, on: platform)
            try Failure.translating { () throws(AssignmentRefusal) in
                try Grant.check(
                    self.grants, of: account.id, kind: account.kind,
                    by: self.by.assigner(by.id))
            }
            guard account.grants != self.grants else { return }
            try await turn.grant(self.grants, to: account.id, by: by)
        }
    }
}

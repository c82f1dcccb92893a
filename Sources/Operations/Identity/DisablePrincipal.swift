import Governance
import Ledger
import Transparency

/// Lets a principal in no more: sessions end, and tokens are refused until it is enabled again.
package struct DisablePrincipal: AccountOperation {
    package let name: String
    package let by: Actor

    package init(name: String, by: Actor) {
        self.name = name
        self.by = by
    }

    package func run(on platform: Platform) async throws {
        _ = try await platform.perform { turn in
            let account = try await turn.requiredAccount(named: self.name)
            let by = try await turn.principal(self.by, in: .standard, on: platform)
            guard by.id != account.id else { throw Failure.ownAccount }
            try await turn.disable(account, by: by)
        }
    }
}

/// Lets a disabled principal in again.
package struct EnablePrincipal: AccountOperation {
    package let name: String
    package let by: Actor

    package init(name: String, by: Actor) {
        self.name = name
        self.by = by
    }

    package func run(on platform: Platform) async throws {
        _ = try await platform.perform { turn in
            let account = try await turn.requiredAccount(named: self.name)
            let by = try await turn.principal(self.by, in: .standard, on: platform)
            guard account.isDisabled else { return }
            try await turn.record(
                .principalEnabled, ["principal": .string(account.id.text)], by: by)
        }
    }
}

extension Turn {
    mutating func disable(_ account: Account, by principal: Principal) async throws {
        try await endSessions(of: account.id)
        guard !account.isDisabled else { return }
        try await record(
            .principalDisabled, ["principal": .string(account.id.text)], by: principal)
    }
}

extension Failure {
    static let ownAccount = Failure.refused(
        "own_account", "this is your own account; another administrator must do it")
}

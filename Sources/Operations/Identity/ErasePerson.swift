import Governance
import Ledger
import Transparency

/// Forgets a person's name and all that lets them in; records keep the pseudonym.
package struct ErasePerson: AccountOperation {
    package let name: String
    package let by: Actor

    package init(name: String, by: Actor) {
        self.name = name
        self.by = by
    }

    package func run(on platform: Platform) async throws {
        _ = try await platform.perform { turn in
            guard let id = try await turn.pseudonym(known: self.name) else {
                throw Failure.fault("unknown_principal", "there is nobody named `\(self.name)`")
            }
            let by = try await turn.principal(self.by, in: .standard, on: platform)
            guard by.id != id else { throw Failure.ownAccount }
            if let account = try await turn.account(id) {
                try await turn.revokeTokens(of: id, by: by)
                try await turn.disable(account, by: by)
            }
            for row in try await turn.rows(.credentials, where: ["principal": id.text]) {
                try turn.remove(table: row.table, key: row.key)
            }
            try turn.remove(table: ReadModel.credentials.rawValue, key: id.text)
            try turn.remove(table: ReadModel.people.rawValue, key: id.text)
        }
    }
}

package import Governance
import Ledger
import Transparency

/// A principal that the platform knows: what it is, and what it may do.
package struct Account: Sendable, Equatable {
    package let id: Principal.ID
    package let kind: PrincipalKind
    package let grants: Set<Grant>
    package let isDisabled: Bool
    package let addedAt: String

    package init(
        id: Principal.ID, kind: PrincipalKind, grants: Set<Grant>, isDisabled: Bool,
        addedAt: String
    ) {
        self.id = id
        self.kind = kind
        self.grants = grants
        self.isDisabled = isDisabled
        self.addedAt = addedAt
    }

    init?(_ row: Row) {
        guard let kind = row.document["kind"]?.stringValue.flatMap(PrincipalKind.init(rawValue:)),
            let grants = row.document["grants"]?.arrayValue,
            let isDisabled = row.document["disabled"]?.boolValue,
            let addedAt = row.document["addedAt"]?.stringValue
        else { return nil }
        id = Principal.ID(row.key)
        self.kind = kind
        self.grants = Set(grants.compactMap(Grant.init(json:)))
        self.isDisabled = isDisabled
        self.addedAt = addedAt
    }
}

extension RowReading {
    func account(_ id: Principal.ID) async throws(Failure) -> Account? {
        try await row(.principals, id.text).flatMap(Account.init)
    }

    /// The pseudonym of a name, if it has one.
    func pseudonym(known name: String) async throws(Failure) -> Principal.ID? {
        try await rows(.people, where: ["name": name], limit: 1).first.map { .init($0.key) }
    }

    func account(named name: String) async throws(Failure) -> Account? {
        guard let id = try await pseudonym(known: name) else { return nil }
        return try await account(id)
    }

    /// - Throws: A fault when nobody has the name.
    func requiredAccount(named name: String) async throws(Failure) -> Account {
        guard let account = try await account(named: name) else {
            throw .fault("unknown_principal", "there is no account `\(name)`")
        }
        return account
    }

    /// The name behind a pseudonym, until it is erased.
    func name(of id: Principal.ID) async throws(Failure) -> String? {
        try await row(.people, id.text)?.document["name"]?.stringValue
    }
}

import Governance
import Ledger
import Transparency

extension Turn {
    /// Adds a principal with its grants; the name becomes a pseudonym that records may say.
    mutating func addAccount(
        named name: String, kind: PrincipalKind, grants: Set<Grant>, by principal: Principal?,
        on platform: Platform
    ) async throws -> Principal {
        let id = try await pseudonym(of: name, on: platform)
        guard try await account(id) == nil else {
            throw Failure.refused("principal_exists", "there is an account `\(name)` already")
        }
        let by = principal ?? Principal(id: id, roles: [], grade: .verified)
        let text = JSON.string(id.text)
        try await record(
            .principalAdded, ["kind": .string(kind.rawValue), "principal": text], by: by)
        try await grant(grants, to: id, by: by)
        return Principal(id: id, roles: Set(grants.map(\.role)), grade: .verified)
    }

    mutating func grant(
        _ grants: Set<Grant>, to id: Principal.ID, by principal: Principal
    ) async throws {
        try await record(
            .rolesGranted,
            ["grants": .array(grants.sorted().map(\.json)), "principal": .string(id.text)],
            by: principal)
    }

    /// Keeps what a password is checked against, and ends the person's sessions.
    mutating func setPassword(
        _ hash: PasswordHash, of id: Principal.ID, by principal: Principal
    ) async throws {
        try put(Row(table: ReadModel.credentials.rawValue, key: id.text, document: hash.json))
        try await endSessions(of: id)
        try await record(.passwordChanged, ["principal": .string(id.text)], by: principal)
    }

    /// Revokes the tokens of a principal that still hold, and forgets their secrets.
    mutating func revokeTokens(of id: Principal.ID, by principal: Principal) async throws {
        for row in try await rows(.tokens, where: ["principal": id.text, "state": "issued"]) {
            try await revokeToken(row.key, by: principal)
        }
    }

    mutating func revokeToken(_ token: String, by principal: Principal) async throws {
        try remove(table: ReadModel.credentials.rawValue, key: IssueToken.credentialKey(token))
        try await record(.tokenRevoked, ["token": .string(token)], by: principal)
    }
}

extension RowReading {
    func passwordHash(of id: Principal.ID) async throws(Failure) -> PasswordHash? {
        try await row(.credentials, id.text).flatMap { PasswordHash(json: $0.document) }
    }
}

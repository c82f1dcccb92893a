package import Governance
package import Ledger
package import Transparency

/// Makes a token for oneself, or for a service; its text is shown once.
package struct IssueToken: Operation {
    /// Whose; `nil` for one's own.
    package let name: String?
    package let label: String
    package let scope: Access.Scope
    package let expiresAt: Instant
    package let by: Actor

    package static let permission = Permission.issueOwnToken
    package var object: OperationObject { .visible }
    package static let lifeDaysMax = 366
    /// How many tokens hold at once for one principal.
    static let countMax = 100

    /// `permissions` and `workspaces`: `nil` for all that the owner has.
    package init(
        for name: String?, label: String, permissions: Set<Permission>?,
        workspaces: Set<Workspace>?, expiresAt: Instant, by: Actor
    ) {
        self.name = name
        self.label = label
        scope = Access.Scope(
            permissions: permissions ?? Set(Permission.allCases),
            workspaces: workspaces.map(WorkspaceSet.only) ?? .all)
        self.expiresAt = expiresAt
        self.by = by
    }

    package struct Issued: Sendable {
        /// To be shown once; the platform keeps its hash alone.
        ///
        /// Empty when the request was a repeated one.
        package let text: String
        package let id: String
        package let expiresAt: Instant

        package init(text: String, id: String, expiresAt: Instant) {
            self.text = text
            self.id = id
            self.expiresAt = expiresAt
        }
    }

    package func run(on platform: Platform) async throws -> Issued {
        try checkLabel()
        try checkLife(at: platform.now())
        let token = TokenText(
            id: platform.random(TokenText.idByteCount),
            secret: platform.random(TokenText.secretByteCount))
        let issued = Issued(text: token.text, id: token.id, expiresAt: expiresAt)
        // What a repeated request is answered is kept, so it has no secret.
        _ = try await platform.perform { turn in
            let owner = try await self.owner(in: turn, on: platform)
            try await self.checkNarrowing(in: turn)
            let by = try await turn.principal(self.by, in: .standard, on: platform)
            try await self.issue(token, to: owner, by: by, in: &turn)
            return Issued(text: "", id: issued.id, expiresAt: issued.expiresAt)
        }
        return issued
    }

    private func issue(
        _ token: TokenText, to owner: Account, by principal: Principal, in turn: inout Turn
    ) async throws {
        let held = try await turn.rows(
            .tokens, where: ["principal": owner.id.text, "state": "issued"], limit: Self.countMax)
        guard held.count < Self.countMax else {
            throw Failure.refused(
                "too_many_tokens",
                "an account has \(Self.countMax) tokens at most; revoke one that is not used")
        }
        try turn.put(
            Row(
                table: ReadModel.credentials.rawValue, key: Self.credentialKey(token.id),
                document: ["sha256": .string(token.hash.description)],
                fields: ["principal": [owner.id.text]]))
        try await turn.record(
            .tokenIssued,
            [
                "expiresAt": .string(expiresAt.description), "label": .string(label),
                "principal": .string(owner.id.text), "scope": scope.json,
                "token": .string(token.id),
            ], by: principal)
    }

    static func credentialKey(_ id: String) -> String { "token:\(id)" }
}

extension IssueToken {
    /// A token speaks for its owner, so nobody makes one for another person.
    private func owner(in turn: Turn, on platform: Platform) async throws -> Account {
        guard case .authenticated(let caller, _) = by else {
            guard case .claimed(let claim) = by else { throw Failure.unauthenticated }
            return try await turn.requiredAccount(named: name ?? claim.name)
        }
        guard let name, name != caller.name else {
            guard let own = try await turn.account(caller.id) else {
                throw Failure.unauthenticated
            }
            return own
        }
        guard caller.access.workspaces(for: .manageTokens) == .all else {
            throw Failure.notAllowed(.manageTokens)
        }
        let account = try await turn.requiredAccount(named: name)
        guard account.kind == .service else {
            throw Failure.refused(
                "token_of_person",
                "only `\(name)` can make a token for `\(name)`: it speaks for "
                    + "a person")
        }
        return account
    }

    /// What is issued through a token allows no more, and lasts no longer, than that one.
    private func checkNarrowing(in turn: Turn) async throws {
        guard case .authenticated(let caller, _) = by, case .token(let id) = caller.means else {
            return
        }
        let own = try await turn.row(.tokens, id).flatMap(IssuedToken.init)
        guard let own, scope.isWithin(own.scope), expiresAt <= own.expiresAt else {
            throw Failure.refused(
                "wider_token",
                "a token makes no token that allows more or lasts longer than itself; sign in")
        }
    }

    private func checkLabel() throws(Failure) {
        let isNamed = label.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."):
                true
            default: false
            }
        }
        guard isNamed, (1...64).contains(label.utf8.count) else {
            throw .fault(
                "bad_label", "a token's label is 1 to 64 letters, digits, `-`, `_` and `.`")
        }
    }

    private func checkLife(at now: Instant) throws(Failure) {
        guard now < expiresAt, expiresAt <= now.adding(days: Self.lifeDaysMax) else {
            throw .refused(
                "bad_expiry", "a token lasts \(Self.lifeDaysMax) days at most, and ends in future")
        }
    }
}

/// What everybody may know of a token.
package struct IssuedToken: Sendable, Equatable {
    package let id: String
    package let principal: Principal.ID
    package let label: String
    package let scope: Access.Scope
    package let issuedAt: String
    package let expiresAt: Instant
    package let revokedAt: String?

    package init?(_ row: Row) {
        let document = row.document
        guard let principal = document["principal"]?.stringValue,
            let label = document["label"]?.stringValue,
            let scope = document["scope"].flatMap(Access.Scope.init(json:)),
            let issuedAt = document["issuedAt"]?.stringValue,
            let expiresAt = document["expiresAt"]?.stringValue.flatMap({ Instant($0) })
        else { return nil }
        id = row.key
        self.principal = .init(principal)
        self.label = label
        self.scope = scope
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
        revokedAt = document["revokedAt"]?.stringValue
    }
}

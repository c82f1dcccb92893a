package import Governance
import Ledger
import Transparency

/// Adds a person or a service, with what they may do.
package struct AddPrincipal: Operation {
    package let name: String
    package let kind: PrincipalKind
    package let grants: Set<Grant>
    package let by: Actor

    package static let permission = Permission.managePeople
    package var object: OperationObject { .platform }

    package init(name: String, kind: PrincipalKind, grants: Set<Grant>, by: Actor) {
        self.name = name
        self.kind = kind
        self.grants = grants
        self.by = by
    }

    package func run(on platform: Platform) async throws -> Principal.ID {
        let name = try AccountName(name).text
        return try await platform.perform { turn in
            let by = try await turn.principal(self.by, in: .standard, on: platform)
            let id = try await turn.pseudonym(of: name, on: platform)
            try self.check(of: id, by: by.id)
            return try await turn.addAccount(
                named: name, kind: self.kind, grants: self.grants, by: by, on: platform
            ).id
        }.value
    }

    private func check(of id: Principal.ID, by principal: Principal.ID) throws(Failure) {
        try Failure.translating { () throws(AssignmentRefusal) in
            try Grant.check(grants, of: id, kind: kind, by: by.assigner(principal))
        }
    }
}

/// The name of an account: what somebody signs in by.
struct AccountName: Sendable {
    let text: String

    /// - Throws: A fault for a name that a ``PrincipalClaim`` could not say, or with control
    ///   characters.
    init(_ text: String) throws(Failure) {
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse: false
            default: true
            }
        }
        let claim = try PrincipalClaim(text)
        guard isPlain, claim.role == nil, claim.name == text else {
            throw .fault(
                "bad_principal",
                "an account's name has 1 to 200 bytes, no `:`, no control characters and no space "
                    + "at its ends")
        }
        self.text = text
    }
}

extension Actor {
    /// Who answers for grants: whoever has the home's files needs nobody's leave.
    func assigner(_ principal: Principal.ID) -> Principal.ID {
        switch self {
        case .claimed: .unknown
        case .authenticated: principal
        }
    }
}

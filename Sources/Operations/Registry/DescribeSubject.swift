package import Governance
import Ledger
import Transparency

/// Says what a subject is for, how much harm it can do and who answers for it, without new bytes.
package struct DescribeSubject: Operation {
    package let subject: SubjectName
    package let purpose: String?
    package let risk: RiskTier?
    package let businessOwner: PrincipalClaim?
    package let technicalOwner: PrincipalClaim?
    package let by: Actor

    package static let permission = Permission.registerVersion
    package var object: OperationObject { .subject(subject) }

    package init(
        subject: SubjectName, purpose: String? = nil, risk: RiskTier? = nil,
        businessOwner: PrincipalClaim? = nil, technicalOwner: PrincipalClaim? = nil, by: Actor
    ) {
        self.subject = subject
        self.purpose = purpose
        self.risk = risk
        self.businessOwner = businessOwner
        self.technicalOwner = technicalOwner
        self.by = by
    }

    package func run(on platform: Platform) async throws -> Subject {
        if let purpose, purpose.utf8.count > Registration.purposeLimit {
            throw RegistrationRefusal.purposeTooLong(limit: Registration.purposeLimit).failure
        }
        return try await platform.perform { turn in
            try await self.describe(in: &turn, on: platform)
        }.value
    }

    private func describe(in turn: inout Turn, on platform: Platform) async throws -> Subject {
        guard let row = try await turn.row(.subjects, subject.description),
            let known = Subject(json: row.document)
        else { throw Failure.unknownSubject(subject) }
        let by = try await turn.principal(self.by, in: known.workspace, on: platform)
        let described = Subject(
            name: subject, purpose: purpose ?? known.purpose, risk: risk ?? known.risk,
            owners: .init(
                business: try await owner(businessOwner, in: &turn, on: platform)
                    ?? known.owners.business,
                technical: try await owner(technicalOwner, in: &turn, on: platform)
                    ?? known.owners.technical),
            workspace: known.workspace)
        guard described != known else { return known }
        try await turn.record(.subjectDescribed, ["subject": described.json], by: by)
        return described
    }

    private func owner(
        _ claim: PrincipalClaim?, in turn: inout Turn, on platform: Platform
    ) async throws -> Principal.ID? {
        guard let claim else { return nil }
        return try await turn.pseudonym(of: claim.name, on: platform)
    }
}

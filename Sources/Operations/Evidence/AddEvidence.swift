package import Governance
import Ledger
package import Transparency

/// Takes in evidence about parts of a version: signs it as a statement, keeps it, records it.
package struct AddEvidence: Operation {
    package let version: VersionName
    package let kind: EvidenceKind
    package let grade: Grade
    package let predicate: JSON
    /// Parts by digest, or all parts in these roles.
    package let lookedAt: LookedAt
    package let expiresAt: Instant?
    package let by: Actor

    package static let permission = Permission.addEvidence
    package var object: OperationObject { .subject(version.subject) }

    package enum LookedAt: Sendable {
        case parts([Part])
        case roles([PartRole])
    }

    package init(
        version: VersionName, kind: EvidenceKind, grade: Grade, predicate: JSON,
        lookedAt: LookedAt, expiresAt: Instant?, by: Actor
    ) {
        self.version = version
        self.kind = kind
        self.grade = grade
        self.predicate = predicate
        self.lookedAt = lookedAt
        self.expiresAt = expiresAt
        self.by = by
    }

    package func run(on platform: Platform) async throws -> Evidence {
        if case .authenticated = by, grade != .declared {
            throw Failure.refused(
                "grade_not_given", "what somebody hands in is declared, not \(grade.rawValue)")
        }
        return try await platform.perform { turn in
            try await self.add(in: &turn, on: platform)
        }.value
    }

    /// Adds it with the grade that it has, which is the caller's to have asked for.
    func add(in turn: inout Turn, on platform: Platform) async throws -> Evidence {
        let (subject, version) = try await turn.version(self.version)
        let by = try await turn.principal(self.by, in: subject.workspace, on: platform)
        let parts = try parts(of: version)
        let now = platform.now()
        let offer = EvidenceOffer(kind: kind, lookedAt: parts, at: now, expiresAt: expiresAt)
        try Failure.translating { () throws(EvidenceRefusal) in
            try offer.check(against: version.composition, now: now)
        }
        let statement = EvidenceStatement(
            kind: kind, grade: grade, by: by.id, at: now, expiresAt: expiresAt, lookedAt: parts,
            predicate: predicate)
        let id = try platform.blobs.put(statement.signed(with: platform.keys.release))
        let evidence = statement.evidence(id: id)
        try await turn.record(.evidenceAdded, evidence.reference(in: subject.workspace), by: by)
        return evidence
    }

    private func parts(of version: Version) throws(Failure) -> [Part] {
        switch lookedAt {
        case .parts(let parts): return parts
        case .roles(let roles):
            for role in roles where version.composition.digests(in: role).isEmpty {
                let there = Set(version.composition.parts.map(\.role)).sorted().map(\.rawValue)
                throw .refused(
                    "no_such_part",
                    "`\(version.name.short)` has no part `\(role.rawValue)`; "
                        + "it has \(there.inBackticks)")
            }
            return version.composition.parts.filter { roles.contains($0.role) }
        }
    }
}

extension Evidence {
    /// What the ledger says of it: everything but the predicate, which the statement holds.
    ///
    /// INVARIANT: the standard workspace is not written, as in records from before there were any.
    func reference(in workspace: Workspace) -> JSON {
        guard case .object(var members) = json else { return json }
        members["predicate"] = nil
        if workspace != .standard { members["workspace"] = .string(workspace.name) }
        return .object(members)
    }
}

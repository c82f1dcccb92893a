package import Governance
import Ledger
import Transparency

/// A person signs off a version, or some of its parts, for a transition.
package struct ApproveVersion: Operation {
    package let version: VersionName
    package let to: String
    /// `nil` for the whole version.
    package let roles: [PartRole]?
    package let by: Actor

    package static let permission = Permission.approveVersion
    package var object: OperationObject { .subject(version.subject) }

    package init(version: VersionName, to: String, roles: [PartRole]?, by: Actor) {
        self.version = version
        self.to = to
        self.roles = roles
        self.by = by
    }

    package func run(on platform: Platform) async throws -> Approval {
        try await platform.perform { turn in
            try await self.approve(in: &turn, on: platform)
        }.value
    }

    private func approve(in turn: inout Turn, on platform: Platform) async throws -> Approval {
        let dossier = try await turn.dossier(of: version, to: to, on: platform, at: platform.now())
        let by = try await turn.principal(
            self.by, in: dossier.subject.workspace, on: platform)
        let (policy, _) = try platform.policies.policy(for: dossier.subject, to: to)
        let role = try Failure.translating { () throws(ApprovalRefusal) in
            try Approval.role(for: by, on: dossier, asked: policy.approvalDemands)
        }
        let composition = dossier.version.composition
        let parts = composition.parts.filter { roles?.contains($0.role) ?? true }
        guard !parts.isEmpty else {
            throw Failure.refused("no_such_part", "`\(version.short)` has no such parts")
        }
        var approval = Approval(
            id: Digest(of: []), subject: dossier.subject.name, to: to, role: role, by: by.id,
            grade: by.grade, at: dossier.at, lookedAt: parts,
            root: roles == nil ? composition.root : nil, terms: dossier.subject.terms)
        approval = approval.identified
        try await turn.record(.versionApproved, ["approval": approval.json], by: by)
        return approval
    }
}

extension Approval {
    /// With the digest of all it says as its id.
    fileprivate var identified: Approval {
        guard case .object(var members) = json else { return self }
        members["id"] = nil
        return Approval(
            id: Digest(of: JSON.object(members).canonicalBytes), subject: subject, to: to,
            role: role,
            by: by, grade: grade, at: at, lookedAt: lookedAt, root: root, terms: terms)
    }
}

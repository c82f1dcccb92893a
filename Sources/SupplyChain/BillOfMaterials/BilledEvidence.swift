package import Transparency

/// What was looked at, what kind of thing came out, and how it is known.
package struct BilledEvidence: Sendable, Hashable {
    /// Of the signed statement.
    package let id: Digest
    /// Such as `eval_report`.
    package let kind: String
    /// Such as `declared`.
    package let grade: String
    package let by: Party
    package let at: Instant
    package let expiresAt: Instant?
    /// Digests of the parts.
    package let lookedAt: [Digest]

    package init(
        id: Digest, kind: String, grade: String, by: Party, at: Instant, expiresAt: Instant? = nil,
        lookedAt: [Digest]
    ) {
        self.id = id
        self.kind = kind
        self.grade = grade
        self.by = by
        self.at = at
        self.expiresAt = expiresAt
        self.lookedAt = lookedAt.sorted()
    }
}

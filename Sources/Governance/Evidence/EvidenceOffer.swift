package import Transparency

/// Evidence that somebody hands in for a version.
package struct EvidenceOffer: Sendable {
    package let kind: EvidenceKind
    package let lookedAt: [Part]
    package let at: Instant
    package let expiresAt: Instant?

    package init(kind: EvidenceKind, lookedAt: [Part], at: Instant, expiresAt: Instant?) {
        self.kind = kind
        self.lookedAt = lookedAt
        self.at = at
        self.expiresAt = expiresAt
    }
}

/// Why evidence was not taken.
package enum EvidenceRefusal: Error, Sendable, Equatable {
    case looksAtNothing
    /// These digests are no parts of the version, in these roles.
    case aboutOtherDigests([Part])
    case expired(Instant)
}

extension EvidenceOffer {
    /// Whether this may be evidence for `composition` at `now`.
    package func check(
        against composition: Composition, now: Instant
    ) throws(EvidenceRefusal) {
        guard !lookedAt.isEmpty else { throw .looksAtNothing }
        let strangers = lookedAt.filter { !composition.contains($0) }
        guard strangers.isEmpty else { throw .aboutOtherDigests(strangers) }
        if let expiresAt, expiresAt <= now { throw .expired(expiresAt) }
    }
}

package import Transparency

/// An allowed version for an environment, signed.
package struct Release: Sendable, Hashable {
    package let version: VersionName
    package let root: Digest
    package let parts: [Part]
    package let to: String
    package let decision: Digest
    package let at: Instant

    /// - Returns: `nil` unless the decision allows this very version.
    package init?(of version: Version, by decision: Decision) {
        guard decision.verdict == .allow, decision.version == version.name,
            decision.root == version.composition.root
        else { return nil }
        self.version = version.name
        root = version.composition.root
        parts = version.composition.parts
        to = decision.to
        self.decision = decision.id
        at = decision.at
    }

    /// The type of a release's statement, after in-toto.
    package static let predicateType = "urn:assay:release:v1"

    /// What the statement says: which parts were released where, and by which decision.
    package var predicate: JSON {
        [
            "at": .string(at.description), "decision": .string(decision.description),
            "parts": .array(parts.map(\.json)), "root": .string(root.description),
            "to": .string(to), "version": .string(version.description),
        ]
    }
}

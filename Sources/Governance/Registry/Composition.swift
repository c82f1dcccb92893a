package import Transparency

/// The parts of a version, sorted by role then digest, and the root that names them together.
///
/// The root is the RFC 6962 Merkle tree hash over the parts' leaves, so that one part can be
/// proven to belong to a version without showing the others.
package struct Composition: Sendable, Hashable {
    package let parts: [Part]
    package let root: Digest

    /// - Complexity: O(parts · log parts).
    package init(_ parts: some Sequence<Part>) {
        self.parts = Set(parts).sorted()
        root = MerkleTree.root(ofLeaves: self.parts.map(\.leaf))
    }

    package func contains(_ part: Part) -> Bool { parts.contains(part) }

    package func digests(in role: PartRole) -> [Digest] {
        parts.filter { $0.role == role }.map(\.digest)
    }

    /// The roles whose digests differ between two compositions, in order.
    package func changedRoles(from other: Composition) -> [PartRole] {
        Set(Set(parts).symmetricDifference(other.parts).map(\.role)).sorted()
    }
}

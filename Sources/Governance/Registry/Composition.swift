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

    /// - Complexity: O(log parts).
    package func contains(_ part: Part) -> Bool {
        var (low, high) = (0, parts.count)
        while low < high {
            let middle = (low + high) / 2
            if parts[middle] < part { low = middle + 1 } else { high = middle }
        }
        return low < parts.count && parts[low] == part
    }

    /// Whether every part in each of these roles is among `lookedAt`; a role without a part is not.
    ///
    /// - Complexity: O(roles · parts + `lookedAt`).
    func isSeen(by lookedAt: [Part], in roles: [PartRole]) -> Bool {
        let seen = SeenParts(lookedAt)
        return roles.allSatisfy { role in
            var isThere = false
            for part in parts where part.role == role {
                guard seen.contains(part) else { return false }
                isThere = true
            }
            return isThere
        }
    }

    /// Whether every part is among `lookedAt`.
    ///
    /// - Complexity: O(parts + `lookedAt`).
    func isSeen(by lookedAt: [Part]) -> Bool { parts.allSatisfy(SeenParts(lookedAt).contains) }

    package func digests(in role: PartRole) -> [Digest] {
        parts.filter { $0.role == role }.map(\.digest)
    }

    /// The roles whose digests differ between two compositions, in order.
    package func changedRoles(from other: Composition) -> [PartRole] {
        Set(Set(parts).symmetricDifference(other.parts).map(\.role)).sorted()
    }
}

/// The parts that somebody looked at; few, as they mostly are, are not worth a table of hashes.
private struct SeenParts {
    private let few: [Part]
    private let many: Set<Part>

    init(_ parts: [Part]) {
        let areFew = parts.count <= 16
        few = areFew ? parts : []
        many = areFew ? [] : Set(parts)
    }

    func contains(_ part: Part) -> Bool { few.contains(part) || many.contains(part) }
}

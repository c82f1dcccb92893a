import Transparency

/// Recomputes every hash from the records' bytes and remembers the first that differs.
struct IntegrityCheck {
    private(set) var frontier = MerkleFrontier()
    /// The hashes of tile levels 1 and above, as the records make them.
    private(set) var levels = [[Digest]](repeating: [], count: TileCoordinate.levelMax + 1)
    private(set) var firstFault: String?

    /// - Parameters:
    ///   - record: The next record's bytes.
    ///   - stored: The leaf hash that the store keeps for it.
    mutating func read(_ record: [UInt8], stored: Digest) {
        let leaf = MerkleHash.leaf(record)
        if leaf != stored { note("record \(frontier.size) is not the one that was hashed") }
        var completed: [(level: Int, hash: Digest)] = []
        frontier.append(leaf) { coordinate, hash in
            guard coordinate.level > 0, coordinate.level % 8 == 0 else { return }
            completed.append((coordinate.level / 8, hash))
        }
        for (level, hash) in completed { levels[level].append(hash) }
    }

    /// Compares a run of stored hashes of level 1 or above.
    mutating func compare(_ stored: [Digest], level: Int, from first: Int) {
        let computed = levels[level].dropFirst(first)
        guard let offset = zip(stored, computed).enumerated().first(where: { $1.0 != $1.1 })?.offset
        else { return }
        let index = first + offset
        let start = index << (8 * level)
        let end = start + 1 << (8 * level) - 1
        note("hash \(index) of tile level \(level) is not that of records \(start) to \(end)")
    }

    mutating func note(_ fault: String) {
        if firstFault == nil { firstFault = fault }
    }
}

package import Transparency

/// Makes proofs about the ledger from the hashes that its store keeps.
package struct LedgerProver: Sendable {
    private let store: any LedgerStore

    package init(store: any LedgerStore) { self.store = store }

    /// That a record stands at its index, under the current checkpoint, with the record itself.
    ///
    /// - Throws: ``ProverError/noSuchRecord(index:size:)`` beyond the end.
    /// - Complexity: O(log n) hashes and reads of at most 256 hashes each.
    package func receipt(of index: Int) async throws(ProverError) -> LogProof {
        let head = try await head()
        guard (0..<head.size).contains(index) else {
            throw .noSuchRecord(index: index, size: head.size)
        }
        guard let checkpoint = head.note else { throw .notSigned }
        let proof = try await inclusionProof(of: index, treeSize: head.size)
        let records = try await read { store throws(LedgerError) in
            try await store.records(in: index..<index + 1)
        }
        return LogProof(
            extra: records.first, index: index, path: proof.path, checkpoint: checkpoint)
    }

    /// That a record stands at an index of the tree of the first `treeSize` records.
    package func inclusionProof(
        of index: Int, treeSize: Int
    ) async throws(ProverError) -> InclusionProof {
        let needed = InclusionProof.coordinates(index: index, treeSize: treeSize)
        let hashes = try await hashes(of: needed, treeSize: treeSize)
        do {
            return try InclusionProof(index: index, treeSize: treeSize, hashes: hashes)
        } catch { throw .proof(error) }
    }

    /// That the ledger of `newSize` records begins with the one of `oldSize`.
    package func consistencyProof(
        from oldSize: Int, to newSize: Int
    ) async throws(ProverError) -> ConsistencyProof {
        let needed = ConsistencyProof.coordinates(oldSize: oldSize, newSize: newSize)
        let hashes = try await hashes(of: needed, treeSize: newSize)
        do {
            return try ConsistencyProof(oldSize: oldSize, newSize: newSize, hashes: hashes)
        } catch { throw .proof(error) }
    }

    private func head() async throws(ProverError) -> LedgerHead {
        try await read { store throws(LedgerError) in try await store.head() }
    }

    /// The hashes of complete subtrees, each tile that holds some of them read once.
    private func hashes(
        of subtrees: [SubtreeCoordinate], treeSize: Int
    ) async throws(ProverError) -> [SubtreeCoordinate: Digest] {
        let size = try await head().size
        guard treeSize <= size else { throw .noSuchRecord(index: treeSize - 1, size: size) }
        var tiles: [TileCoordinate: MerkleTile] = [:]
        var hashes: [SubtreeCoordinate: Digest] = [:]
        for subtree in subtrees {
            guard let place = TileCoordinate(holding: subtree, treeSize: treeSize) else {
                throw .proof(.missingSubtree(subtree))
            }
            let tile: MerkleTile
            if let known = tiles[place] { tile = known } else { tile = try await self.tile(place) }
            tiles[place] = tile
            hashes[subtree] = tile.hash(of: subtree)
        }
        return hashes
    }

    private func tile(_ place: TileCoordinate) async throws(ProverError) -> MerkleTile {
        let start = place.index * TileCoordinate.fullWidth
        let hashes = try await read { store throws(LedgerError) in
            try await store.hashes(level: place.level, in: start..<start + place.width)
        }
        guard let tile = MerkleTile(coordinate: place, hashes: hashes) else {
            throw .ledger(.missingHash(level: place.level, index: start + hashes.count))
        }
        return tile
    }

    private func read<Value>(
        _ body: (any LedgerStore) async throws(LedgerError) -> Value
    ) async throws(ProverError) -> Value {
        do { return try await body(store) } catch { throw .ledger(error) }
    }
}

/// Why there is no such proof.
package enum ProverError: Error, Equatable, Sendable {
    case ledger(LedgerError)
    case proof(ProofError)
    case noSuchRecord(index: Int, size: Int)
    case notSigned
}

extension ProverError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .ledger(let error): error.description
        case .proof(let error): error.description
        case .noSuchRecord(let index, let size):
            "there is no record \(index); the ledger has \(size), numbered from 0"
        case .notSigned: "the ledger has no checkpoint that can be read"
        }
    }
}

/// The hashes of one tile.
///
/// Source: c2sp.org/tlog-tiles, "Merkle Tree".
package struct MerkleTile: Sendable, Equatable {
    package let coordinate: TileCoordinate
    /// As many as the coordinate's width.
    package let hashes: [Digest]

    /// `nil` when the hashes are not as many as the tile is wide.
    package init?(coordinate: TileCoordinate, hashes: [Digest]) {
        guard hashes.count == coordinate.width else { return nil }
        self.coordinate = coordinate
        self.hashes = hashes
    }

    /// Reads a tile file, or the start of a fuller one.
    ///
    /// - Throws: ``TileError/tileLength(expected:found:)`` when there are fewer hashes than the
    ///   tile is wide, more than 256 or a broken one.
    package init(coordinate: TileCoordinate, bytes: [UInt8]) throws(TileError) {
        let length = coordinate.width * Digest.byteCount
        guard bytes.count >= length, bytes.count.isMultiple(of: Digest.byteCount),
            bytes.count <= TileCoordinate.fullWidth * Digest.byteCount
        else { throw .tileLength(expected: length, found: bytes.count) }
        self.coordinate = coordinate
        hashes = (0..<coordinate.width).compactMap {
            Digest(bytes: bytes[$0 * Digest.byteCount..<($0 + 1) * Digest.byteCount])
        }
    }

    /// The file's bytes: the hashes one after another.
    package var bytes: [UInt8] { hashes.flatMap(\.bytes) }

    /// The hash of a complete subtree that the tile holds or whose parts it holds.
    ///
    /// - Complexity: O(256) hashes.
    package func hash(of subtree: SubtreeCoordinate) -> Digest? {
        let height = subtree.level - 8 * coordinate.level
        guard (0...8).contains(height), subtree.index >= 0 else { return nil }
        let (start, isOverflow) = subtree.index.multipliedReportingOverflow(by: 1 << height)
        let first = start - coordinate.index * TileCoordinate.fullWidth
        guard !isOverflow, first >= 0, first + 1 << height <= hashes.count else { return nil }
        return MerkleTree.root(of: Array(hashes[first..<first + 1 << height]))
    }
}

/// Finds the hashes of complete subtrees in a log's tiles, for making proofs.
///
/// Each tile is read once, however many of its hashes are asked for.
package struct TileHashReader {
    /// Why a hash could not be had.
    package enum Failure: Error, Equatable, Sendable {
        case missing(path: String)
        case malformed(path: String, TileError)
        case outsideTree(SubtreeCoordinate)
    }

    private let treeSize: Int
    private let read: TileTreeVerifier.Reader

    /// - Parameters:
    ///   - treeSize: Leaves of the tree whose tiles are read.
    ///   - read: Gives the bytes at a path, or `nil` when nothing stands there.
    package init(treeSize: Int, read: @escaping TileTreeVerifier.Reader) {
        self.treeSize = treeSize
        self.read = read
    }

    /// The hashes of these subtrees, as the tiles state them.
    ///
    /// - Throws: ``Failure``, and what the reader throws.
    /// - Complexity: O(n) tiles for n subtrees.
    package func hashes(
        of subtrees: [SubtreeCoordinate]
    ) throws -> [SubtreeCoordinate: Digest] {
        var tiles: [TileCoordinate: MerkleTile] = [:]
        var hashes: [SubtreeCoordinate: Digest] = [:]
        for subtree in subtrees {
            guard let place = TileCoordinate(holding: subtree, treeSize: treeSize) else {
                throw Failure.outsideTree(subtree)
            }
            let tile = try tiles[place] ?? self.tile(place)
            tiles[place] = tile
            hashes[subtree] = tile.hash(of: subtree)
        }
        return hashes
    }

    private func tile(_ place: TileCoordinate) throws -> MerkleTile {
        guard let bytes = try read(place.path) ?? read(place.full.path) else {
            throw Failure.missing(path: place.path)
        }
        do throws(TileError) {
            return try MerkleTile(coordinate: place, bytes: bytes)
        } catch { throw Failure.malformed(path: place.path, error) }
    }
}

extension TileHashReader.Failure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missing(let path): "`\(path)` is missing"
        case .malformed(let path, let error): "`\(path)` is malformed: \(error)"
        case .outsideTree(let subtree):
            "the log has no subtree \(subtree.index) at level \(subtree.level)"
        }
    }
}

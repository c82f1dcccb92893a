/// Where a tile stands in a tiled log, and the path at which readers look for it.
///
/// A tile holds up to 256 hashes. At level 0 they are the leaves'; at level `l` each is the root
/// over `256^l` leaves, a full tile of the level below.
///
/// Source: c2sp.org/tlog-tiles.
package struct TileCoordinate: Hashable, Sendable {
    /// Hashes in a full tile.
    package static let fullWidth = 256
    /// The greatest level of any tree of at most `Int.max` leaves.
    package static let levelMax = 7

    /// 0...7.
    package let level: Int
    /// From 0 within the level.
    package let index: Int
    /// Hashes in the tile, 1...256; less than 256 at a tree's right edge only.
    package let width: Int

    /// `nil` when a number is out of range.
    package init?(level: Int, index: Int, width: Int = Self.fullWidth) {
        guard (0...Self.levelMax).contains(level), (1...Self.fullWidth).contains(width),
            index >= 0, index <= Int.max >> (8 * (level + 1))
        else { return nil }
        self.level = level
        self.index = index
        self.width = width
    }

    package var isFull: Bool { width == Self.fullWidth }

    /// The tile of this place with all its 256 hashes.
    package var full: Self { Self(level: level, index: index, unchecked: Self.fullWidth) }

    /// The complete subtrees whose hashes the tile holds, in order.
    package var subtrees: [SubtreeCoordinate] {
        (0..<width).map {
            SubtreeCoordinate(level: 8 * level, index: index * Self.fullWidth + $0)
        }
    }

    /// The path below the log's prefix: `tile/0/x001/234.p/5`.
    package var path: String { "tile/\(level)/\(Self.indexPath(index))\(suffix)" }

    /// The path of the records below this tile of level 0: `tile/entries/x001/234.p/5`.
    package var entriesPath: String { "tile/entries/\(Self.indexPath(index))\(suffix)" }

    private var suffix: String { isFull ? "" : ".p/\(width)" }

    private init(level: Int, index: Int, unchecked width: Int) {
        (self.level, self.index, self.width) = (level, index, width)
    }

    /// 1234067 is `x001/x234/067`.
    private static func indexPath(_ index: Int) -> String {
        var groups: [String] = []
        var rest = index
        repeat {
            let digits = String(rest % 1_000)
            groups.append(String(repeating: "0", count: 3 - digits.count) + digits)
            rest /= 1_000
        } while rest > 0
        let (leading, last) = (groups.dropFirst().reversed(), groups[0])
        return leading.map { "x\($0)/" }.joined() + last
    }
}

extension TileCoordinate {
    /// Reads a path such as `tile/0/x001/234.p/5`; `nil` when it is not exactly a tile's path.
    package init?(path: String) {
        self.init(path: path, levelPart: nil)
    }

    /// Reads a path such as `tile/entries/x001/234.p/5` as its tile of level 0.
    package init?(entriesPath: String) {
        self.init(path: entriesPath, levelPart: "entries")
    }

    private init?(path: String, levelPart: String?) {
        guard path.utf8.count <= 80 else { return nil }
        var parts = path.split(separator: "/", omittingEmptySubsequences: false)[...]
        guard parts.popFirst() == "tile", let written = parts.popFirst() else { return nil }
        let level: Int? = levelPart.map { $0 == written ? 0 : -1 } ?? DecimalNumber.decode(written)
        var width = Self.fullWidth
        if let partial = parts.dropLast().last, partial.hasSuffix(".p"), let last = parts.popLast()
        {
            guard let count = DecimalNumber.decode(last), count < Self.fullWidth else { return nil }
            width = count
            parts[parts.endIndex - 1] = partial.dropLast(2)
        }
        let digits = parts.map { $0.hasPrefix("x") ? $0.dropFirst() : $0 }.joined()
        guard let level, let index = Int(digits),
            let tile = Self(level: level, index: index, width: width),
            path == (levelPart == nil ? tile.path : tile.entriesPath)
        else { return nil }
        self = tile
    }

    /// How many tiles a level has in a tree of `treeSize` leaves.
    ///
    /// - Complexity: O(1).
    package static func extent(
        ofLevel level: Int, treeSize: Int
    ) -> (fullCount: Int, partialWidth: Int) {
        guard (0...levelMax).contains(level), treeSize > 0 else { return (0, 0) }
        let hashCount = treeSize >> (8 * level)
        return (hashCount / fullWidth, hashCount % fullWidth)
    }

    /// The tile of `level` at `index` in a tree of `treeSize` leaves, `nil` when it has none there.
    package init?(level: Int, index: Int, treeSize: Int) {
        let extent = Self.extent(ofLevel: level, treeSize: treeSize)
        guard index >= 0, index <= extent.fullCount else { return nil }
        let width = index < extent.fullCount ? Self.fullWidth : extent.partialWidth
        self.init(level: level, index: index, width: width)
    }

    /// The tile that holds, or whose hashes make, a complete subtree of a tree of `treeSize`.
    package init?(holding subtree: SubtreeCoordinate, treeSize: Int) {
        guard (0..<62).contains(subtree.level), subtree.index >= 0,
            subtree.index < treeSize >> subtree.level
        else { return nil }
        let (level, height) = subtree.level.quotientAndRemainder(dividingBy: 8)
        self.init(level: level, index: subtree.index >> (8 - height), treeSize: treeSize)
    }
}

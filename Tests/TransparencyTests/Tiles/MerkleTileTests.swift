import Testing

@testable import Transparency

@Suite struct MerkleTileTests {
    static func tile(width: Int, index: Int = 0, level: Int = 0) throws -> MerkleTile {
        let coordinate = try #require(TileCoordinate(level: level, index: index, width: width))
        let hashes = (0..<width).map { MerkleHash.leaf(Array("\(index * 256 + $0)".utf8)) }
        return try #require(MerkleTile(coordinate: coordinate, hashes: hashes))
    }

    @Test func `a tile is its hashes, one after another`() throws {
        let tile = try Self.tile(width: 3)
        #expect(tile.bytes.count == 96)
        #expect(Array(tile.bytes.prefix(32)) == tile.hashes[0].bytes)
        #expect(try MerkleTile(coordinate: tile.coordinate, bytes: tile.bytes) == tile)
    }

    @Test func `a fuller tile serves for a partial one`() throws {
        let full = try Self.tile(width: 256)
        let partial = try Self.tile(width: 5)
        #expect(try MerkleTile(coordinate: partial.coordinate, bytes: full.bytes) == partial)
    }

    @Test(arguments: [0, 31, 64, 95, 97, 8_224])
    func `a tile of another length is refused`(_ count: Int) throws {
        let coordinate = try #require(TileCoordinate(level: 0, index: 0, width: 3))
        #expect(throws: TileError.tileLength(expected: 96, found: count)) {
            try MerkleTile(coordinate: coordinate, bytes: [UInt8](repeating: 0, count: count))
        }
        #expect(MerkleTile(coordinate: coordinate, hashes: []) == nil)
    }

    @Test func `a tile gives the hash of each complete subtree in it`() throws {
        let tile = try Self.tile(width: 200, index: 3)
        for level in 0...7 {
            let first = 3 * 256 >> level
            let leaves = tile.hashes.prefix(1 << level)
            let subtree = SubtreeCoordinate(level: level, index: first)
            #expect(tile.hash(of: subtree) == MerkleTree.root(of: Array(leaves)))
        }
        for (level, index) in [(0, 767), (0, 968), (8, 3), (-1, 0), (0, -1), (7, 7), (8, .max)] {
            #expect(tile.hash(of: SubtreeCoordinate(level: level, index: index)) == nil)
        }
    }
}

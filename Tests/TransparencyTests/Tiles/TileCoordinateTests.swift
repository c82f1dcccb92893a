import Testing

@testable import Transparency

@Suite struct TileCoordinateTests {
    @Test(arguments: [
        (0, 0, 256, "tile/0/000"), (0, 0, 1, "tile/0/000.p/1"), (1, 999, 256, "tile/1/999"),
        (0, 1_234_067, 256, "tile/0/x001/x234/067"), (2, 1_000, 255, "tile/2/x001/000.p/255"),
        (7, 0, 127, "tile/7/000.p/127"), (0, 1_234, 5, "tile/0/x001/234.p/5"),
    ])
    func `a tile's path is the one that readers ask for`(
        _ level: Int, _ index: Int, _ width: Int, _ path: String
    ) throws {
        let tile = try #require(TileCoordinate(level: level, index: index, width: width))
        #expect(tile.path == path)
        #expect(TileCoordinate(path: path) == tile)
    }

    @Test func `records lie beside the tiles of level 0`() throws {
        let tile = try #require(TileCoordinate(level: 0, index: 1_234, width: 5))
        #expect(tile.entriesPath == "tile/entries/x001/234.p/5")
        #expect(TileCoordinate(entriesPath: tile.entriesPath) == tile)
        #expect(TileCoordinate(path: tile.entriesPath) == nil)
        #expect(TileCoordinate(entriesPath: tile.path) == nil)
    }

    @Test(arguments: [
        "", "tile", "tile/0", "tile/0/", "tile/0/1", "tile/0/0001", "tile/00/001", "tile/8/000",
        "tile/-1/000", "tile/0/001.p/0", "tile/0/001.p/256", "tile/0/001.p/01", "tile/0/001.p/",
        "tile/0/001.p", "tile/0/x001", "tile/0/001/002", "tile/0/x000/001", "tile/0/x1/002",
        "/tile/0/001", "tile/0/001/", "tile/0/../001", "tile/0/x999/x999/x999/x999/x999/x999/999",
        "tile/0/+01", "tile/entries/001", "tile/7/001", "tile/0/xx01/002", "tile//0/001",
        "tile/.p/5",
    ])
    func `anything else is no tile's path`(_ path: String) {
        #expect(TileCoordinate(path: path) == nil)
    }

    @Test func `numbers out of range name no tile`() {
        #expect(TileCoordinate(level: -1, index: 0) == nil)
        #expect(TileCoordinate(level: 8, index: 0) == nil)
        #expect(TileCoordinate(level: 0, index: -1) == nil)
        #expect(TileCoordinate(level: 0, index: 0, width: 0) == nil)
        #expect(TileCoordinate(level: 0, index: 0, width: 257) == nil)
        #expect(TileCoordinate(level: 0, index: Int.max >> 8) != nil)
        #expect(TileCoordinate(level: 0, index: Int.max >> 8 + 1) == nil)
        #expect(TileCoordinate(level: 7, index: 1) == nil)
    }

    /// The specification's example.
    @Test func `a tree of 70,000 records has the tiles that the specification counts`() {
        #expect(TileCoordinate.extent(ofLevel: 0, treeSize: 70_000) == (273, 112))
        #expect(TileCoordinate.extent(ofLevel: 1, treeSize: 70_000) == (1, 17))
        #expect(TileCoordinate.extent(ofLevel: 2, treeSize: 70_000) == (0, 1))
        #expect(TileCoordinate.extent(ofLevel: 3, treeSize: 70_000) == (0, 0))
        #expect(TileCoordinate.extent(ofLevel: 0, treeSize: 256) == (1, 0))
        #expect(TileCoordinate.extent(ofLevel: 1, treeSize: 256) == (0, 1))
        #expect(TileCoordinate.extent(ofLevel: 0, treeSize: 0) == (0, 0))
        #expect(TileCoordinate(level: 0, index: 273, treeSize: 70_000)?.width == 112)
        #expect(TileCoordinate(level: 0, index: 274, treeSize: 70_000) == nil)
        #expect(TileCoordinate(level: 1, index: 0, treeSize: 70_000)?.isFull == true)
        #expect(TileCoordinate(level: 0, index: 1, treeSize: 256) == nil)
    }

    @Test func `each complete subtree lies in a tile that exists`() throws {
        let size = 70_000
        for level in 0...16 {
            for index in [0, (size >> level) / 2, size >> level - 1] {
                let subtree = SubtreeCoordinate(level: level, index: index)
                let tile = try #require(TileCoordinate(holding: subtree, treeSize: size))
                let first = (index << level) >> (8 * tile.level)
                #expect(
                    tile.subtrees.contains(SubtreeCoordinate(level: 8 * tile.level, index: first)))
            }
            let beyond = SubtreeCoordinate(level: level, index: size >> level)
            #expect(TileCoordinate(holding: beyond, treeSize: size) == nil)
        }
    }
}

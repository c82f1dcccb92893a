import Testing

@testable import Transparency

@Suite struct TileTreeVerifierTests {
    /// A log's files, as an export writes them.
    static func export(_ entries: [[UInt8]]) throws -> (files: [String: [UInt8]], Checkpoint) {
        var files: [String: [UInt8]] = [:]
        var hashes: [SubtreeCoordinate: Digest] = [:]
        var frontier = MerkleFrontier()
        for entry in entries { frontier.append(MerkleHash.leaf(entry)) { hashes[$0] = $1 } }
        for level in 0...TileCoordinate.levelMax {
            var index = 0
            while let tile = TileCoordinate(level: level, index: index, treeSize: entries.count) {
                files[tile.path] = tile.subtrees.flatMap { hashes[$0]?.bytes ?? [] }
                if level == 0 {
                    let start = 256 * index
                    let bundle = entries[start..<start + tile.width]
                    files[tile.entriesPath] = try EntryBundle.encode(Array(bundle))
                }
                index += 1
            }
        }
        let checkpoint = try Checkpoint(
            origin: "example.com/log", size: entries.count, root: frontier.root)
        return (files, checkpoint)
    }

    @Test(arguments: [0, 1, 2, 255, 256, 257, 1_000, 65_536, 65_537, 66_000])
    func `a log as it was signed is intact`(_ size: Int) throws {
        let (files, checkpoint) = try Self.export(MerkleTreeTests.leaves(size))
        var read: Set<String> = []
        let report = try TileTreeVerifier.verify(checkpoint) { path in
            #expect(read.insert(path).inserted, "\(path) was read twice")
            return files[path]
        }
        #expect(report.isIntact, "\(report.findings)")
        #expect(report.recordCount == size)
        #expect(read == Set(files.keys))
    }

    @Test func `each file matters, and each bit of it`() throws {
        let (files, checkpoint) = try Self.export(MerkleTreeTests.leaves(600))
        var random = SeededRandom()
        for path in files.keys.sorted() {
            var missing = files
            missing[path] = nil
            let gap = try TileTreeVerifier.verify(checkpoint) { missing[$0] }
            #expect(gap.findings.contains(.missing(path: path)))
            for _ in 0..<20 {
                var changed = files
                let place = Int.random(in: 0..<(files[path]?.count ?? 0), using: &random)
                changed[path]?[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
                let report = try TileTreeVerifier.verify(checkpoint) { changed[$0] }
                #expect(!report.isIntact, "\(path) ASSAY_SEED=\(SeededRandom.seed)")
            }
        }
    }

    @Test func `an altered record is named`() throws {
        var entries = MerkleTreeTests.leaves(300)
        let (files, checkpoint) = try Self.export(entries)
        entries[270] = Array("forged".utf8)
        let (forged, _) = try Self.export(entries)
        var mixed = files
        mixed["tile/entries/001.p/44"] = forged["tile/entries/001.p/44"]
        let report = try TileTreeVerifier.verify(checkpoint) { mixed[$0] }
        #expect(report.findings.first == .recordDiffers(index: 270))
        let rewritten = try TileTreeVerifier.verify(checkpoint) { forged[$0] }
        let root = MerkleTree.root(ofLeaves: entries)
        #expect(rewritten.findings == [.rootDiffers(computed: root)])
    }

    @Test func `full files serve where partial ones were deleted`() throws {
        let (_, checkpoint) = try Self.export(MerkleTreeTests.leaves(300))
        let (grown, _) = try Self.export(MerkleTreeTests.leaves(512))
        let report = try TileTreeVerifier.verify(checkpoint) { path in
            // The tile of level 1 is still partial in both trees.
            path.hasPrefix("tile/1/") ? grown[path]?.prefix(32).map { $0 } : grown[path]
        }
        #expect(report.findings == [.missing(path: "tile/1/000.p/1")])
        #expect(report.recordCount == 300)
    }

    @Test func `an earlier checkpoint finds out a rollback and a rewrite`() throws {
        let entries = MerkleTreeTests.leaves(600)
        let (files, checkpoint) = try Self.export(entries)
        for size in [0, 1, 256, 300, 512, 599, 600] {
            let (_, earlier) = try Self.export(Array(entries.prefix(size)))
            let report = try TileTreeVerifier.verify(checkpoint, since: earlier) { files[$0] }
            #expect(report.isIntact)
            let other = try Checkpoint(origin: "o", size: size, root: Digest(of: [1]))
            let rewritten = try TileTreeVerifier.verify(checkpoint, since: other) { files[$0] }
            let finding = TileTreeVerifier.Finding.earlierRootDiffers(
                size: size, computed: earlier.root)
            #expect(rewritten.findings == [finding])
        }
        let (_, later) = try Self.export(MerkleTreeTests.leaves(601))
        let back = try TileTreeVerifier.verify(checkpoint, since: later) { files[$0] }
        #expect(back.findings == [.earlierRootDiffers(size: 601, computed: nil)])
    }
}

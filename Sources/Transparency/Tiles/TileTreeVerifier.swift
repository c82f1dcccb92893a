/// Checks a whole exported log: every record, every tile and the signed root over them.
///
/// It reads each file once and keeps one tile a level, so that memory does not grow with the log.
/// The reader gives `nil` for a path at which nothing stands.
package struct TileTreeVerifier {
    package typealias Reader = (_ path: String) throws -> [UInt8]?

    /// What differs between the files and the checkpoint.
    package enum Finding: Sendable, Equatable {
        case missing(path: String)
        case malformed(path: String, TileError)
        /// A record is not the one that its tile names.
        case recordDiffers(index: Int)
        /// A hash is not the one that the tiles or records below it make.
        case tileDiffers(path: String)
        /// The records make another root than the signed one.
        case rootDiffers(computed: Digest)
        /// The log does not begin with the log of an earlier checkpoint: it was rolled back or
        /// rewritten.
        case earlierRootDiffers(size: Int, computed: Digest?)
    }

    /// What was read, and what was found wrong: nothing, when the log is as it was signed.
    package struct Report: Sendable, Equatable {
        package fileprivate(set) var recordCount = 0
        package fileprivate(set) var tileCount = 0
        /// The first ``findingCountMax``.
        package fileprivate(set) var findings: [Finding] = []
        /// Set when files are missing, so that the root could not be computed.
        package fileprivate(set) var stoppedEarly = false

        package var isIntact: Bool { findings.isEmpty }
        package static let findingCountMax = 100
    }

    private let checkpoint: Checkpoint
    private let earlier: Checkpoint?
    private let read: Reader
    private var report = Report()
    private var frontier = MerkleFrontier()
    /// Hashes of each level that do not fill a tile yet.
    private var pending = [[Digest]](repeating: [], count: TileCoordinate.levelMax + 1)

    private init(_ checkpoint: Checkpoint, _ earlier: Checkpoint?, _ read: @escaping Reader) {
        self.checkpoint = checkpoint
        self.earlier = earlier
        self.read = read
    }

    /// Checks all files below a checkpoint.
    ///
    /// - Parameters:
    ///   - checkpoint: Its signature is the caller's to check.
    ///   - earlier: A checkpoint of the same log that is known from before; with it, a log that was
    ///     rolled back or rewritten since is found out.
    ///   - read: Gives the bytes at a path, or `nil` when nothing stands there.
    /// - Returns: What was read and found.
    /// - Throws: What `read` throws.
    /// - Complexity: O(n) time, O(log n) memory.
    package static func verify(
        _ checkpoint: Checkpoint, since earlier: Checkpoint? = nil, read: @escaping Reader
    ) throws -> Report {
        var verifier = Self(checkpoint, earlier, read)
        try verifier.run()
        return verifier.report
    }

    private mutating func run() throws {
        let extent = TileCoordinate.extent(ofLevel: 0, treeSize: checkpoint.size)
        let tileCount = extent.fullCount + (extent.partialWidth > 0 ? 1 : 0)
        if let earlier, earlier.size > checkpoint.size {
            note(.earlierRootDiffers(size: earlier.size, computed: nil))
        }
        compareWithEarlier()
        for index in 0..<tileCount {
            guard
                let tile = TileCoordinate(level: 0, index: index, treeSize: checkpoint.size),
                let entries = try entries(of: tile)
            else {
                report.stoppedEarly = true
                return
            }
            try append(entries, of: tile)
        }
        for level in pending.indices where !pending[level].isEmpty { try closeTile(level) }
        if frontier.root != checkpoint.root { note(.rootDiffers(computed: frontier.root)) }
    }

    /// Once the tree is as large as the earlier one was, it has the earlier root.
    private mutating func compareWithEarlier() {
        guard let earlier, frontier.size == earlier.size else { return }
        let root = frontier.root
        if root != earlier.root {
            note(.earlierRootDiffers(size: earlier.size, computed: root))
        }
    }

    /// Hashes a bundle's records into the tree and checks the tiles that they fill.
    private mutating func append(_ entries: [[UInt8]], of tile: TileCoordinate) throws {
        for entry in entries {
            report.recordCount += 1
            var completed: [(level: Int, hash: Digest)] = []
            frontier.append(MerkleHash.leaf(entry)) { subtree, hash in
                if subtree.level.isMultiple(of: 8) { completed.append((subtree.level / 8, hash)) }
            }
            for (level, hash) in completed {
                pending[level].append(hash)
                if pending[level].count == TileCoordinate.fullWidth { try closeTile(level) }
            }
            compareWithEarlier()
        }
    }

    /// Compares a level's computed hashes with the tile that has been written for them.
    private mutating func closeTile(_ level: Int) throws {
        let computed = pending[level]
        pending[level] = []
        let end = frontier.size >> (8 * level)
        let index = (end - 1) / TileCoordinate.fullWidth
        guard let tile = TileCoordinate(level: level, index: index, width: computed.count),
            let bytes = try bytes(tile.path, orFuller: tile.full.path)
        else { return }
        report.tileCount += 1
        do throws(TileError) {
            let written = try MerkleTile(coordinate: tile, bytes: bytes)
            noteDifferences(computed, written)
        } catch { note(.malformed(path: tile.path, error)) }
    }

    private mutating func noteDifferences(_ computed: [Digest], _ written: MerkleTile) {
        guard computed != written.hashes else { return }
        guard written.coordinate.level == 0 else {
            return note(.tileDiffers(path: written.coordinate.path))
        }
        for (offset, pair) in zip(computed, written.hashes).enumerated() where pair.0 != pair.1 {
            let start = written.coordinate.index * TileCoordinate.fullWidth
            note(.recordDiffers(index: start + offset))
        }
    }

    private mutating func entries(of tile: TileCoordinate) throws -> [[UInt8]]? {
        guard let bytes = try bytes(tile.entriesPath, orFuller: tile.full.entriesPath) else {
            return nil
        }
        do throws(TileError) {
            return try EntryBundle.decode(bytes, width: tile.width)
        } catch {
            note(.malformed(path: tile.entriesPath, error))
            return nil
        }
    }

    /// The file, or the full one that a log may keep instead of a partial one.
    private mutating func bytes(_ path: String, orFuller fullPath: String) throws -> [UInt8]? {
        if let bytes = try read(path) { return bytes }
        if path != fullPath, let bytes = try read(fullPath) { return bytes }
        note(.missing(path: path))
        return nil
    }

    private mutating func note(_ finding: Finding) {
        if report.findings.count < Report.findingCountMax { report.findings.append(finding) }
    }
}

extension TileTreeVerifier.Finding: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missing(let path): "`\(path)` is missing"
        case .malformed(let path, let error): "`\(path)` is malformed: \(error)"
        case .recordDiffers(let index): "record \(index) is not the one that its tile names"
        case .tileDiffers(let path): "`\(path)` does not follow from the tiles below it"
        case .rootDiffers(let computed):
            "the records make the root \(computed), not the signed one"
        case .earlierRootDiffers(let size, .some(let computed)):
            "the first \(size) records make the root \(computed), not the earlier checkpoint's"
        case .earlierRootDiffers(let size, .none):
            "the log is shorter than the \(size) records of the earlier checkpoint"
        }
    }
}

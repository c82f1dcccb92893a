import FoundationEssentials
package import Transparency

/// Writes the ledger as a tree of files that any reader of tiled logs can check.
///
/// The tree has `tile/<level>/…`, `tile/entries/…` and, written last, `checkpoint`.
///
/// Source: c2sp.org/tlog-tiles.
package struct LedgerExport: Sendable {
    private let store: any LedgerStore

    package init(store: any LedgerStore) { self.store = store }

    /// Writes all that the current checkpoint covers into a folder, which is made.
    ///
    /// - Returns: The checkpoint.
    /// - Complexity: O(n) time; memory for 256 records.
    package func write(to folder: String) async throws(ExportError) -> Checkpoint {
        let head: LedgerHead
        do { head = try await store.head() } catch { throw .ledger(error) }
        guard let note = head.note, let checkpoint = try? Checkpoint(parsing: note.text),
            checkpoint.size == head.size
        else { throw .notSigned }
        for level in 0...TileCoordinate.levelMax {
            for tile in Self.tiles(ofLevel: level, treeSize: head.size) {
                try await write(tile, to: folder)
            }
        }
        try Self.write(Array(note.encoded.utf8), at: "checkpoint", in: folder)
        return checkpoint
    }

    private static func tiles(ofLevel level: Int, treeSize: Int) -> [TileCoordinate] {
        let extent = TileCoordinate.extent(ofLevel: level, treeSize: treeSize)
        return (0..<extent.fullCount + 1).compactMap {
            TileCoordinate(level: level, index: $0, treeSize: treeSize)
        }
    }

    private func write(_ tile: TileCoordinate, to folder: String) async throws(ExportError) {
        let start = tile.index * TileCoordinate.fullWidth
        let range = start..<start + tile.width
        let hashes: [Digest]
        let records: [[UInt8]]
        do {
            hashes = try await store.hashes(level: tile.level, in: range)
            records = tile.level == 0 ? try await store.records(in: range) : []
        } catch { throw .ledger(error) }
        try Self.write(hashes.flatMap(\.bytes), at: tile.path, in: folder)
        guard tile.level == 0 else { return }
        let bundle: [UInt8]
        do { bundle = try EntryBundle.encode(records) } catch { throw .record(error) }
        try Self.write(bundle, at: tile.entriesPath, in: folder)
    }

    private static func write(
        _ bytes: [UInt8], at path: String, in folder: String
    ) throws(ExportError) {
        let url = URL(filePath: folder).appending(path: path)
        do {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: url, options: .atomic)
        } catch {
            throw .cannotWrite(path: url.path(), why: "\(error)")
        }
    }
}

/// Why the ledger was not exported, or not wholly.
package enum ExportError: Error, Equatable, Sendable {
    case ledger(LedgerError)
    case record(TileError)
    case notSigned
    case cannotWrite(path: String, why: String)
}

extension ExportError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .ledger(let error): error.description
        case .record(let error): "\(error)"
        case .notSigned: "the ledger has no checkpoint over all its records"
        case .cannotWrite(let path, let why): "cannot write `\(path)`: \(why)"
        }
    }
}

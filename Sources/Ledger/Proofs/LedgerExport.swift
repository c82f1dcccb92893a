import FoundationEssentials
package import Transparency

/// Writes the ledger as a tree of files that any reader of tiled logs can check.
///
/// The tree has `tile/<level>/…`, `tile/entries/…` and, written last, `checkpoint`.
///
/// Source: c2sp.org/tlog-tiles.
package struct LedgerExport: Sendable {
    /// The bytes at a path such as `checkpoint` or `tile/0/000`.
    package typealias Read = @Sendable (_ path: String) async throws -> [UInt8]

    private let read: Read

    /// From wherever tiles can be read, such as another server.
    package init(reading read: @escaping Read) { self.read = read }

    package init(store: any LedgerStore) {
        read = { path in
            guard path != "checkpoint" else {
                guard let checkpoint = try await store.head().checkpoint else {
                    throw ExportError.notSigned
                }
                return Array(checkpoint.utf8)
            }
            guard let bytes = try await LedgerTiles(store: store).bytes(at: path) else {
                throw ExportError.notSigned
            }
            return bytes
        }
    }

    /// Writes all that the current checkpoint covers into a folder, which is made.
    ///
    /// - Returns: The checkpoint.
    /// - Throws: ``ExportError``, or what the reading throws.
    /// - Complexity: O(n) time; memory for 256 records.
    package func write(to folder: String) async throws -> Checkpoint {
        let note = try await ledgerBytes(at: "checkpoint")
        guard let signed = try? SignedNote(parsing: note),
            let checkpoint = try? Checkpoint(parsing: signed.text)
        else { throw ExportError.notSigned }
        for level in 0...TileCoordinate.levelMax {
            for tile in Self.tiles(ofLevel: level, treeSize: checkpoint.size) {
                try Self.write(try await ledgerBytes(at: tile.path), at: tile.path, in: folder)
                guard level == 0 else { continue }
                let entries = try await ledgerBytes(at: tile.entriesPath)
                try Self.write(entries, at: tile.entriesPath, in: folder)
            }
        }
        try Self.write(note, at: "checkpoint", in: folder)
        return checkpoint
    }

    private func ledgerBytes(at path: String) async throws -> [UInt8] {
        do {
            return try await read(path)
        } catch let error as LedgerError {
            throw ExportError.ledger(error)
        }
    }

    private static func tiles(ofLevel level: Int, treeSize: Int) -> [TileCoordinate] {
        let extent = TileCoordinate.extent(ofLevel: level, treeSize: treeSize)
        return (0..<extent.fullCount + 1).compactMap {
            TileCoordinate(level: level, index: $0, treeSize: treeSize)
        }
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
    case notSigned
    case cannotWrite(path: String, why: String)
}

extension ExportError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .ledger(let error): error.description
        case .notSigned: "the ledger has no checkpoint over all its records"
        case .cannotWrite(let path, let why): "cannot write `\(path)`: \(why)"
        }
    }
}

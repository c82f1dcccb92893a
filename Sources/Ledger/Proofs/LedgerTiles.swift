import Transparency

/// The files of the tiled log, one at a time.
///
/// Source: c2sp.org/tlog-tiles.
package struct LedgerTiles: Sendable {
    private let store: any LedgerStore

    package init(store: any LedgerStore) { self.store = store }

    /// The bytes at a path such as `tile/0/x001/234` or `tile/entries/000.p/5`.
    ///
    /// - Returns: `nil` when it is no path of a tile, or the ledger has no such tile yet.
    /// - Complexity: O(256).
    package func bytes(at path: String) async throws(LedgerError) -> [UInt8]? {
        if let tile = TileCoordinate(path: path) {
            guard let range = try await range(of: tile) else { return nil }
            return try await store.hashes(level: tile.level, in: range).flatMap(\.bytes)
        }
        guard let tile = TileCoordinate(entriesPath: path), let range = try await range(of: tile)
        else { return nil }
        do {
            return try EntryBundle.encode(try await store.records(in: range))
        } catch let error as LedgerError {
            throw error
        } catch {
            throw .corrupt("records \(range) do not fit a bundle")
        }
    }

    private func range(of tile: TileCoordinate) async throws(LedgerError) -> Range<Int>? {
        let start = tile.index * TileCoordinate.fullWidth
        let hashCount = try await store.head().size >> (8 * tile.level)
        guard start + tile.width <= hashCount else { return nil }
        return start..<start + tile.width
    }
}

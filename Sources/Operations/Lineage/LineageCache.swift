import Governance
import Ledger
import Transparency

#if canImport(Glibc)
import Glibc
#endif

/// A file with the lineage graph as it was read last, so that a program that begins reads only what
/// came since.
///
/// It may be deleted at any time. One that is damaged, of another version, or not of this ledger
/// counts as none.
package struct LineageCache: Sendable {
    private let path: String
    /// To be raised when a graph is made in another way of the same rows, or kept in another way.
    private static let format = 1

    package init(path: String) { self.path = path }

    func delete() { unlink(path) }

    /// What was kept, if it is of the ledger that the store holds.
    func read(for store: some LedgerStore) async -> LineageIndex.Loaded? {
        guard FileBytes.exists(path), let bytes = try? FileBytes.read(path),
            let (anchor, loaded) = Self.decode(bytes),
            let leaf = try? await store.hashes(level: 0, in: anchor.index..<anchor.index + 1).first,
            leaf == anchor.leaf
        else { return nil }
        return loaded
    }

    /// Keeps it; where that does not work, as in a home that may only be read, nothing is lost.
    func write(_ loaded: LineageIndex.Loaded, of store: some LedgerStore) async {
        let index = Int(max(loaded.activityOrder, loaded.nodeOrder))
        guard index >= 0,
            let leaf = try? await store.hashes(level: 0, in: index..<index + 1).first
        else { return }
        let bytes = Self.encode(loaded, Anchor(index: index, leaf: leaf))
        guard bytes.count <= FileBytes.sizeLimit else { return }
        try? FileBytes.write(bytes, to: path)
    }

    /// The last record that is in it: the ledger with this record is the one that it was read from.
    struct Anchor: Equatable {
        let index: Int
        let leaf: Digest
    }

    // MARK: Bytes

    private static let title = Array("assay lineage \(format) \(ProgramVersion.text)\n".utf8)

    static func encode(_ loaded: LineageIndex.Loaded, _ anchor: Anchor) -> [UInt8] {
        var arrays = PackedArrays()
        for number in [Int64(anchor.index), loaded.nodeOrder, loaded.activityOrder] {
            arrays.add(number)
        }
        let parts = loaded.snapshot.graph.parts
        arrays.add(parts.keys)
        for numbers in [parts.activities, parts.ends] { arrays.add(numbers) }
        for texts in [parts.names, parts.labels, parts.workspaces] { arrays.add(texts) }
        arrays.add(Array(loaded.snapshot.texts.keys))
        arrays.add(Array(loaded.snapshot.texts.values))
        let registered = loaded.snapshot.registered.flatMap { key, versions in
            versions.map { (key, $0) }
        }
        arrays.add(registered.map(\.0))
        arrays.add(registered.map(\.1.version))
        arrays.add(registered.map(\.1.workspace))
        let bytes = title + anchor.leaf.bytes + arrays.bytes
        return bytes + Digest(of: bytes).bytes
    }

    /// - Returns: `nil` when it is damaged or of another version.
    static func decode(_ bytes: [UInt8]) -> (Anchor, LineageIndex.Loaded)? {
        let end = bytes.count - Digest.byteCount
        let start = title.count + Digest.byteCount
        guard start <= end, bytes.starts(with: title),
            Digest(bytes: Array(bytes[end...])) == Digest(of: Array(bytes[..<end])),
            let leaf = Digest(bytes: Array(bytes[title.count..<start]))
        else { return nil }
        var reader = PackedArraysReader(bytes[start..<end])
        guard let index = reader.number(), index >= 0, index < Int64.max,
            let nodeOrder = reader.number(), let activityOrder = reader.number(),
            let graph = graph(&reader), let snapshot = snapshot(graph, &reader), reader.isAtEnd
        else { return nil }
        return (
            Anchor(index: Int(index), leaf: leaf),
            LineageIndex.Loaded(
                snapshot: snapshot, nodeOrder: nodeOrder, activityOrder: activityOrder)
        )
    }

    private static func graph(_ reader: inout PackedArraysReader) -> LineageGraph? {
        var parts = LineageGraph.Parts()
        guard let keys = reader.keys(), let activities = reader.numbers(),
            let ends = reader.numbers(), let names = reader.texts(),
            let labels = reader.texts(), let workspaces = reader.texts()
        else { return nil }
        (parts.keys, parts.activities, parts.ends) = (keys, activities, ends)
        (parts.names, parts.labels, parts.workspaces) = (names, labels, workspaces)
        return LineageGraph(parts)
    }

    private static func snapshot(
        _ graph: LineageGraph, _ reader: inout PackedArraysReader
    ) -> LineageIndex.Snapshot? {
        guard let keys = reader.keys(), let texts = reader.texts(), keys.count == texts.count,
            let parts = reader.keys(), let versions = reader.texts(),
            let workspaces = reader.texts(), parts.count == versions.count,
            parts.count == workspaces.count
        else { return nil }
        var snapshot = LineageIndex.Snapshot(graph: graph)
        snapshot.texts = Dictionary(zip(keys, texts)) { first, _ in first }
        for (key, (version, workspace)) in zip(parts, zip(versions, workspaces)) {
            snapshot.registered[key, default: []].insert(
                LineageIndex.Snapshot.Registered(version: version, workspace: workspace))
        }
        return snapshot
    }
}

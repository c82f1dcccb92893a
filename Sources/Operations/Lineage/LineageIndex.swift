import Governance
package import Ledger
import Transparency

/// The lineage graph of a ledger's read models, kept in memory and brought up to date when asked.
package actor LineageIndex {
    private var loaded = Loaded()
    private var loading: Task<Snapshot, any Error>?
    private let cache: LineageCache?
    private var hasBegun = false

    /// `cache`: Where the graph is kept for programs that begin later.
    package init(cache: LineageCache? = nil) { self.cache = cache }

    /// The graph with all that was committed before the call.
    ///
    /// - Complexity: O(what was recorded since the last call), and O(the graph) when anything was.
    package func current(
        in store: some LedgerStore, blobs: BlobFolder
    ) async throws -> Snapshot {
        // One after another, so that the second finds only what came meanwhile.
        let before = loading
        let task = Task {
            _ = await before?.result
            return try await current(store, blobs)
        }
        loading = task
        return try await task.value
    }

    /// Forgets everything, for the rows were made anew, or are known to be right now.
    func forget() {
        loaded = Loaded()
        cache?.delete()
    }

    private func current(_ store: some LedgerStore, _ blobs: BlobFolder) async throws -> Snapshot {
        let isFirst = !hasBegun
        if isFirst, let kept = await cache?.read(for: store) { loaded = kept }
        let count = try await load(from: store, blobs)
        hasBegun = true
        if isFirst, count >= Self.keptCountMin { await cache?.write(loaded, of: store) }
        return loaded.snapshot
    }

    /// Fewer rows than this are read faster than kept.
    private static let keptCountMin = 500

    /// - Returns: How many rows were read.
    private func load(from store: some RowReading, _ blobs: BlobFolder) async throws -> Int {
        // Nobody else has it meanwhile, so that it need not be copied to be changed.
        var (known, count) = (loaded, 0)
        loaded = Loaded()
        defer { loaded = known }
        known.nodeOrder = try await Self.each(
            .lineageNodes, in: store, after: known.nodeOrder, as: LineageRow.node
        ) { _, node in
            known.snapshot.texts[node.key] = node.text
            count += 1
        }
        known.activityOrder = try await Self.each(
            .lineage, in: store, after: known.activityOrder, as: { LineageRow($0) }
        ) { key, activity in
            known.snapshot.put(activity, key)
            for folder in activity.folders {
                Self.put(folder, in: activity.workspace, blobs, &known.snapshot)
            }
            count += 1
        }
        known.snapshot.graph.seal()
        return count
    }

    /// Beyond, a folder is known by its own digest alone.
    private static let fileCountMax = 10_000

    /// Which files a folder consists of.
    ///
    /// So lineage leads from each of them to whatever the folder is part of; a manifest that does not
    /// read leads nowhere.
    private static func put(
        _ folder: Digest, in workspace: Workspace, _ blobs: BlobFolder, _ snapshot: inout Snapshot
    ) {
        let name = LineageRow.key(
            workspace, LineageActivity.Kind.contents.rawValue, folder.description)
        guard !snapshot.graph.has(activity: name), let bytes = try? blobs.get(folder),
            let manifest = (try? JSON(parsing: bytes)).flatMap({ FolderManifest(json: $0) }),
            manifest.entries.count <= fileCountMax
        else { return }
        let files = manifest.entries.map { LineageReference($0.digest) }
        for file in files { snapshot.texts[LineageKey(file)] = file.description }
        snapshot.graph.put(
            name, label: folder.description, in: workspace.name, inputs: files.map(LineageKey.init),
            outputs: [LineageKey(LineageReference(folder))])
    }

    private struct Page<Item: Sendable>: Sendable {
        let items: [(key: String, item: Item)]
        let last: Int64?
        let next: PageCursor?
    }

    /// Calls `body` with what `read` makes of each row, and the row's key; the next rows are read
    /// meanwhile.
    ///
    /// - Returns: The order of the last row.
    private static func each<Item: Sendable>(
        _ table: ReadModel, in store: some RowReading, after order: Int64,
        as read: @escaping @Sendable (Row) -> Item?, _ body: (String, Item) -> Void
    ) async throws -> Int64 {
        var last = order
        let start = order < 0 ? nil : PageCursor(order: order, tie: .max)
        var page: Page<Item>? = try await Self.page(table, in: store, from: start, as: read)
        while let current = page {
            async let next = Self.page(table, in: store, after: current, as: read)
            for (key, item) in current.items { body(key, item) }
            last = current.last ?? last
            page = try await next
        }
        return last
    }

    private static func page<Item>(
        _ table: ReadModel, in store: some RowReading, after page: Page<Item>,
        as read: (Row) -> Item?
    ) async throws(Failure) -> Page<Item>? {
        guard let cursor = page.next else { return nil }
        return try await Self.page(table, in: store, from: cursor, as: read)
    }

    private static func page<Item>(
        _ table: ReadModel, in store: some RowReading, from cursor: PageCursor?,
        as read: (Row) -> Item?
    ) async throws(Failure) -> Page<Item> {
        let page = try await Failure.reading { () throws(LedgerError) in
            try await store.rows(
                RowQuery(table.rawValue, after: cursor, limit: 1_000, direction: .oldestFirst))
        }
        return Page(
            items: page.rows.compactMap { row in read(row).map { (row.key, $0) } },
            last: page.rows.last?.order, next: page.next)
    }
}

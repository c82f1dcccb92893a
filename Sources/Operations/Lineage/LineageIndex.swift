package import Governance
package import Ledger
import Transparency

/// The lineage graph of a ledger's read models, kept in memory and brought up to date when asked.
package actor LineageIndex {
    /// A graph with the texts of its nodes.
    package struct Snapshot: Sendable {
        package internal(set) var graph = LineageGraph()
        fileprivate var texts: [LineageKey: String] = [:]
        fileprivate var registered: [LineageKey: Set<Registered>] = [:]

        /// A version that bytes were registered as a part of.
        struct Registered: Hashable {
            let version: String
            let workspace: String
        }

        /// The first few of the versions that these bytes are a part of, by name.
        func versions(
            ofPart node: LineageGraph.Node, countMax: Int, sees: (String) -> Bool
        ) -> [String] {
            let all = registered[graph.keys[Int(node)]] ?? []
            return all.filter { sees($0.workspace) }.map(\.version).sorted().prefix(countMax).map(
                \.self)
        }

        package func text(_ node: LineageGraph.Node) -> String {
            texts[graph.keys[Int(node)]] ?? "unknown:"
        }

        package func node(_ reference: LineageReference) -> LineageGraph.Node? {
            graph.node(LineageKey(reference))
        }
    }

    private var snapshot = Snapshot()
    private var activityOrder: Int64 = -1
    private var nodeOrder: Int64 = -1
    private var loading: Task<Snapshot, any Error>?

    package init() {}

    /// The graph with all that was committed before the call.
    ///
    /// - Complexity: O(what was recorded since the last call), and O(the graph) when anything was.
    package func current(
        in store: some RowReading, blobs: BlobFolder
    ) async throws -> Snapshot {
        // One after another, so that the second finds only what came meanwhile.
        let before = loading
        let task = Task {
            _ = await before?.result
            return try await load(from: store, blobs)
        }
        loading = task
        return try await task.value
    }

    private func load(
        from store: some RowReading, _ blobs: BlobFolder
    ) async throws -> Snapshot {
        // Nobody else has it meanwhile, so that it need not be copied to be changed.
        var (graph, texts) = (snapshot.graph, snapshot.texts)
        var registered = snapshot.registered
        snapshot = Snapshot()
        defer { snapshot = Snapshot(graph: graph, texts: texts, registered: registered) }
        nodeOrder = try await Self.each(
            .lineageNodes, in: store, after: nodeOrder, as: LineageRow.node
        ) { _, node in texts[node.key] = node.text }
        activityOrder = try await Self.each(
            .lineage, in: store, after: activityOrder, as: { LineageRow($0) }
        ) { key, activity in
            for text in activity.texts { texts[LineageKey(text)] = text.description }
            graph.put(
                key, label: activity.label, in: activity.workspace.name,
                inputs: activity.inputs,
                outputs: activity.outputs)
            if activity.kind == LineageActivity.Kind.registration.rawValue {
                let version = Snapshot.Registered(
                    version: activity.activity, workspace: activity.workspace.name)
                for input in activity.inputs { registered[input, default: []].insert(version) }
            }
            for folder in activity.folders {
                Self.put(folder, in: activity.workspace, blobs, &graph, &texts)
            }
        }
        graph.seal()
        return Snapshot(graph: graph, texts: texts, registered: registered)
    }

    /// Beyond, a folder is known by its own digest alone.
    private static let fileCountMax = 10_000

    /// Which files a folder consists of.
    ///
    /// So lineage leads from each of them to whatever the folder is part of; a manifest that does not
    /// read leads nowhere.
    private static func put(
        _ folder: Digest, in workspace: Workspace, _ blobs: BlobFolder,
        _ graph: inout LineageGraph, _ texts: inout [LineageKey: String]
    ) {
        let name = LineageRow.key(
            workspace, LineageActivity.Kind.contents.rawValue, folder.description)
        guard !graph.has(activity: name), let bytes = try? blobs.get(folder),
            let manifest = (try? JSON(parsing: bytes)).flatMap({ FolderManifest(json: $0) }),
            manifest.entries.count <= fileCountMax
        else { return }
        let files = manifest.entries.map { LineageReference($0.digest) }
        for file in files { texts[LineageKey(file)] = file.description }
        graph.put(
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

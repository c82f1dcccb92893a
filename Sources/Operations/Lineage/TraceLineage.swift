package import Governance
import Ledger
import Tracking
import Transparency

/// Walks from something to all that comes of it, or to all that it comes of: data sets, models,
/// adapters, their releases, and where they are in use.
package struct TraceLineage: Operation {
    package enum Direction: String, Sendable, CaseIterable { case downstream, upstream }

    /// A version, a subject for all of its versions, a digest, or what another system calls it.
    package let of: String
    package let direction: Direction
    /// How many things are listed; all are counted.
    package let limit: Int
    package let by: Actor

    package static let permission = Permission.readInventory
    package static let limitMax = 100_000
    package var object: OperationObject { .visible }

    package init(of: String, direction: Direction = .downstream, limit: Int = 10_000, by: Actor) {
        self.of = of
        self.direction = direction
        self.limit = limit
        self.by = by
    }

    package func run(on platform: Platform) async throws -> LineageTrace {
        guard (1...Self.limitMax).contains(limit) else {
            throw Failure.fault("bad_limit", "a limit is 1 to \(Self.limitMax), not `\(limit)`")
        }
        let visible = by.workspaces(for: Self.permission)
        let start = try await LineageStart(of, in: visible, on: platform)
        let snapshot = try await platform.lineage.current(
            in: platform.store, blobs: platform.blobs)
        let nodes = start.references.compactMap { snapshot.node($0) }
        let sees = { (name: String) in Workspace(name).map(visible.contains) ?? false }
        let known = nodes.filter { node in
            [.downstream, .upstream].contains { direction in
                !snapshot.graph.activities(at: node, direction, sees: sees).isEmpty
            }
        }
        let steps = snapshot.graph.walk(
            from: known, direction == .downstream ? .downstream : .upstream, sees: sees)
        var trace = LineageTrace(of: of, direction: direction, startCount: known.count)
        trace.count = steps.count - known.count
        trace.items = steps.prefix(limit).map { snapshot.item($0, sees: sees) }
        let versions = steps.lazy.map { snapshot.text($0.node) }
            .filter { !$0.hasPrefix(Digest.prefix) }.compactMap { VersionName($0) }
        trace.versions = try await Self.versions(Array(versions), in: visible, on: platform)
        trace.deployments = try await deployments(of: trace.versions, on: platform)
        return trace
    }

    /// Those that are visible: anybody may say that their own run read another workspace's version.
    private static func versions(
        _ names: [VersionName], in visible: WorkspaceSet, on platform: Platform
    ) async throws -> [LineageTrace.Reached] {
        var found: [LineageTrace.Reached] = []
        for start in stride(from: 0, to: names.count, by: RowQuery.keyCountMax) {
            let some = names[start..<min(start + RowQuery.keyCountMax, names.count)]
            let query = RowQuery(
                ReadModel.versions.rawValue, keys: some.map(\.description),
                limit: RowQuery.keyCountMax)
            let page = try await Failure.reading { () throws(LedgerError) in
                try await platform.store.rows(query)
            }
            let rows = Dictionary(page.rows.map { ($0.key, $0) }) { first, _ in first }
            found += some.compactMap { name in
                guard let row = rows[name.description], visible.contains(row.workspace) else {
                    return nil
                }
                return LineageTrace.Reached(name, row)
            }
        }
        return found
    }

    private func deployments(
        of versions: [LineageTrace.Reached], on platform: Platform
    ) async throws -> [LineageTrace.Deployment] {
        guard let tracking = platform.tracking, !versions.isEmpty else { return [] }
        let names = Set(versions.map(\.name.description))
        let reach = by.reach
        return try await tracking.searching { session throws(TrackingError) in
            try session.placedVersions(within: reach)
        }.filter { names.contains($0.version) }.map {
            LineageTrace.Deployment(version: $0.version, model: $0.model, place: $0.place)
        }
    }
}

extension LineageIndex.Snapshot {
    private static let partOfCountMax = 3

    fileprivate func item(
        _ step: LineageGraph.Step, sees: (String) -> Bool
    ) -> LineageTrace.Item {
        let reference = text(step.node)
        return LineageTrace.Item(
            reference: reference, depth: step.depth, from: step.from.map(text),
            activity: step.activity.map(activity),
            activityName: step.activity.map { graph.activityLabels[$0] },
            partOf: !reference.hasPrefix(Digest.prefix)
                ? []
                : versions(ofPart: step.node, countMax: Self.partOfCountMax, sees: sees))
    }

    private func activity(_ number: Int) -> String {
        String(LineageRow.activity(inKey: graph.activityNames[number]))
    }
}

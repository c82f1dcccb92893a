package import Governance
import Transparency

extension LineageIndex {
    /// A graph with the texts of its nodes.
    package struct Snapshot: Sendable {
        package internal(set) var graph = LineageGraph()
        var texts: [LineageKey: String] = [:]
        var registered: [LineageKey: Set<Registered>] = [:]

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

        mutating func put(_ activity: LineageRow, _ key: String) {
            for text in activity.texts { texts[LineageKey(text)] = text.description }
            graph.put(
                key, label: activity.label, in: activity.workspace.name,
                inputs: activity.inputs, outputs: activity.outputs)
            guard activity.kind == LineageActivity.Kind.registration.rawValue else { return }
            let version = Registered(
                version: activity.activity, workspace: activity.workspace.name)
            for input in activity.inputs { registered[input, default: []].insert(version) }
        }

        package func text(_ node: LineageGraph.Node) -> String {
            texts[graph.keys[Int(node)]] ?? "unknown:"
        }

        package func node(_ reference: LineageReference) -> LineageGraph.Node? {
            graph.node(LineageKey(reference))
        }
    }

    /// A snapshot, and what it was read up to.
    struct Loaded: Sendable {
        var snapshot = Snapshot()
        var nodeOrder: Int64 = -1
        var activityOrder: Int64 = -1
    }
}

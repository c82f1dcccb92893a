import Governance
import Testing
import Transparency

@Suite struct LineageGraphTests {
    private func key(_ name: String) -> LineageKey {
        LineageKey(LineageReference(Digest(of: Array(name.utf8))))
    }

    private func graph(
        _ activities: [(name: String, workspace: String, inputs: [String], outputs: [String])]
    ) -> LineageGraph {
        var graph = LineageGraph()
        for activity in activities {
            graph.put(
                activity.name, label: activity.name, in: activity.workspace,
                inputs: activity.inputs.map(key),
                outputs: activity.outputs.map(key))
        }
        graph.seal()
        return graph
    }

    private func reached(
        _ graph: LineageGraph, _ start: String, _ direction: LineageGraph.Direction,
        sees: (String) -> Bool = { _ in true }
    ) -> [LineageKey: Int] {
        let starts = [graph.node(key(start))].compactMap(\.self)
        let steps = graph.walk(from: starts, direction, sees: sees)
        return Dictionary(uniqueKeysWithValues: steps.map { (graph.keys[Int($0.node)], $0.depth) })
    }

    @Test func `a walk reaches what was made of it, and not what it was made with`() {
        let graph = graph([
            ("train", "a", ["raw", "code"], ["model"]), ("tune", "a", ["model"], ["tuned"]),
            ("other", "a", ["code"], ["report"]),
        ])
        #expect(
            reached(graph, "raw", .downstream)
                == [key("raw"): 0, key("model"): 1, key("tuned"): 2])
        #expect(
            reached(graph, "tuned", .upstream)
                == [key("tuned"): 0, key("model"): 1, key("raw"): 2, key("code"): 2])
    }

    @Test func `a circle ends`() {
        let graph = graph([("one", "a", ["x"], ["y"]), ("two", "a", ["y"], ["x"])])
        #expect(reached(graph, "x", .downstream) == [key("x"): 0, key("y"): 1])
    }

    @Test func `what a workspace does not show is no way`() {
        let graph = graph([
            ("open", "a", ["x"], ["y"]), ("hidden", "b", ["y"], ["z"]),
        ])
        #expect(reached(graph, "x", .downstream) { $0 == "a" } == [key("x"): 0, key("y"): 1])
        #expect(reached(graph, "x", .downstream).count == 3)
    }

    @Test func `an activity put again is the new one alone`() {
        var graph = graph([("one", "a", ["x"], ["y"])])
        graph.put("one", label: "one", in: "a", inputs: [key("x")], outputs: [key("z")])
        graph.seal()
        #expect(reached(graph, "x", .downstream) == [key("x"): 0, key("z"): 1])
    }

    /// A walk over random graphs against one that tries every activity until nothing is new.
    @Test(arguments: 0..<50)
    func `a walk agrees with the slow way`(turn: UInt64) throws {
        var random = SeededRandom(SeededRandom.seed &+ turn)
        let names = (0..<20).map { "n\($0)" }
        let some = (0..<30).map { number in
            (
                name: "a\(number)", workspace: random.one(of: ["a", "b"]),
                inputs: (0..<Int.random(in: 0...3, using: &random)).map { _ in
                    random.one(of: names)
                },
                outputs: (0..<Int.random(in: 0...3, using: &random)).map { _ in
                    random.one(of: names)
                }
            )
        }
        let graph = graph(some)
        let start = try #require(names.first { graph.node(key($0)) != nil })
        for direction in [LineageGraph.Direction.downstream, .upstream] {
            var slow: Set = [start]
            var before = 0
            while before != slow.count {
                before = slow.count
                for activity in some where activity.workspace == "a" {
                    let (from, to) =
                        direction == .downstream
                        ? (activity.inputs, activity.outputs) : (activity.outputs, activity.inputs)
                    if !slow.isDisjoint(with: from) { slow.formUnion(to) }
                }
            }
            let fast = reached(graph, start, direction) { $0 == "a" }
            #expect(Set(fast.keys) == Set(slow.map(key)))
        }
    }
}

/// What was made of what: activities between the things that they used and made.
///
/// Kept flat, in numbers, so that a million edges fit into some megabytes and are walked in
/// milliseconds.
package struct LineageGraph: Sendable {
    /// A thing, by its place in ``keys``.
    package typealias Node = UInt32

    package enum Direction: Sendable { case downstream, upstream }

    struct Activity: Sendable {
        var inputs: Range<Int>
        var outputs: Range<Int>
        var workspace: Int
    }

    /// By node.
    package internal(set) var keys: [LineageKey] = []
    var nodes: [LineageKey: Node] = [:]
    var activities: [Activity] = []
    var activityNumbers: [String: Int] = [:]
    /// By activity: unique, and for people.
    package internal(set) var activityNames: [String] = []
    package internal(set) var activityLabels: [String] = []
    var ends: [Node] = []
    var workspaces: [String] = []
    private var downward = Adjacency()
    private var upward = Adjacency()
    var isSealed = true

    package init() {}

    package var nodeCount: Int { keys.count }
    package var edgeCount: Int {
        activities.reduce(0) { $0 + max($1.inputs.count, 1) * max($1.outputs.count, 1) }
    }

    package func node(_ key: LineageKey) -> Node? { nodes[key] }

    package func has(activity name: String) -> Bool { activityNumbers[name] != nil }

    /// Adds an activity, or puts it in place of the one of that name.
    ///
    /// `name`: Unique; such as the key of its row.
    package mutating func put(
        _ name: String, label: String, in workspace: String, inputs: [LineageKey],
        outputs: [LineageKey]
    ) {
        let activity = Activity(
            inputs: append(inputs), outputs: append(outputs), workspace: number(of: workspace))
        if let known = activityNumbers[name] {
            activities[known] = activity
            activityLabels[known] = label
        } else {
            activityNumbers[name] = activities.count
            activities.append(activity)
            activityNames.append(name)
            activityLabels.append(label)
        }
        isSealed = false
    }

    private mutating func append(_ some: [LineageKey]) -> Range<Int> {
        let start = ends.count
        for key in some {
            if let node = nodes[key] {
                ends.append(node)
            } else {
                let node = Node(keys.count)
                nodes[key] = node
                keys.append(key)
                ends.append(node)
            }
        }
        return start..<ends.count
    }

    private mutating func number(of workspace: String) -> Int {
        if let known = workspaces.firstIndex(of: workspace) { return known }
        workspaces.append(workspace)
        return workspaces.count - 1
    }

    /// Makes it ready for walks after activities were put.
    ///
    /// - Complexity: O(nodes + inputs + outputs) when any were, else O(1).
    package mutating func seal() {
        guard !isSealed else { return }
        downward = Adjacency(nodeCount: keys.count, activities.map(\.inputs), ends)
        upward = Adjacency(nodeCount: keys.count, activities.map(\.outputs), ends)
        isSealed = true
    }

    /// Something that was reached.
    package struct Step: Sendable, Equatable {
        package let node: Node
        /// How many activities away; 0 for where the walk began.
        package let depth: Int
        /// From where, by which activity; `nil` for where the walk began.
        package let from: Node?
        package let activity: Int?
    }

    /// Everything that comes of these, or that they come of, nearest first; they themselves first.
    ///
    /// `sees`: Whether activities of a workspace count.
    ///
    /// - Precondition: It is sealed.
    /// - Complexity: O(nodes + inputs + outputs).
    package func walk(
        from starts: [Node], _ direction: Direction, sees: (String) -> Bool
    ) -> [Step] {
        precondition(isSealed, "seal() comes before walk")
        let seen = workspaces.map(sees)
        let adjacency = direction == .downstream ? downward : upward
        var visited = [Bool](repeating: false, count: keys.count)
        var done = [Bool](repeating: false, count: activities.count)
        var steps: [Step] = []
        for start in starts where !visited[Int(start)] {
            visited[Int(start)] = true
            steps.append(Step(node: start, depth: 0, from: nil, activity: nil))
        }
        var next = 0
        while next < steps.count {
            let step = steps[next]
            next += 1
            for number in adjacency[step.node] {
                let activity = activities[Int(number)]
                guard !done[Int(number)], seen[activity.workspace] else { continue }
                done[Int(number)] = true
                for node in ends[direction == .downstream ? activity.outputs : activity.inputs]
                where !visited[Int(node)] {
                    visited[Int(node)] = true
                    steps.append(
                        Step(
                            node: node, depth: step.depth + 1, from: step.node,
                            activity: Int(number)))
                }
            }
        }
        return steps
    }

    /// Activities that use a node (downstream), or that made it.
    ///
    /// - Precondition: It is sealed.
    package func activities(
        at node: Node, _ direction: Direction, sees: (String) -> Bool
    ) -> [Int] {
        precondition(isSealed, "seal() comes before activities")
        return (direction == .downstream ? downward : upward)[node].map(Int.init).filter {
            sees(workspaces[activities[$0].workspace])
        }
    }

    /// What an activity used, and what it made.
    package func ends(of activity: Int) -> (inputs: ArraySlice<Node>, outputs: ArraySlice<Node>) {
        (ends[activities[activity].inputs], ends[activities[activity].outputs])
    }
}

/// The activities at each node, in compressed sparse rows.
private struct Adjacency: Sendable {
    private var starts: [Int] = [0]
    private var numbers: [UInt32] = []

    init() {}

    init(nodeCount: Int, _ ranges: [Range<Int>], _ ends: [LineageGraph.Node]) {
        var starts = [Int](repeating: 0, count: nodeCount + 1)
        for range in ranges {
            for node in ends[range] { starts[Int(node) + 1] += 1 }
        }
        for node in 0..<nodeCount { starts[node + 1] += starts[node] }
        var free = starts
        var numbers = [UInt32](repeating: 0, count: starts[nodeCount])
        for (number, range) in ranges.enumerated() {
            for node in ends[range] {
                numbers[free[Int(node)]] = UInt32(number)
                free[Int(node)] += 1
            }
        }
        self.starts = starts
        self.numbers = numbers
    }

    subscript(node: LineageGraph.Node) -> ArraySlice<UInt32> {
        let node = Int(node)
        guard node + 1 < starts.count else { return [] }
        return numbers[starts[node]..<starts[node + 1]]
    }
}

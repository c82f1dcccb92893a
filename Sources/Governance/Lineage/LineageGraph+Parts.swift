extension LineageGraph {
    /// All there is to a graph, in plain arrays: what a file keeps of it.
    package struct Parts: Sendable, Equatable {
        package var keys: [LineageKey] = []
        /// By activity, five numbers: where in ``ends`` its inputs begin and end, where its outputs
        /// do, and which workspace it is of.
        package var activities: [UInt32] = []
        package var ends: [Node] = []
        package var names: [String] = []
        package var labels: [String] = []
        package var workspaces: [String] = []

        package init() {}
    }

    private static let numberCount = 5

    package var parts: Parts {
        var parts = Parts()
        (parts.keys, parts.ends, parts.workspaces) = (keys, ends, workspaces)
        (parts.names, parts.labels) = (activityNames, activityLabels)
        parts.activities = activities.flatMap { activity in
            [
                activity.inputs.lowerBound, activity.inputs.upperBound,
                activity.outputs.lowerBound, activity.outputs.upperBound, activity.workspace,
            ].map { UInt32($0) }
        }
        return parts
    }

    /// The graph of these parts, ready for walks.
    ///
    /// - Returns: `nil` when they are not those of a graph: something leads nowhere, or is there twice.
    /// - Complexity: O(nodes + inputs + outputs).
    package init?(_ parts: Parts) {
        let count = parts.activities.count / Self.numberCount
        guard parts.activities.count == count * Self.numberCount, parts.names.count == count,
            parts.labels.count == count,
            parts.ends.allSatisfy({ $0 < parts.keys.count })
        else { return nil }
        self.init()
        (keys, ends, workspaces) = (parts.keys, parts.ends, parts.workspaces)
        (activityNames, activityLabels) = (parts.names, parts.labels)
        nodes = Dictionary(zip(keys, 0...)) { first, _ in first }
        activityNumbers = Dictionary(zip(activityNames, 0...)) { first, _ in first }
        guard nodes.count == keys.count, activityNumbers.count == count else { return nil }
        activities.reserveCapacity(count)
        for start in stride(from: 0, to: parts.activities.count, by: Self.numberCount) {
            let numbers = parts.activities[start..<start + Self.numberCount].map { Int($0) }
            guard numbers[0] <= numbers[1], numbers[1] <= ends.count, numbers[2] <= numbers[3],
                numbers[3] <= ends.count, numbers[4] < workspaces.count
            else { return nil }
            activities.append(
                Activity(
                    inputs: numbers[0]..<numbers[1], outputs: numbers[2]..<numbers[3],
                    workspace: numbers[4]))
        }
        isSealed = false
        seal()
    }
}

import Transparency

/// Holds older checkpoints against the tree as it grows, record by record.
struct RollbackCheck {
    private var expected: [(size: Int, root: Digest)]
    private var next = 0
    private(set) var firstFault: String?

    var checkpointCount: Int { expected.count }

    init(_ checkpoints: [Checkpoint]) {
        expected = checkpoints.map { ($0.size, $0.root) }.sorted { $0.size < $1.size }
    }

    /// Compares the checkpoints of this size; called for every size from 0 up.
    ///
    /// - Complexity: O(1) for a size that no checkpoint has.
    mutating func read(_ frontier: MerkleFrontier) {
        while next < expected.count, expected[next].size <= frontier.size {
            if expected[next].root != frontier.root {
                note(
                    "an older checkpoint over \(frontier.size) records has another root: "
                        + "the past was rewritten")
            }
            next += 1
        }
    }

    /// Notes the checkpoints that the ledger never reached.
    mutating func finish(size: Int) {
        guard let longer = expected.last, longer.size > size else { return }
        note(
            "an older checkpoint covers \(longer.size) records and the ledger has \(size): "
                + "it was rolled back")
    }

    private mutating func note(_ fault: String) {
        if firstFault == nil { firstFault = fault }
    }
}

import Governance

/// Which columns a person may not change, or only in one way, as they say it.
package struct ChangeRules: Sendable, Equatable {
    package var fixed: [String]
    package var increaseOnly: [String]
    package var decreaseOnly: [String]
    package var ranges: [Range]

    /// What a column's new value must lie in.
    package struct Range: Sendable, Equatable {
        package let column: String
        package let bounds: ClosedRange<Double>

        package init(column: String, bounds: ClosedRange<Double>) {
            self.column = column
            self.bounds = bounds
        }
    }

    package init(
        fixed: [String] = [], increaseOnly: [String] = [], decreaseOnly: [String] = [],
        ranges: [Range] = []
    ) {
        self.fixed = fixed
        self.increaseOnly = increaseOnly
        self.decreaseOnly = decreaseOnly
        self.ranges = ranges
    }

    /// - Throws: A fault for a column that is not there or is text where a number is meant, and for
    ///   rules that contradict each other.
    func check(against columns: [ChangeableColumn]) throws(Failure) {
        let known = columns.map(\.name)
        let directions = increaseOnly + decreaseOnly
        for name in fixed + directions + ranges.map(\.column) where !known.contains(name) {
            throw .fault(
                "unknown_column",
                "the model takes no column `\(name)`; it takes \(known.inBackticks)")
        }
        for name in directions + ranges.map(\.column) {
            guard columns.contains(where: { $0.name == name && $0.names == nil }) else {
                throw .fault(
                    "not_a_number",
                    "column `\(name)` is text, which has no order; it can only be `--fixed`")
            }
        }
        for name in directions where fixed.contains(name) {
            throw .fault("bad_rule", "column `\(name)` cannot be fixed and change in one direction")
        }
        for name in increaseOnly where decreaseOnly.contains(name) {
            throw .fault(
                "bad_rule",
                "column `\(name)` cannot only increase and only decrease; say `--fixed \(name)`")
        }
        var ranged: Set<String> = []
        for range in ranges where !ranged.insert(range.column).inserted {
            throw .fault("bad_rule", "column `\(range.column)` has more than one range")
        }
    }
}

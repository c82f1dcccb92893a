/// Weights of training rows by group and label with which group and label are independent.
///
/// A row of group `g` and label `y` weighs `P(g)·P(y) / P(g, y)`: 1 where the two are independent
/// already. Weighted, every group has the same share of true labels.
///
/// Source: F. Kamiran and T. Calders, *Data preprocessing techniques for classification without
/// discrimination*, Knowledge and Information Systems 33 (2012).
package struct Reweighing: Sendable, Equatable {
    package struct Group: Sendable, Equatable {
        package let name: String
        package let rows: Int
        /// The share of true labels before; afterwards it is ``Reweighing/positiveShare``.
        package let positiveShare: Double?
        /// `nil` when the group has no such row.
        package let positiveWeight: Double?
        package let negativeWeight: Double?
    }

    /// Of all rows of known groups, before and after.
    package let positiveShare: Double
    package let groups: [Group]

    /// - Parameters:
    ///   - labels: 0 or 1; shape `[rows]`.
    ///   - column: Each row's group, same shape; rows of no known group take no part.
    /// - Throws: ``SampleError`` when there are no rows of known groups, the columns differ in
    ///   length, or a label is neither.
    /// - Complexity: O(rows).
    package init(labels: [Int32], groups column: GroupColumn) throws(SampleError) {
        let truths = try Scores.labels(labels)
        guard column.codes.count == truths.count else {
            throw .lengthsDiffer(
                column: column.name, rows: column.codes.count, expected: truths.count)
        }
        var rows = [Int](repeating: 0, count: column.names.count)
        var positives = rows
        for row in truths.indices where column.codes[row] >= 0 {
            rows[Int(column.codes[row])] += 1
            positives[Int(column.codes[row])] += truths[row] ? 1 : 0
        }
        let all = rows.reduce(0, +)
        guard all > 0 else { throw .noRows }
        let share = Double(positives.reduce(0, +)) / Double(all)
        positiveShare = share
        groups = column.names.indices.map { index in
            let (count, hits) = (Double(rows[index]), Double(positives[index]))
            return Group(
                name: column.names[index], rows: rows[index],
                positiveShare: count > 0 ? hits / count : nil,
                positiveWeight: hits > 0 ? count * share / hits : nil,
                negativeWeight: count > hits ? count * (1 - share) / (count - hits) : nil)
        }
    }
}

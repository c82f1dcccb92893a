/// Which group each row belongs to, by one attribute or by several crossed.
package struct GroupColumn: Sendable, Equatable {
    /// The code of a row whose group nobody knows.
    package static let unknown: Int32 = -1

    package let name: String
    package let names: [String]
    /// Indices into the names, or ``unknown``; shape `[rows]`.
    package let codes: [Int32]

    /// - Throws: ``SampleError/groupUnknown(row:code:groups:)`` for a code without a name.
    /// - Complexity: O(rows).
    package init(name: String, names: [String], codes: [Int32]) throws(SampleError) {
        for row in codes.indices
        where codes[row] < Self.unknown || Int(codes[row]) >= names.count {
            throw .groupUnknown(row: row, code: Int(codes[row]), groups: names.count)
        }
        self.name = name
        self.names = names
        self.codes = codes
    }

    private init(checked name: String, names: [String], codes: [Int32]) {
        self.name = name
        self.names = names
        self.codes = codes
    }

    /// The groups of each combination that some row has, as in “sex × race”.
    ///
    /// Combinations are in the order of the columns' names. A row unknown in one column is unknown.
    /// - Parameters:
    ///   - columns: At least one, of the same rows.
    ///   - most: How many names a column, and how many combinations the result, may have.
    /// - Returns: One column, whose name joins theirs.
    /// - Throws: ``SampleError`` when there is no column, the columns differ in length, or too many
    ///   combinations occur.
    /// - Complexity: O(rows · columns).
    package static func crossing(
        _ columns: [GroupColumn], most: Int = GroupMetrics.groupsMost
    ) throws(SampleError) -> GroupColumn {
        guard var joined = columns.first else { throw .noRows }
        for column in columns where column.names.count > most {
            throw .tooManyGroups(column: column.name, groups: column.names.count, most: most)
        }
        for column in columns.dropFirst() {
            joined = try crossed(joined, column)
            guard joined.names.count <= most else {
                throw .tooManyGroups(
                    column: joined.name, groups: joined.names.count, most: most)
            }
        }
        return joined
    }

    private static func crossed(
        _ first: GroupColumn, _ second: GroupColumn
    ) throws(SampleError) -> GroupColumn {
        guard first.codes.count == second.codes.count else {
            throw .lengthsDiffer(
                column: second.name, rows: second.codes.count, expected: first.codes.count)
        }
        let width = second.names.count
        var combined = [Int](repeating: -1, count: first.codes.count)
        var isSeen = [Bool](repeating: false, count: first.names.count * width)
        for row in combined.indices where first.codes[row] >= 0 && second.codes[row] >= 0 {
            combined[row] = Int(first.codes[row]) * width + Int(second.codes[row])
            isSeen[combined[row]] = true
        }
        let seen = isSeen.indices.filter { isSeen[$0] }
        var codeOf = [Int32](repeating: unknown, count: isSeen.count)
        for (code, combination) in zip(Int32(0)..., seen) { codeOf[combination] = code }
        return GroupColumn(
            checked: "\(first.name) × \(second.name)",
            names: seen.map { "\(first.names[$0 / width]) × \(second.names[$0 % width])" },
            codes: combined.map { $0 < 0 ? unknown : codeOf[$0] })
    }
}

/// Profiles of all columns of some rows: what is kept of a data set to compare others with.
///
/// Profiles of parts merge, in any order and grouping, to the profile of the whole: exactly in every
/// count, in lowest and highest values, in the number of distinct ones and in categories that fit;
/// up to rounding in mean and variance; within the stated error in quantiles.
package struct DataProfile: Sendable, Equatable {
    /// Each name once.
    package private(set) var columns: [ColumnProfile]

    /// - Throws: ``SketchError/columnsDiffer(_:)`` when a name comes twice.
    package init(_ columns: [ColumnProfile]) throws(SketchError) {
        var names = Set<String>(minimumCapacity: columns.count)
        for column in columns where !names.insert(column.name).inserted {
            throw .columnsDiffer(column.name)
        }
        self.columns = columns
    }

    /// Rows of the column that has the most.
    package var rows: Int { columns.reduce(0) { max($0, $1.rows) } }

    package func column(_ name: String) -> ColumnProfile? { columns.first { $0.name == name } }

    /// Changes one column in its place.
    ///
    /// - Parameters:
    ///   - index: Of the column, 0..<columns.count.
    ///   - change: What to do; must keep the name.
    /// - Throws: What the change throws.
    package mutating func update(
        _ index: Int, _ change: (inout ColumnProfile) throws(SketchError) -> Void
    ) throws(SketchError) {
        let name = columns[index].name
        try change(&columns[index])
        precondition(columns[index].name == name, "a column keeps its name")
    }

    /// Adds what a profile of other rows has seen.
    ///
    /// - Throws: ``SketchError/columnsDiffer(_:)`` unless both have the same columns, of the same
    ///   kinds, in whatever order; then nothing was added.
    package mutating func merge(_ other: DataProfile) throws(SketchError) {
        let places = try matches(other)
        for (index, place) in places.enumerated() {
            try columns[index].merge(other.columns[place])
        }
    }

    /// Where in the other profile each column is.
    private func matches(_ other: DataProfile) throws(SketchError) -> [Int] {
        var isSameOrder = columns.count == other.columns.count
        for (mine, others) in zip(columns, other.columns) where mine.name != others.name {
            isSameOrder = false
        }
        let named = isSameOrder ? [:] : Self.places(other.columns)
        var places: [Int] = []
        for (index, column) in columns.enumerated() {
            guard let place = isSameOrder ? index : named[column.name],
                other.columns[place].kind == column.kind
            else { throw .columnsDiffer(column.name) }
            places.append(place)
        }
        let mine = isSameOrder ? [:] : Self.places(columns)
        for column in other.columns where !isSameOrder && mine[column.name] == nil {
            throw .columnsDiffer(column.name)
        }
        return places
    }

    private static func places(_ columns: [ColumnProfile]) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1.name, $0) })
    }
}

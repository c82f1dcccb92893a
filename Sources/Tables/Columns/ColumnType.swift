/// What the values of a column are.
package enum ColumnType: String, Sendable, Equatable, CaseIterable {
    /// Doubles.
    case number
    /// Whole numbers, as doubles; see ``Numbers/beyondExactCount``.
    case integer
    /// Days since 1970-01-01, as doubles.
    case date
    /// Seconds since 1970-01-01T00:00:00, in UTC where the file names a zone, as doubles. Next to
    /// today's date they are apart by a quarter of a microsecond.
    case timestamp
    /// Seconds since midnight, or of a duration, as doubles.
    case time
    case boolean
    /// Text, as codes into a dictionary.
    case category

    /// Whether the values are ``Numbers``.
    package var isNumeric: Bool { self != .boolean && self != .category }
}

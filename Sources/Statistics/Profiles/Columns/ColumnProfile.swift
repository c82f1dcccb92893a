/// A column's name, kind and profile.
package struct ColumnProfile: Sendable, Equatable {
    package enum Kind: UInt8, Sendable, Equatable, CaseIterable {
        case number
        /// Numbers that are hashed as integers.
        case integer
        /// Numbers that are seconds since 1 January 1970, UTC.
        case date
        case category
        /// Categories `false` and `true`.
        case boolean

        package var isNumeric: Bool { self == .number || self == .integer || self == .date }
    }

    package enum Content: Sendable, Equatable {
        case numbers(NumericProfile)
        case categories(CategoricalProfile)
    }

    package let name: String
    package let kind: Kind
    package private(set) var content: Content

    /// Stands in a column while its own content is changed, so that the change copies nothing.
    private static let vacant = Content.categories(CategoricalProfile())

    /// A column without rows.
    ///
    /// - Parameters:
    ///   - name: Of the column.
    ///   - kind: Of its values.
    ///   - seed: Of the coins of its quantiles.
    package init(_ name: String, _ kind: Kind, seed: UInt64 = 0) {
        self.name = name
        self.kind = kind
        content =
            kind.isNumeric
            ? .numbers(NumericProfile(seed: seed, hashesIntegers: kind == .integer))
            : .categories(CategoricalProfile())
    }

    init(_ name: String, _ kind: Kind, _ content: Content) {
        self.name = name
        self.kind = kind
        self.content = content
    }

    package var rows: Int {
        switch content {
        case .numbers(let profile): profile.rows
        case .categories(let profile): profile.rows
        }
    }

    /// Adds numbers, or dates in seconds.
    ///
    /// - Throws: ``SketchError/columnsDiffer(_:)`` when the column is not of numbers.
    package mutating func add(_ values: [Double], nulls: Int = 0) throws(SketchError) {
        guard case .numbers(var profile) = content else { throw .columnsDiffer(name) }
        content = Self.vacant
        profile.add(values, nulls: nulls)
        content = .numbers(profile)
    }

    /// Adds categories by the codes of a dictionary, −1 for none.
    ///
    /// - Throws: ``SketchError`` when the column is not of categories, or a code is unknown.
    package mutating func add(codes: [Int32], names: [String]) throws(SketchError) {
        guard case .categories(var profile) = content else { throw .columnsDiffer(name) }
        try profile.add(codes: codes, names: names)
        content = .categories(profile)
    }

    /// Adds categories that were counted elsewhere.
    ///
    /// - Throws: ``SketchError`` when the column is not of categories, or a count is below 0.
    package mutating func add(
        names: [String], counts: [Int], nulls: Int = 0
    ) throws(SketchError) {
        guard case .categories(var profile) = content else { throw .columnsDiffer(name) }
        try profile.add(names, counts: counts, nulls: nulls)
        content = .categories(profile)
    }

    /// Adds what a profile of other rows of the column has seen.
    ///
    /// - Throws: ``SketchError/columnsDiffer(_:)`` when name or kind differ.
    package mutating func merge(_ other: ColumnProfile) throws(SketchError) {
        guard name == other.name, kind == other.kind else { throw .columnsDiffer(name) }
        switch (content, other.content) {
        case (.numbers(var mine), .numbers(let others)):
            content = Self.vacant
            mine.merge(others)
            content = .numbers(mine)
        case (.categories(var mine), .categories(let others)):
            mine.merge(others)
            content = .categories(mine)
        case (.numbers, .categories), (.categories, .numbers):
            throw .columnsDiffer(name)
        }
    }
}

/// A column that a caller wants, and as what.
package struct ColumnRequest: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        /// What the file says it is; what CSV and JSON Lines hold is guessed from their beginning.
        /// Cells may be missing, numbers may be infinite.
        case asWritten
        /// Finite numbers; a missing cell is refused.
        case number
        /// Finite numbers; a missing cell, `NA`, `NaN` and `null` are missing.
        case numberOrMissing
        /// Text; a missing cell is refused. In CSV an empty cell is an empty text.
        case category
        /// Text; a missing cell, and in CSV an empty one without quotation marks, is missing.
        case categoryOrMissing
        /// `0`, `1`, `true` or `false`; or, with a positive, whether the text is that one.
        case label(positive: String?)
    }

    package let name: String
    package let kind: Kind

    package init(_ name: String, _ kind: Kind = .asWritten) {
        self.name = name
        self.kind = kind
    }
}

extension ColumnRequest.Kind {
    /// The type in which a column of another type is handed over.
    func type(of written: ColumnType) -> ColumnType {
        switch self {
        case .asWritten: written
        case .number, .numberOrMissing: written.isNumeric ? written : .number
        case .category, .categoryOrMissing: .category
        case .label: .boolean
        }
    }

    var rule: CellRule {
        switch self {
        case .asWritten: CellRule(allowsMissing: true, allowsNonFinite: true)
        case .number, .category, .label(positive: nil): CellRule()
        case .numberOrMissing, .categoryOrMissing: CellRule(allowsMissing: true)
        case .label(positive: let positive?): CellRule(positive: Array(positive.utf8))
        }
    }
}

/// What a column's cells may be, apart from their type.
struct CellRule: Equatable {
    var allowsMissing = false
    /// Whether NaN and the infinities are numbers.
    var allowsNonFinite = false
    /// The text that means true, for labels.
    var positive: [UInt8]?
}

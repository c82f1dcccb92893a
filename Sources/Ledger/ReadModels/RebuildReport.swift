/// What a rebuild made, and where the rows that stood there differ from it.
package struct RebuildReport: Sendable, Equatable {
    /// Records that were read.
    package internal(set) var recordCount = 0
    /// Rows that these make.
    package internal(set) var rowCount = 0
    package internal(set) var differenceCount = 0
    /// The first ``differenceCountMax`` differences.
    package private(set) var differences: [RowDifference] = []

    package static let differenceCountMax = 100

    /// Whether the read models are what the records say.
    package var isEqual: Bool { differenceCount == 0 }

    mutating func note(_ kind: RowDifference.Kind, _ row: Row) {
        differenceCount += 1
        guard differences.count < Self.differenceCountMax else { return }
        differences.append(RowDifference(table: row.table, key: row.key, kind: kind))
    }
}

/// A row that is not what the records say.
package struct RowDifference: Sendable, Equatable {
    package enum Kind: String, Sendable {
        /// The records make it, but it is not there.
        case missing
        /// It is there, but no record makes it.
        case unexpected
        /// It is there and differs.
        case changed
    }

    package let table: String
    package let key: String
    package let kind: Kind
}

extension RowDifference: CustomStringConvertible {
    package var description: String { "\(kind.rawValue) row `\(key)` of `\(table)`" }
}

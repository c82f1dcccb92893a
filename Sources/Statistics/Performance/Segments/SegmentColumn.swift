/// A column by whose values rows are cut into segments.
package enum SegmentColumn: Sendable, Equatable {
    case categories(GroupColumn)
    /// Cut at quantiles; NaN is a level of its own.
    case numbers(name: String, values: [Double])

    package var name: String {
        switch self {
        case .categories(let column): column.name
        case .numbers(let name, _): name
        }
    }

    package var rows: Int {
        switch self {
        case .categories(let column): column.codes.count
        case .numbers(_, let values): values.count
        }
    }
}

/// A column as few levels, each a condition that a row keeps or not.
struct SegmentLevels: Sendable {
    static let levelsMost = 64

    let name: String
    /// What each level says.
    let conditions: [String]
    /// Indices into the conditions, or −1 for rows of no level; shape `[rows]`.
    let codes: [Int16]

    /// - Parameters:
    ///   - column: What is cut into levels.
    ///   - bins: Into how many quantiles numbers are cut.
    init(_ column: SegmentColumn, bins: Int) {
        switch column {
        case .categories(let column): self.init(column)
        case .numbers(let name, let values): self.init(name: name, values: values, bins: bins)
        }
    }

    /// The categories with most rows; rows of others have no level.
    private init(_ column: GroupColumn) {
        var rows = [Int](repeating: 0, count: column.names.count)
        for code in column.codes where code >= 0 { rows[Int(code)] += 1 }
        let kept = rows.indices.sorted { (rows[$1], $0) < (rows[$0], $1) }
            .prefix(Self.levelsMost).filter { rows[$0] > 0 }
        var levelOf = [Int16](repeating: -1, count: rows.count)
        for (level, code) in zip(Int16(0)..., kept) { levelOf[code] = level }
        name = column.name
        conditions = kept.map { "\(column.name) = \(column.names[$0])" }
        codes = column.codes.map { $0 < 0 ? -1 : levelOf[Int($0)] }
    }

    private init(name: String, values: [Double], bins: Int) {
        let sorted = values.filter { !$0.isNaN }.sorted()
        var edges: [Double] = []
        for cut in 1..<max(bins, 2) where !sorted.isEmpty {
            let edge = sorted[min(sorted.count * cut / max(bins, 2), sorted.count - 1)]
            if edges.last != edge && edge < sorted[sorted.count - 1] { edges.append(edge) }
        }
        self.name = name
        let missing = edges.count + 1
        conditions = Self.conditions(name, edges)
        codes = values.map { value in
            guard !value.isNaN else { return Int16(missing) }
            return Int16(edges.firstIndex { value <= $0 } ?? edges.count)
        }
    }

    private static func conditions(_ name: String, _ edges: [Double]) -> [String] {
        guard let first = edges.first, let last = edges.last else {
            return ["\(name) is known", "\(name) is missing"]
        }
        let between = zip(edges, edges.dropFirst()).map { "\($0) < \(name) ≤ \($1)" }
        return ["\(name) ≤ \(first)"] + between + ["\(name) > \(last)", "\(name) is missing"]
    }
}

/// Rows of both samples over all columns, in one scale: what multivariate measures look at.
///
/// Numbers are standardised by mean and deviation of both samples together, and a missing one is 0
/// with a column of its own that says so, if any is missing. Categories become one column each for
/// the most frequent, standardised too. At most ``rowsMost`` rows of a side are taken, evenly.
package struct FeatureMatrix: Sendable, Equatable {
    package static let rowsMost = 20_000
    static let categoriesMost = 20

    /// Row after row, the reference's first; shape `[rows × columns]`.
    let values: [Double]
    package let columns: Int
    /// Which of the samples' columns each column is made of; shape `[columns]`.
    package let names: [String]
    package let referenceRows: Int
    package let currentRows: Int

    package var rows: Int { referenceRows + currentRows }

    /// - Parameters:
    ///   - reference: Columns of equal length.
    ///   - current: Columns of the same names and kinds.
    /// - Throws: ``DriftError``.
    /// - Complexity: O(rows · columns).
    package init(reference: [DriftColumn], current: [DriftColumn]) throws(DriftError) {
        let others = Dictionary(current.map { ($0.name, $0) }) { first, _ in first }
        let (first, second) = (try Self.rows(reference), try Self.rows(current))
        guard first > 0 else { throw .noValues(.reference) }
        guard second > 0 else { throw .noValues(.current) }
        let taken = (Self.taken(first), Self.taken(second))
        var (features, names): ([[Double]], [String]) = ([], [])
        for column in reference {
            guard let other = others[column.name] else {
                throw .columnMissing(column.name, .current)
            }
            let found = try Self.features(column, other, taken).compactMap(Self.standardised)
            features += found
            names += found.map { _ in column.name }
        }
        self.names = names
        (columns, referenceRows, currentRows) = (features.count, taken.0.count, taken.1.count)
        let rows = taken.0.count + taken.1.count
        var values = [Double](repeating: 0, count: rows * features.count)
        for (column, feature) in features.enumerated() {
            for row in 0..<rows { values[row * features.count + column] = feature[row] }
        }
        self.values = values
    }

    private static func rows(_ columns: [DriftColumn]) throws(DriftError) -> Int {
        var rows: Int?
        for column in columns {
            let count: Int
            switch column.values {
            case .numbers(let values): count = values.count
            case .categories(let codes, _): count = codes.count
            }
            if let rows, rows != count {
                throw .lengthsDiffer(what: "values", count: count, expected: rows)
            }
            rows = count
        }
        return rows ?? 0
    }

    /// Evenly spread rows, all when they are few.
    private static func taken(_ rows: Int) -> [Int] {
        let count = min(rows, rowsMost)
        return (0..<count).map { $0 * rows / count }
    }

    private static func features(
        _ reference: DriftColumn, _ current: DriftColumn, _ taken: ([Int], [Int])
    ) throws(DriftError) -> [[Double]] {
        switch (reference.values, current.values) {
        case (.numbers(let first), .numbers(let second)):
            let all = taken.0.map { first[$0] } + taken.1.map { second[$0] }
            let missing = all.map { $0.isFinite ? 0.0 : 1 }
            let known = all.filter(\.isFinite)
            let mean = known.isEmpty ? 0 : known.reduce(0, +) / Double(known.count)
            return [all.map { $0.isFinite ? $0 : mean }, missing]
        case (.categories(let codes, let names), .categories(let otherCodes, let otherNames)):
            let all =
                try Self.names(codes, names, taken.0) + Self.names(otherCodes, otherNames, taken.1)
            return Self.mostFrequent(all).map { name in all.map { $0 == name ? 1 : 0 } }
        case (.numbers, .categories), (.categories, .numbers):
            throw .kindsDiffer(column: reference.name)
        }
    }

    private static func names(
        _ codes: [Int32], _ names: [String], _ taken: [Int]
    ) throws(DriftError) -> [String?] {
        var result: [String?] = []
        for row in taken {
            let code = Int(codes[row])
            guard code >= -1, code < names.count else {
                throw .codeUnknown(row: row, code: code, names: names.count)
            }
            result.append(code == -1 ? nil : names[code])
        }
        return result
    }

    private static func mostFrequent(_ all: [String?]) -> [String?] {
        var counts: [String?: Int] = [:]
        for name in all { counts[name, default: 0] += 1 }
        return counts.sorted {
            $0.value > $1.value || $0.value == $1.value && ($0.key ?? "") < ($1.key ?? "")
        }
        .prefix(categoriesMost).map(\.key)
    }

    /// Mean 0 and variance 1; `nil` of a constant.
    private static func standardised(_ feature: [Double]) -> [Double]? {
        let scale = feature.reduce(0) { max($0, $1.magnitude) }
        guard scale > 0 else { return nil }
        let scaled = feature.map { $0 / scale }
        let mean = scaled.reduce(0, +) / Double(scaled.count)
        let variance = scaled.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(scaled.count)
        guard variance > 1e-24 else { return nil }
        let deviation = variance.squareRoot()
        return scaled.map { ($0 - mean) / deviation }
    }
}

/// How many rows of a column have each category.
package struct CategorySample: Sendable, Equatable {
    /// Each once; shape `[categories]`.
    package let names: [String]
    /// Rows or weight of each, ≥ 0; same shape.
    package let counts: [Double]
    /// Rows without a category.
    package let missing: Int
    /// Rows with one.
    package let rows: Int
    /// Kish's (Σw)² / Σw²; the rows when there are no weights.
    package let effectiveRows: Double

    /// Counts codes.
    ///
    /// - Parameters:
    ///   - codes: −1 for a missing category, else an index into the names; shape `[rows]`.
    ///   - names: Each once; shape `[categories]`.
    ///   - weights: ≥ 0 and finite, same shape as the codes; `nil` when every row counts 1.
    /// - Throws: ``DriftError`` when a code or a weight is out of its range.
    /// - Complexity: O(rows + categories).
    package init(
        codes: [Int32], names: [String], weights: [Double]? = nil
    ) throws(DriftError) {
        if let weights {
            try self.init(codes: codes, names: names, weighing: weights)
        } else {
            let counts = try Self.count(codes, categories: names.count)
            let rows = codes.count - counts[0]
            self.init(
                names: names, counts: counts.dropFirst().map(Double.init), missing: counts[0],
                rows: rows, effectiveRows: Double(rows))
        }
    }

    /// Takes counts that were made elsewhere.
    ///
    /// - Throws: ``DriftError`` when a count is out of its range, or there is none for a name.
    package init(counts: [Double], names: [String], missing: Int = 0) throws(DriftError) {
        guard counts.count == names.count else {
            throw .lengthsDiffer(what: "counts", count: counts.count, expected: names.count)
        }
        for index in counts.indices where !(counts[index] >= 0 && counts[index] < 0x1p53) {
            throw .countOutOfRange(category: index, count: counts[index])
        }
        let sum = counts.reduce(0, +)
        self.init(
            names: names, counts: counts, missing: missing, rows: Int(min(sum, 0x1p53)),
            effectiveRows: sum)
    }

    init(
        names: [String], counts: [Double], missing: Int, rows: Int, effectiveRows: Double
    ) {
        self.names = names
        self.counts = counts
        self.missing = missing
        self.rows = rows
        self.effectiveRows = effectiveRows
    }

    /// The missing first, then each category.
    private static func count(_ codes: [Int32], categories: Int) throws(DriftError) -> [Int] {
        var counts = [Int](repeating: 0, count: categories + 1)
        var unknown: Int?
        counts.withUnsafeMutableBufferPointer { counts in
            for row in codes.indices {
                let place = Int(codes[row]) + 1
                guard place >= 0, place <= categories else {
                    unknown = row
                    break
                }
                counts[place] += 1
            }
        }
        if let unknown {
            throw .codeUnknown(row: unknown, code: Int(codes[unknown]), names: categories)
        }
        return counts
    }

    private init(
        codes: [Int32], names: [String], weighing weights: [Double]
    ) throws(DriftError) {
        guard weights.count == codes.count else {
            throw .lengthsDiffer(what: "weights", count: weights.count, expected: codes.count)
        }
        var counts = [Double](repeating: 0, count: names.count)
        var (missing, rows, sum, squares) = (0, 0, 0.0, 0.0)
        for row in codes.indices {
            let (code, weight) = (Int(codes[row]), weights[row])
            guard weight >= 0, weight < .infinity else {
                throw .weightOutOfRange(row: row, weight: weight)
            }
            guard code >= -1, code < names.count else {
                throw .codeUnknown(row: row, code: code, names: names.count)
            }
            if code == -1 {
                missing += 1
            } else if weight > 0 {
                counts[code] += weight
                rows += 1
                sum += weight
                squares += weight * weight
            }
        }
        self.init(
            names: names, counts: counts, missing: missing, rows: rows,
            effectiveRows: squares > 0 ? sum * sum / squares : 0)
    }
}

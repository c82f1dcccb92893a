/// How many rows of an evaluation stand in the training rows, too, bit for bit.
///
/// Only the evaluation's keys are held, so the training rows may be as many as they like. Rows that
/// several are like are no proof by themselves: the evaluation's own share of rows with a twin says
/// how common that is.
package struct RowOverlap: Sendable, Equatable {
    /// Stands for a row: equal for equal rows, and for no others.
    package struct Key: Hashable, Sendable {
        private let high: UInt64
        private let low: UInt64

        /// - Parameter digest: Of the row's cells, at least 16 bytes.
        package init(digest: [UInt8]) {
            precondition(digest.count >= 16, "half of a SHA-256 is enough, less is not")
            let word = { (bytes: ArraySlice<UInt8>) in
                bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            }
            high = word(digest[0..<8])
            low = word(digest[8..<16])
        }
    }

    package let rows: Int
    package private(set) var trainingRows = 0
    private let rowsOf: [Key: Int]
    private var found: Set<Key> = []

    /// - Parameter evaluation: Each row's key.
    /// - Complexity: O(rows).
    package init(evaluation: [Key]) {
        rows = evaluation.count
        var rowsOf: [Key: Int] = [:]
        for key in evaluation { rowsOf[key, default: 0] += 1 }
        self.rowsOf = rowsOf
    }

    /// Looks for training rows among the evaluation's.
    package mutating func add(training keys: [Key]) {
        trainingRows += keys.count
        for key in keys where rowsOf[key] != nil { found.insert(key) }
    }

    /// Evaluation rows that are training rows.
    package var foundRows: Int { found.reduce(0) { $0 + (rowsOf[$1] ?? 0) } }

    /// Evaluation rows that another evaluation row is like.
    package var twinRows: Int { rowsOf.values.reduce(0) { $0 + ($1 > 1 ? $1 : 0) } }

    /// The share of evaluation rows that are training rows.
    ///
    /// - Throws: ``SampleError`` when there are no rows, or the confidence is out of range.
    package func share(confidence: Double = 0.95) throws(SampleError) -> WilsonInterval {
        try WilsonInterval(successes: foundRows, trials: rows, confidence: confidence)
    }

    /// The share of evaluation rows that another one is like.
    package func twinShare(confidence: Double = 0.95) throws(SampleError) -> WilsonInterval {
        try WilsonInterval(successes: twinRows, trials: rows, confidence: confidence)
    }
}

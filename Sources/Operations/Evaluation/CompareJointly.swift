package import Statistics
import Tables
package import Transparency

/// How far current rows lie from those of a reference in all columns at once, which no column by
/// itself may show.
package struct CompareJointly: Sendable {
    package let reference: String
    package let current: String
    /// `nil` for all.
    package let columns: [String]?
    /// A column with rows' weights, which is none of those compared; rows count alike here.
    package let weight: String?
    /// Of the classifier's area under the curve: ½ when nothing tells the sides apart.
    package let limit: Double
    package let confidence: Double
    package let seed: UInt64

    package init(
        reference: String, current: String, columns: [String]? = nil, weight: String? = nil,
        limit: Double, confidence: Double, seed: UInt64
    ) {
        self.reference = reference
        self.current = current
        self.columns = columns
        self.weight = weight
        self.limit = limit
        self.confidence = confidence
        self.seed = seed
    }

    package struct Compared: Sendable {
        package let classifier: DomainClassifier
        package let discrepancy: MeanDiscrepancy
        package let limit: Double
        /// Columns of both sides that are of one kind, and how much each helped to tell them apart.
        package let importance: [(column: String, share: Double)]
        /// Columns of one side only, or of another kind on each.
        package let leftOut: [String]
        package let referenceRows: Int
        package let currentRows: Int
        /// The column of weights that were left out of account.
        package let ignoredWeight: String?

        /// Whether it is beyond the limit for sure, within it for sure, or neither (`nil`).
        package var isBeyond: Bool? {
            classifier.lower > limit ? true : classifier.upper <= limit ? false : nil
        }
    }

    /// - Throws: A fault that names the file and what does not read; for profiles, which have no
    ///   rows; and for sides with too few rows.
    package func run() throws(Failure) -> Compared {
        guard limit >= 0.5, limit < 1 else {
            throw .fault("bad_limit", "the limit of an area under the curve is from 0.5 to 1")
        }
        let (first, second) = (try read(reference), try read(current))
        let kinds = Dictionary(second.map { ($0.name, $0) }) { first, _ in first }
        let shared = first.filter { column in
            kinds[column.name].map { $0.isNumeric == column.isNumeric } ?? false
        }
        let names = Set(shared.map(\.name))
        guard !shared.isEmpty else {
            throw .fault("other_columns", "no column is in both files, of the same kind")
        }
        do throws(DriftError) {
            let matrix = try FeatureMatrix(
                reference: shared, current: shared.compactMap { kinds[$0.name] })
            try check(matrix)
            let classifier = try DomainClassifier(matrix, confidence: confidence, seed: seed)
            var shares: [String: Double] = [:]
            for (name, share) in zip(matrix.names, classifier.importance) {
                shares[name, default: 0] += share
            }
            return Compared(
                classifier: classifier,
                discrepancy: try MeanDiscrepancy(matrix, seed: seed), limit: limit,
                importance: shared.map { ($0.name, shares[$0.name] ?? 0) }
                    .sorted { ($1.1, $0.0) < ($0.1, $1.0) },
                leftOut: Set((first + second).map(\.name)).subtracting(names).sorted(),
                referenceRows: matrix.referenceRows, currentRows: matrix.currentRows,
                ignoredWeight: weight)
        } catch { throw .fault("not_compared", "\(error)") }
    }

    /// A column that never changes says nothing; one of them must.
    private func check(_ matrix: FeatureMatrix) throws(DriftError) {
        guard matrix.columns > 0 else {
            throw .settingOutOfRange(what: "number of columns that change", value: 0)
        }
        for rows in [matrix.referenceRows, matrix.currentRows]
        where rows < DomainClassifier.rowsLeast {
            throw .tooFewRows(rows: rows, least: DomainClassifier.rowsLeast)
        }
    }

    private func read(_ path: String) throws(Failure) -> [DriftColumn] {
        guard !ProfileFile.isProfile(path) else {
            throw .fault(
                "no_rows", "\(path): is a profile, which has no rows to look at all columns of")
        }
        do throws(TableError) {
            let options = TableOptions(columns: columns?.map { ColumnRequest($0) })
            let reader =
                path == "-"
                ? try TableFile.open(descriptor: 0, name: "standard input", options: options)
                : try TableFile.open(path, options: options)
            return try Table(reader).columns.filter { $0.name != weight }
                .map { DriftColumn($0.name, $0.column) }
        } catch { throw .fault("bad_table", "\(ProfileFile.named(path)): \(error)") }
    }
}

extension DriftColumn {
    fileprivate var isNumeric: Bool { if case .numbers = values { true } else { false } }
}

extension CompareJointly.Compared {
    package var verdict: String {
        switch isBeyond {
        case true?: "drifted"
        case false?: "steady"
        case nil: "undecided"
        }
    }

    /// That weights were left out of account; `nil` when there are none.
    package var unweighted: String? {
        ignoredWeight.map {
            "all columns at once are looked at row by row, without the weights in `\($0)`"
        }
    }

    package var json: JSON {
        var members = measured
        if let unweighted { members["unweighted"] = .string(unweighted) }
        return .object(members)
    }

    private var measured: [String: JSON] {
        [
            "classifier": [
                "auc": [
                    "confidence": .number(classifier.confidence),
                    "lower": .number(classifier.lower), "method": "normal",
                    "n": JSON(referenceRows + currentRows), "upper": .number(classifier.upper),
                    "value": .number(classifier.area),
                ],
                "importance": .array(
                    importance.map { ["column": .string($0.column), "share": .number($0.share)] }),
                "limit": .number(limit),
            ],
            "left_out": .array(leftOut.map { .string($0) }),
            "mean_discrepancy": [
                "bandwidth": .number(discrepancy.bandwidth),
                "p_value": .number(discrepancy.pValue),
                "permutations": JSON(discrepancy.permutations),
                "square": .number(discrepancy.square),
            ],
            "rows": ["current": JSON(currentRows), "reference": JSON(referenceRows)],
            "verdict": .string(verdict),
        ]
    }
}

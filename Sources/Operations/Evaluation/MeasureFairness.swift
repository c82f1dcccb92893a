package import Statistics
import Tables

/// How differently a file's decisions treat groups of people.
package struct MeasureFairness: Sendable {
    package let data: String
    package let label: String
    package let score: String
    package let sensitive: [String]
    /// Where sensitive columns of numbers are cut into groups, by column.
    package var ranges: [String: NumberRanges] = [:]
    /// Also the groups that the columns make together.
    package let isCrossed: Bool
    package let positive: String?
    package let configuration: FairnessConfiguration

    package init(
        data: String, label: String, score: String, sensitive: [String], isCrossed: Bool = false,
        positive: String? = nil, configuration: FairnessConfiguration
    ) {
        self.data = data
        self.label = label
        self.score = score
        self.sensitive = sensitive
        self.isCrossed = isCrossed
        self.positive = positive
        self.configuration = configuration
    }

    package struct Measured: Sendable {
        package let report: FairnessReport
        /// How the column's numbers were cut; `nil` when they were not, and of crossed columns.
        package let cut: RangeCut?
        /// At each threshold, when it was asked for.
        package let mitigations: [FairnessMitigation]
    }

    /// - Returns: A report for each column, and last that of all together when they are crossed.
    /// - Throws: A fault that names the place of what does not read.
    package func run() throws(Failure) -> [FairnessReport] {
        try measured(mitigating: false).map(\.report)
    }

    /// - Parameter mitigating: Whether it is also found what would make groups alike.
    /// - Returns: As ``run()``.
    /// - Throws: A fault that names the place of what does not read.
    package func measured(mitigating: Bool) throws(Failure) -> [Measured] {
        do {
            let (labels, scores, columns, cuts) = try rows()
            return try columns.map { column in
                let report = try FairnessReport(
                    labels: labels, scores: scores, groups: column, configuration: configuration)
                let thresholds = mitigating ? report.thresholds.map(\.threshold) : []
                return Measured(
                    report: report, cut: cuts[column.name],
                    mitigations: try thresholds.map {
                        try FairnessMitigation(
                            labels: labels, scores: scores, groups: column, threshold: $0,
                            rule: configuration.rule, seed: configuration.seed)
                    })
            }
        } catch let error as TableError {
            throw .fault("bad_table", "\(data): \(error)")
        } catch let error as SampleError {
            throw .fault("bad_sample", "\(data): \(error)")
        } catch {
            throw .fault("unexpected", "\(data): \(error)")
        }
    }

    private func rows() throws -> (
        labels: [Int32], scores: [Double], columns: [GroupColumn], cuts: [String: RangeCut]
    ) {
        let requests =
            [ColumnRequest(label, .label(positive: positive)), ColumnRequest(score, .number)]
            + sensitive.map { ColumnRequest($0, .categoryOrMissing) }
        let table = try Table(path: data, columns: requests)
        guard case .booleans(let truths) = table.columns[0].column,
            case .numbers(let scores) = table.columns[1].column
        else { throw TableError.notRead("labels and scores do not read") }
        var columns: [GroupColumn] = []
        var cuts: [String: RangeCut] = [:]
        for (name, column) in table.columns.dropFirst(2) {
            let ranged = try GroupColumn(name, column).ranged(by: ranges[name])
            columns.append(ranged.column)
            cuts[name] = ranged.cut
            guard columns.last?.codes.contains(where: { $0 >= 0 }) != false || table.rows == 0
            else { throw TableError.notRead("no row has a value in the column `\(name)`") }
        }
        if isCrossed, columns.count > 1 { columns.append(try .crossing(columns)) }
        return (truths.values.map(Int32.init), scores.values, columns, cuts)
    }
}

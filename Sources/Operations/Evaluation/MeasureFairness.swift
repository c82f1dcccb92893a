package import Statistics
import Tables

/// How differently a file's decisions treat groups of people.
package struct MeasureFairness: Sendable {
    package let data: String
    package let label: String
    package let score: String
    package let sensitive: [String]
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

    /// - Returns: A report for each column, and last that of all together when they are crossed.
    /// - Throws: A fault that names the place of what does not read.
    package func run() throws(Failure) -> [FairnessReport] {
        let requests =
            [ColumnRequest(label, .label(positive: positive)), ColumnRequest(score, .number)]
            + sensitive.map { ColumnRequest($0, .categoryOrMissing) }
        do {
            let table = try Table(path: data, columns: requests)
            guard case .booleans(let truths) = table.columns[0].column,
                case .numbers(let scores) = table.columns[1].column
            else { throw TableError.notRead("labels and scores do not read") }
            var columns: [GroupColumn] = []
            for (name, column) in table.columns.dropFirst(2) {
                columns.append(try GroupColumn(name, column))
                guard columns.last?.codes.contains(where: { $0 >= 0 }) != false || table.rows == 0
                else { throw TableError.notRead("no row has a value in the column `\(name)`") }
            }
            if isCrossed, columns.count > 1 { columns.append(try .crossing(columns)) }
            let labels = truths.values.map(Int32.init)
            return try columns.map {
                try FairnessReport(
                    labels: labels, scores: scores.values, groups: $0,
                    configuration: configuration)
            }
        } catch let error as TableError {
            throw .fault("bad_table", "\(data): \(error)")
        } catch let error as SampleError {
            throw .fault("bad_sample", "\(data): \(error)")
        } catch {
            throw .fault("unexpected", "\(data): \(error)")
        }
    }
}

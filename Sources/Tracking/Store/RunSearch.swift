import Governance

/// Which runs are asked for.
package struct RunSearch: Sendable {
    package var experiments: [String]
    package var filter: Filter
    package var orders: [OrderKey]
    package var view: StageView
    package var limit: Int
    package var start: PageToken

    /// - Throws: `invalid` when the filter or an order does not read.
    package init(
        experiments: [String], filter: String, orders: [String], view: StageView, limit: Int,
        start: String?
    ) throws(TrackingError) {
        self.experiments = experiments
        self.filter = try Filter(filter, in: .runs)
        self.orders = try OrderKey.keys(orders, in: .runs)
        self.view = view
        self.limit = limit
        self.start = try PageToken(start)
    }
}

extension TrackingSession {
    /// The runs of experiments that the caller may see; of others there are none.
    package func places(
        _ search: RunSearch, within reach: TrackingReach
    ) throws(TrackingError) -> SearchPage<RunPlace> {
        let experiments = try visible(search.experiments, within: reach)
        guard !experiments.isEmpty else { return SearchPage([], after: 0, limit: search.limit) }
        let query = RunQuery(search, experiments: experiments, connection.dialect)
        let found = try connection.all(query.sql, query.values) { row throws(TrackingError) in
            RunPlace(number: row.integer(0) ?? 0, revision: row.integer(1) ?? 0)
        }
        return SearchPage(found, after: search.start.offset, limit: search.limit)
    }

    func visible(
        _ ids: [String], within reach: TrackingReach
    ) throws(TrackingError) -> [Int64] {
        var visible: [Int64] = []
        for id in ids {
            guard let number = Int64(id), !visible.contains(number),
                let workspace = try workspace(ofExperiment: number),
                reach.readable.contains(workspace)
            else { continue }
            visible.append(number)
        }
        return visible
    }
}

/// The statement that finds runs.
struct RunQuery {
    private(set) var sql: String
    private(set) var values: [SQLValue]

    init(_ search: RunSearch, experiments: [Int64], _ dialect: SQLDialect) {
        var joins = ""
        var joinValues: [SQLValue] = []
        var orders: [String] = []
        for (index, key) in search.orders.enumerated() {
            let direction = key.isAscending ? "ASC" : "DESC"
            guard let table = Self.table(of: key.entity) else {
                let column = Self.column(of: key.key)
                orders +=
                    Self.nullable.contains(column)
                    ? ["CASE WHEN \(column) IS NULL THEN 1 ELSE 0 END"] : []
                orders.append("\(column) \(direction)")
                continue
            }
            let name = "o\(index)"
            joins += " LEFT JOIN \(table) AS \(name) ON \(name).run = run.id AND \(name).key = ?"
            joinValues.append(.text(key.key))
            orders.append(
                key.entity == .metric
                    ? "CASE WHEN \(name).is_nan = 1 THEN 1 WHEN \(name).value IS NULL THEN 2 "
                        + "ELSE 0 END"
                    : "CASE WHEN \(name).value IS NULL THEN 1 ELSE 0 END")
            orders.append("\(name).value \(direction)")
        }
        if !search.orders.contains(where: { $0.key == "start_time" && $0.entity == .attribute }) {
            orders.append("run.started DESC")
        }
        orders.append("run.run_id ASC")
        let condition = SQLCondition.all(
            [Self.place(experiments, search.view)]
                + search.filter.comparisons.map { Self.condition($0, dialect) })
        sql = """
            SELECT run.id, run.revision FROM run\(joins) WHERE \(condition.text)
            ORDER BY \(orders.joined(separator: ", ")) LIMIT ? OFFSET ?
            """
        values =
            joinValues + condition.values + [
                .integer(Int64(search.limit + 1)), .integer(Int64(search.start.offset)),
            ]
    }

    private static let nullable: Set = ["run.ended"]

    private static func table(of entity: FilterDialect.Entity) -> String? {
        switch entity {
        case .metric: "latest_metric"
        case .parameter: "param"
        case .tag: "run_tag"
        case .attribute, .dataset, .metadata: nil
        }
    }

    private static func place(_ experiments: [Int64], _ view: StageView) -> SQLCondition {
        let places = Array(repeating: "?", count: experiments.count).joined(separator: ",")
        let stage =
            switch view {
            case .active: " AND run.stage = 0"
            case .deleted: " AND run.stage = 1"
            case .all: ""
            }
        return SQLCondition(
            "run.experiment IN (\(places))" + stage, experiments.map { .integer($0) })
    }

    private static func column(of attribute: String) -> String {
        switch attribute {
        case "run_id": "run.run_id"
        case "run_name": "run.name"
        case "status": "run.status"
        case "artifact_uri": "run.location"
        case "user_id": "run.user_id"
        case "end_time": "run.ended"
        default: "run.started"
        }
    }

    private static func condition(
        _ comparison: Filter.Comparison, _ dialect: SQLDialect
    ) -> SQLCondition {
        switch comparison.entity {
        case .metric:
            comparison.condition(
                inTable: "latest_metric", "run", of: "run.id", dialect,
                and: "AND latest_metric.is_nan = 0")
        case .parameter: comparison.condition(inTable: "param", "run", of: "run.id", dialect)
        case .tag, .metadata:
            comparison.condition(inTable: "run_tag", "run", of: "run.id", dialect)
        case .dataset: dataset(comparison, dialect)
        case .attribute where comparison.key == "status": status(comparison)
        case .attribute:
            comparison.condition(onInteger: column(of: comparison.key), dialect)
        }
    }

    private static func status(_ comparison: Filter.Comparison) -> SQLCondition {
        let matching = RunStatus.allCases.filter { comparison.holds(of: $0.name) }
        let numbers = matching.map { "\($0.rawValue)" }.joined(separator: ",")
        return SQLCondition(matching.isEmpty ? "1 = 0" : "run.status IN (\(numbers))")
    }

    private static func dataset(
        _ comparison: Filter.Comparison, _ dialect: SQLDialect
    ) -> SQLCondition {
        guard comparison.key != "context" else {
            let inner = comparison.condition(on: "dataset_tag.value", dialect)
            return SQLCondition(
                "EXISTS (SELECT 1 FROM dataset_tag WHERE dataset_tag.run = run.id "
                    + "AND dataset_tag.key = ? AND \(inner.text))",
                [.text(DatasetInput.contextTag)] + inner.values)
        }
        let column = comparison.key == "digest" ? "dataset.digest" : "dataset.name"
        let inner = comparison.condition(on: column, dialect)
        return SQLCondition(
            "EXISTS (SELECT 1 FROM dataset_input JOIN dataset ON dataset.id = "
                + "dataset_input.dataset WHERE dataset_input.run = run.id AND \(inner.text))",
            inner.values)
    }
}

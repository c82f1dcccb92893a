/// The statement that finds runs.
struct RunQuery {
    /// Where runs are looked for first.
    enum Source {
        /// In their experiments, in the order of their start.
        case experiments
        /// Among the few numbers that a query gives.
        case few(SQLCondition)
        /// Along a metric, in the order of its values.
        case walk(Walk)
    }

    struct Walk {
        let key: String
        let experiment: Int64
        /// Between which values, as the filter says.
        let bounds: [SQLCondition]
    }

    var source = Source.experiments
    private var joins: [SQLCondition] = []
    private var orders: [String] = []
    private let experiments: [Int64]
    private let view: StageView
    private let filters: [SQLCondition]
    private let limits: [SQLValue]
    private let dialect: SQLDialect

    init(_ search: RunSearch, experiments: [Int64], _ dialect: SQLDialect) {
        self.dialect = dialect
        self.experiments = experiments
        view = search.view
        filters = search.filter.comparisons.map { Self.condition($0, dialect) }
        limits = [
            .integer(Int64(search.limit + 1)), .integer(Int64(search.start.offset)),
        ]
        for (index, key) in search.orders.enumerated() { add(key, as: "o\(index)") }
        if !search.orders.contains(where: { $0.key == "start_time" && $0.entity == .attribute }) {
            orders.append("run.started DESC")
        }
        orders.append("run.run_id ASC")
    }

    var sql: String {
        """
        SELECT run.id, run.revision FROM \(from.text) WHERE \(condition.text)
        ORDER BY \(ordering.joined(separator: ", ")) LIMIT ? OFFSET ?
        """
    }

    private var condition: SQLCondition { .all([place] + filters) }

    var values: [SQLValue] { from.values + condition.values + limits }

    private var from: SQLCondition {
        var parts: [SQLCondition]
        switch source {
        case .experiments: parts = [SQLCondition("run")] + joins
        case .few(let chosen):
            parts = [
                SQLCondition(
                    "(\(chosen.text)) AS chosen CROSS JOIN run ON run.id = chosen.run",
                    chosen.values)
            ]
            // PostgreSQL has no condition on a CROSS JOIN, nor needs to be told the order.
            if dialect == .postgres {
                parts[0].text = parts[0].text.replacing("CROSS JOIN", with: "JOIN")
            }
            parts += joins
        case .walk(let walk):
            let join = dialect == .postgres ? "JOIN" : "CROSS JOIN"
            let place = SQLCondition(
                "run.id = o0.run AND o0.experiment = ? AND o0.key = ? AND o0.is_nan = 0",
                [.integer(walk.experiment), .text(walk.key)])
            let condition = SQLCondition.all([place] + walk.bounds)
            parts = [
                SQLCondition(
                    "latest_metric AS o0 \(join) run ON \(condition.text)", condition.values)
            ]
            parts += joins.dropFirst()
        }
        return SQLCondition(
            parts.map(\.text).joined(separator: " "), parts.flatMap(\.values))
    }

    /// Along a walk, none is without the metric.
    private var ordering: [String] {
        guard case .walk = source else { return orders }
        return Array(orders.dropFirst())
    }

    private mutating func add(_ key: OrderKey, as name: String) {
        let direction = key.isAscending ? "ASC" : "DESC"
        guard let table = Self.table(of: key.entity) else {
            let column = Self.column(of: key.key)
            if column == "run.ended" {
                orders.append("CASE WHEN run.ended IS NULL THEN 1 ELSE 0 END")
            }
            orders.append("\(column) \(direction)")
            return
        }
        joins.append(
            SQLCondition(
                "LEFT JOIN \(table) AS \(name) ON \(name).run = run.id AND \(name).key = ?",
                [.text(key.key)]))
        orders.append(
            key.entity == .metric
                ? "CASE WHEN \(name).is_nan = 1 THEN 1 WHEN \(name).value IS NULL THEN 2 ELSE 0 END"
                : "CASE WHEN \(name).value IS NULL THEN 1 ELSE 0 END")
        orders.append("\(name).value \(direction)")
    }

    private static func table(of entity: FilterDialect.Entity) -> String? {
        switch entity {
        case .metric: "latest_metric"
        case .parameter: "param"
        case .tag: "run_tag"
        case .attribute, .dataset, .metadata, .span, .feedback, .expectation: nil
        }
    }
}

// Ways that lead to runs without looking at all of them.
extension RunQuery {
    /// Along the metric that a search of one experiment is ordered by first.
    static func walk(
        _ search: RunSearch, in experiments: [Int64], _ dialect: SQLDialect
    ) -> Walk? {
        guard let first = search.orders.first, first.entity == .metric, experiments.count == 1,
            let experiment = experiments.first
        else { return nil }
        let bounds = search.filter.comparisons.filter {
            $0.entity == .metric && $0.key == first.key && $0.comparator != .unequal
        }
        return Walk(
            key: first.key, experiment: experiment,
            bounds: bounds.map { $0.condition(on: "o0.value", dialect) })
    }

    /// The numbers of the runs that a comparison holds of, by an index; `nil` when there is none.
    static func chosen(
        by comparison: Filter.Comparison, in experiments: [Int64], _ dialect: SQLDialect
    ) -> SQLCondition? {
        switch comparison.entity {
        case .metric where comparison.comparator != .unequal:
            let places = Array(repeating: "?", count: experiments.count).joined(separator: ",")
            let inner = comparison.condition(on: "value", dialect)
            return SQLCondition(
                "SELECT run FROM latest_metric WHERE experiment IN (\(places)) AND key = ? "
                    + "AND is_nan = 0 AND \(inner.text)",
                experiments.map { .integer($0) } + [.text(comparison.key)] + inner.values)
        case .parameter: return chosen(by: comparison, from: "param")
        case .tag: return chosen(by: comparison, from: "run_tag")
        case .attribute where comparison.key == "run_name" && comparison.comparator == .equal:
            let places = Array(repeating: "?", count: experiments.count).joined(separator: ",")
            let inner = comparison.condition(on: "name", dialect)
            return SQLCondition(
                "SELECT id AS run FROM run WHERE experiment IN (\(places)) AND \(inner.text)",
                experiments.map { .integer($0) } + inner.values)
        case .metric, .attribute, .dataset, .metadata, .span, .feedback, .expectation: return nil
        }
    }

    /// Those whose values begin alike, among which the filter finds its own: with the whole value
    /// beside it SQLite puts that into the expression, and no index is of that.
    private static func chosen(
        by comparison: Filter.Comparison, from table: String
    ) -> SQLCondition? {
        guard comparison.comparator == .equal, case .text(let text) = comparison.value else {
            return nil
        }
        return SQLCondition(
            "SELECT run FROM \(table) WHERE key = ? AND \(TrackingSchema.beginning) = ?",
            [
                .text(comparison.key),
                .text(TrackingCheck.cut(text, to: TrackingSchema.beginningLength)),
            ])
    }
}

// Where, and which.
extension RunQuery {
    /// Runs that something else leads to are looked up by their number: as sums, the columns are of
    /// no index.
    private var place: SQLCondition {
        let places = Array(repeating: "?", count: experiments.count).joined(separator: ",")
        let nothing = if case .experiments = source { "" } else { " + 0" }
        let stage =
            switch view {
            case .active: " AND run.stage\(nothing) = 0"
            case .deleted: " AND run.stage\(nothing) = 1"
            case .all: ""
            }
        return SQLCondition(
            "run.experiment\(nothing) IN (\(places))" + stage, experiments.map { .integer($0) })
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
        case .tag, .metadata, .span, .feedback, .expectation:
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

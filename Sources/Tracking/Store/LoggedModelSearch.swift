import Governance

/// Which logged models are asked for.
package struct LoggedModelSearch: Sendable {
    package var experiments: [String]
    package var filter: Filter
    /// Metrics count only when they were measured on one of these; none for all.
    package var datasets: [Dataset]
    package var orders: [Order]
    package var limit: Int
    package var start: PageToken

    /// A dataset by its name, and by its digest if one is given.
    package struct Dataset: Sendable, Equatable {
        package let name: String
        package let digest: String?

        package init(name: String, digest: String?) {
            self.name = name
            self.digest = digest
        }
    }

    package struct Order: Sendable {
        package let key: OrderKey
        package let dataset: Dataset?
    }

    /// The same as a client says it, in texts.
    package struct Parts: Sendable {
        package var experiments: [String]
        package var filter: String
        package var datasets: [Dataset]
        package var orders: [(field: String, isAscending: Bool, dataset: Dataset?)]
        package var limit: Int
        package var start: String?

        package init(
            experiments: [String], filter: String, datasets: [Dataset],
            orders: [(field: String, isAscending: Bool, dataset: Dataset?)], limit: Int,
            start: String?
        ) {
            self.experiments = experiments
            self.filter = filter
            self.datasets = datasets
            self.orders = orders
            self.limit = limit
            self.start = start
        }
    }

    /// - Throws: `invalid` when the filter does not read, or models are not ordered so.
    package init(_ parts: Parts) throws(TrackingError) {
        guard parts.datasets.count <= TrackingLimits.pairCountMax,
            parts.orders.count <= TrackingLimits.orderCountMax
        else { throw TrackingCheck.invalid("A search names too many datasets or orders.") }
        experiments = parts.experiments
        filter = try Filter(parts.filter, in: .loggedModels)
        datasets = parts.datasets
        var orders: [Order] = []
        for (field, isAscending, dataset) in parts.orders {
            let key = try OrderKey(
                "\(field) \(isAscending ? "ASC" : "DESC")", in: .loggedModels)
            orders.append(Order(key: key, dataset: dataset))
        }
        self.orders = orders
        limit = parts.limit
        start = try PageToken(parts.start)
    }
}

extension TrackingSession {
    /// The models of experiments that the caller may see.
    package func models(
        _ search: LoggedModelSearch, within reach: TrackingReach
    ) throws(TrackingError) -> SearchPage<LoggedModel> {
        let experiments = try visible(search.experiments, within: reach)
        guard !experiments.isEmpty else { return SearchPage([], after: 0, limit: search.limit) }
        let query = LoggedModelQuery(search, experiments: experiments, connection.dialect)
        var found = try connection.all(query.sql, query.values, Self.model)
        for index in found.indices { found[index] = try loaded(found[index]) }
        return SearchPage(found, after: search.start.offset, limit: search.limit)
    }
}

/// The statement that finds logged models.
private struct LoggedModelQuery {
    var sql = ""
    var values: [SQLValue] = []

    init(_ search: LoggedModelSearch, experiments: [Int64], _ dialect: SQLDialect) {
        var orders: [String] = []
        var orderValues: [SQLValue] = []
        for order in search.orders {
            let direction = order.key.isAscending ? "ASC" : "DESC"
            let column = Self.orderColumn(order)
            orders.append("CASE WHEN (\(column.text)) IS NULL THEN 1 ELSE 0 END")
            orders.append("(\(column.text)) \(direction)")
            orderValues += column.values + column.values
        }
        orders += ["logged_model.created DESC", "logged_model.model_id ASC"]
        let places = Array(repeating: "?", count: experiments.count).joined(separator: ",")
        let condition = SQLCondition.all(
            [
                SQLCondition(
                    "logged_model.stage = 0 AND logged_model.experiment IN (\(places))",
                    experiments.map { .integer($0) })
            ] + Self.measuredAtAll(on: search.datasets)
                + search.filter.comparisons.map { Self.condition($0, search.datasets, dialect) })
        sql = """
            SELECT \(TrackingSession.modelColumns) FROM logged_model WHERE \(condition.text)
            ORDER BY \(orders.joined(separator: ", ")) LIMIT ? OFFSET ?
            """
        values =
            condition.values + orderValues + [
                .integer(Int64(search.limit + 1)), .integer(Int64(search.start.offset)),
            ]
    }

    private static func column(of key: String) -> String {
        switch key {
        case "model_id": "logged_model.model_id"
        case "model_type": "logged_model.kind"
        case "status": "logged_model.status"
        case "source_run_id": "logged_model.source_run"
        case "creation_timestamp": "logged_model.created"
        case "last_updated_timestamp": "logged_model.updated"
        default: "logged_model.name"
        }
    }

    /// The latest value of a metric, or an attribute.
    private static func orderColumn(_ order: LoggedModelSearch.Order) -> SQLCondition {
        switch order.key.entity {
        case .attribute: return SQLCondition(column(of: order.key.key))
        case .metric:
            let on = measured(on: order.dataset.map { [$0] } ?? [])
            return SQLCondition(
                "SELECT m.value FROM logged_model_metric AS m WHERE m.model = logged_model.id "
                    + "AND m.key = ? AND m.is_nan = 0 AND \(on.text) "
                    + "ORDER BY m.timestamp DESC, m.step DESC LIMIT 1",
                [.text(order.key.key)] + on.values)
        case .parameter, .tag, .dataset, .metadata, .span, .feedback, .expectation:
            let table =
                order.key.entity == .parameter ? "logged_model_param" : "logged_model_tag"
            return SQLCondition(
                "SELECT p.value FROM \(table) AS p WHERE p.model = logged_model.id AND p.key = ?",
                [.text(order.key.key)])
        }
    }

    /// With datasets named, only models count that something was measured of on them.
    private static func measuredAtAll(
        on datasets: [LoggedModelSearch.Dataset]
    ) -> [SQLCondition] {
        guard !datasets.isEmpty else { return [] }
        let on = measured(on: datasets)
        return [
            SQLCondition(
                "EXISTS (SELECT 1 FROM logged_model_metric AS m WHERE m.model = logged_model.id "
                    + "AND \(on.text))", on.values)
        ]
    }

    private static func measured(on datasets: [LoggedModelSearch.Dataset]) -> SQLCondition {
        guard !datasets.isEmpty else { return SQLCondition("1 = 1") }
        let parts = datasets.map { dataset in
            dataset.digest.map {
                SQLCondition(
                    "(m.dataset = ? AND m.dataset_digest = ?)", [.text(dataset.name), .text($0)])
            } ?? SQLCondition("m.dataset = ?", [.text(dataset.name)])
        }
        return SQLCondition(
            "(" + parts.map(\.text).joined(separator: " OR ") + ")", parts.flatMap(\.values))
    }

    private static func condition(
        _ comparison: Filter.Comparison, _ datasets: [LoggedModelSearch.Dataset],
        _ dialect: SQLDialect
    ) -> SQLCondition {
        switch comparison.entity {
        case .metric:
            let on = measured(on: datasets)
            let inner = comparison.condition(on: "m.value", dialect)
            return SQLCondition(
                "EXISTS (SELECT 1 FROM logged_model_metric AS m WHERE m.model = logged_model.id "
                    + "AND m.key = ? AND m.is_nan = 0 AND \(on.text) AND \(inner.text))",
                [.text(comparison.key)] + on.values + inner.values)
        case .parameter:
            return comparison.condition(
                inTable: "logged_model_param", "model", of: "logged_model.id", dialect)
        case .tag, .metadata, .dataset, .span, .feedback, .expectation:
            return comparison.condition(
                inTable: "logged_model_tag", "model", of: "logged_model.id", dialect)
        case .attribute where comparison.key == "status":
            let isNegated = [.unequal, .notAmong].contains(comparison.comparator)
            let matching = LoggedModel.Status.allCases.filter { status in
                let names = [status.shortName, status.name].map(comparison.holds)
                return isNegated ? !names.contains(false) : names.contains(true)
            }
            let numbers = matching.map { "\($0.rawValue)" }.joined(separator: ",")
            return SQLCondition(
                matching.isEmpty ? "1 = 0" : "logged_model.status IN (\(numbers))")
        case .attribute:
            return comparison.condition(onInteger: column(of: comparison.key), dialect)
        }
    }
}

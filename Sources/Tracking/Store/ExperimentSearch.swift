import Governance

/// Which experiments are asked for.
package struct ExperimentSearch: Sendable {
    package var filter: Filter
    package var orders: [OrderKey]
    package var view: StageView
    package var limit: Int
    package var start: PageToken

    /// - Throws: `invalid` when the filter or an order does not read.
    package init(
        filter: String, orders: [String], view: StageView, limit: Int, start: String?
    ) throws(TrackingError) {
        self.filter = try Filter(filter, in: .experiments)
        self.orders = try OrderKey.keys(orders, in: .experiments)
        self.view = view
        self.limit = limit
        self.start = try PageToken(start)
    }
}

extension TrackingSession {
    /// The experiments that the caller may see.
    package func experiments(
        _ search: ExperimentSearch, within reach: TrackingReach
    ) throws(TrackingError) -> SearchPage<Experiment> {
        var conditions: [SQLCondition] = []
        if case .only(let workspaces) = reach.readable {
            conditions.append(.among("experiment.workspace", workspaces.map(\.name).sorted()))
        }
        switch search.view {
        case .active: conditions.append(SQLCondition("experiment.stage = 0"))
        case .deleted: conditions.append(SQLCondition("experiment.stage = 1"))
        case .all: break
        }
        conditions += search.filter.comparisons.map { Self.condition($0, connection.dialect) }
        let condition = SQLCondition.all(conditions)
        let found = try connection.all(
            """
            SELECT \(Self.experimentColumns) FROM experiment WHERE \(condition.text)
            ORDER BY \(Self.order(search.orders)) LIMIT ? OFFSET ?
            """,
            condition.values + [
                .integer(Int64(search.limit + 1)), .integer(Int64(search.start.offset)),
            ], Self.experiment)
        var page = found
        for index in page.indices {
            page[index].tags = try pairs("experiment_tag", "experiment", of: page[index].id)
        }
        return SearchPage(page, after: search.start.offset, limit: search.limit)
    }

    private static func order(_ keys: [OrderKey]) -> String {
        var orders = keys.map { key in
            "\(experimentColumn(key.key)) \(key.isAscending ? "ASC" : "DESC")"
        }
        if keys.isEmpty { orders.append("experiment.created DESC") }
        if !keys.contains(where: { $0.key == "experiment_id" }) {
            orders.append("experiment.id ASC")
        }
        return orders.joined(separator: ", ")
    }

    private static func experimentColumn(_ key: String) -> String {
        switch key {
        case "name": "experiment.name"
        case "creation_time": "experiment.created"
        case "last_update_time": "experiment.updated"
        default: "experiment.id"
        }
    }

    private static func condition(
        _ comparison: Filter.Comparison, _ dialect: SQLDialect
    ) -> SQLCondition {
        comparison.entity == .tag
            ? comparison.condition(
                inTable: "experiment_tag", "experiment", of: "experiment.id", dialect)
            : comparison.condition(onInteger: experimentColumn(comparison.key), dialect)
    }
}

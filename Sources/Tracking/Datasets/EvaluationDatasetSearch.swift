import Governance

/// Which data sets are asked for.
package struct EvaluationDatasetSearch: Sendable {
    /// Those of any of these experiments; empty for those of all and of none.
    package var experiments: [String]
    package var filter: Filter
    package var orders: [OrderKey]
    package var limit: Int
    package var start: PageToken

    /// - Throws: `invalid` when the filter or an order does not read.
    package init(
        experiments: [String], filter: String, orders: [String], limit: Int, start: String?
    ) throws(TrackingError) {
        try TrackingCheck.datasetExperiments(experiments)
        self.experiments = experiments
        self.filter = try Filter(filter, in: .evaluationDatasets)
        self.orders = try OrderKey.keys(orders, in: .evaluationDatasets)
        self.limit = min(limit, DatasetLimits.resultCountMax)
        self.start = try PageToken(start)
        for order in self.orders where order.entity != .attribute {
            throw TrackingCheck.invalid("Invalid order_by entity: \(order.entity.rawValue)")
        }
    }
}

extension TrackingSession {
    /// The data sets that the caller may see, without their records.
    package func evaluationDatasets(
        _ search: EvaluationDatasetSearch, within reach: TrackingReach
    ) throws(TrackingError) -> SearchPage<EvaluationDataset> {
        var conditions: [SQLCondition] = []
        if case .only(let workspaces) = reach.readable {
            conditions.append(
                .among("evaluation_dataset.workspace", workspaces.map(\.name).sorted()))
        }
        if !search.experiments.isEmpty {
            conditions.append(
                Self.condition(ofExperiments: try visible(search.experiments, within: reach)))
        }
        conditions += search.filter.comparisons.map {
            Self.condition($0, ofDataset: connection.dialect)
        }
        let condition = SQLCondition.all(conditions)
        let found = try connection.all(
            """
            SELECT \(Self.evaluationDatasetColumns) FROM evaluation_dataset
            WHERE \(condition.text) ORDER BY \(Self.datasetOrder(search.orders)) LIMIT ? OFFSET ?
            """,
            condition.values + [
                .integer(Int64(search.limit + 1)), .integer(Int64(search.start.offset)),
            ], Self.evaluationDataset)
        let page = SearchPage(found, after: search.start.offset, limit: search.limit)
        var datasets = page.found
        for index in datasets.indices {
            datasets[index].tags = try pairs(
                "evaluation_dataset_tag", "dataset", of: datasets[index].number)
        }
        return SearchPage(datasets, next: page.next)
    }

    private static func condition(ofExperiments numbers: [Int64]) -> SQLCondition {
        guard !numbers.isEmpty else { return SQLCondition("1 = 0") }
        let places = Array(repeating: "?", count: numbers.count).joined(separator: ",")
        return SQLCondition(
            "EXISTS (SELECT 1 FROM evaluation_dataset_experiment AS e "
                + "WHERE e.dataset = evaluation_dataset.id AND e.experiment IN (\(places)))",
            numbers.map { .integer($0) })
    }

    private static func condition(
        _ comparison: Filter.Comparison, ofDataset dialect: SQLDialect
    ) -> SQLCondition {
        guard comparison.entity == .tag else {
            return comparison.condition(onInteger: datasetColumn(comparison.key), dialect)
        }
        return comparison.condition(
            inTable: "evaluation_dataset_tag", "dataset", of: "evaluation_dataset.id", dialect)
    }

    private static func datasetColumn(_ key: String) -> String {
        switch key {
        case "name": "evaluation_dataset.name"
        case "created_by": "evaluation_dataset.created_by"
        case "last_updated_by": "evaluation_dataset.updated_by"
        case "last_update_time": "evaluation_dataset.updated"
        default: "evaluation_dataset.created"
        }
    }

    private static func datasetOrder(_ keys: [OrderKey]) -> String {
        var orders = keys.map { key in
            "\(datasetColumn(key.key)) \(key.isAscending ? "ASC" : "DESC")"
        }
        if keys.isEmpty { orders.append("evaluation_dataset.created DESC") }
        return (orders + ["evaluation_dataset.id DESC"]).joined(separator: ", ")
    }
}

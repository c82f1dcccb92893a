import Governance

/// Which registered models, or versions of them, are asked for.
package struct RegistrySearch: Sendable, Hashable {
    package var filter: Filter
    package var orders: [OrderKey]
    package var limit: Int
    package var start: PageToken

    /// - Throws: `invalid` when the filter or an order does not read.
    package init(
        filter: String, orders: [String], in dialect: FilterDialect, limit: Int, start: String?
    ) throws(TrackingError) {
        self.filter = try Filter(filter, in: dialect)
        self.orders = try OrderKey.keys(orders, in: dialect)
        self.limit = limit
        self.start = try PageToken(start)
    }
}

/// A page of registered models, as somebody sees it.
struct RegisteredModelsPage: Sendable, Hashable {
    let search: RegistrySearch
    let reach: TrackingReach
    /// Texts that are the same to a reader, such as an `é` in one piece or two, are not the same names.
    private let bytes: [[UInt8]]

    init(search: RegistrySearch, reach: TrackingReach) {
        self.search = search
        self.reach = reach
        bytes = search.filter.comparisons.flatMap { [$0.key] + $0.value.texts }
            .map { Array($0.utf8) }
    }
}

extension TrackingStore {
    /// The registered models that the caller may see; who asks for the same page at the same time
    /// shares it.
    package func registeredModels(
        _ search: RegistrySearch, within reach: TrackingReach
    ) async throws(TrackingError) -> SearchPage<RegisteredModel> {
        let page = RegisteredModelsPage(search: search, reach: reach)
        return try await modelPages.value(of: page) { () async throws(TrackingError) in
            try await self.search { session throws(TrackingError) in
                try session.registeredModels(search, within: reach)
            }
        }
    }
}

extension TrackingSession {
    /// The registered models that the caller may see.
    package func registeredModels(
        _ search: RegistrySearch, within reach: TrackingReach
    ) throws(TrackingError) -> SearchPage<RegisteredModel> {
        let dialect = connection.dialect
        let condition = SQLCondition.all(
            visible(to: reach)
                + search.filter.comparisons.map {
                    Self.condition($0, ofModel: dialect)
                })
        let found = try connection.all(
            """
            SELECT \(Self.registeredModelColumns) FROM registered_model WHERE \(condition.text)
            ORDER BY \(Self.modelOrder(search.orders)) LIMIT ? OFFSET ?
            """,
            condition.values + [
                .integer(Int64(search.limit + 1)), .integer(Int64(search.start.offset)),
            ], Self.registeredModel)
        return SearchPage(
            try whole(found), after: search.start.offset, limit: search.limit)
    }

    /// The same with tags and newest versions.
    private func whole(_ models: [RegisteredModel]) throws(TrackingError) -> [RegisteredModel] {
        var models = models
        for start in stride(from: 0, to: models.count, by: 500) {
            let range = start..<min(start + 500, models.count)
            let numbers = models[range].map(\.number)
            let parts = try parts(of: numbers)
            let latest = Dictionary(grouping: try tagged(parts.latest), by: \.model)
            for index in range {
                models[index].latest = latest[models[index].number] ?? []
                models[index].tags = parts.tags[models[index].number] ?? []
                models[index].aliases = parts.aliases[models[index].number] ?? []
            }
        }
        return models
    }

    private struct ModelParts {
        var latest: [ModelVersion] = []
        var tags: [Int64: [TrackedPair]] = [:]
        var aliases: [Int64: [ModelAlias]] = [:]
    }

    /// What belongs to registered models, asked for at once.
    private func parts(of numbers: [Int64]) throws(TrackingError) -> ModelParts {
        var parts = ModelParts()
        let places = SQLCondition.among("model", numbers)
        let tags = SQLQuery(
            """
            SELECT model, key, value FROM registered_model_tag WHERE \(places.text)
            ORDER BY model, key
            """, places.values)
        try connection.forEachRow(
            of: [Self.latestVersions(of: numbers), tags, Self.aliases(of: numbers)]
        ) { query, row throws(TrackingError) in
            switch query {
            case 0: parts.latest.append(try Self.modelVersion(row))
            case 1:
                parts.tags[row.integer(0) ?? 0, default: []].append(
                    TrackedPair(key: row.text(1) ?? "", value: row.text(2) ?? ""))
            default:
                parts.aliases[row.integer(0) ?? 0, default: []].append(
                    ModelAlias(alias: row.text(1) ?? "", number: row.integer(2) ?? 0))
            }
        }
        return parts
    }

    /// The versions that the caller may see.
    package func modelVersions(
        _ search: RegistrySearch, within reach: TrackingReach
    ) throws(TrackingError) -> SearchPage<ModelVersion> {
        let dialect = connection.dialect
        let condition = SQLCondition.all(
            [SQLCondition("model_version.is_deleted = 0")] + visible(to: reach)
                + search.filter.comparisons.map { Self.condition($0, ofVersion: dialect) })
        // Where all are asked for, SQLite would look at each model's and sort them all.
        let isOfAll = search.filter.comparisons.isEmpty && dialect == .sqlite
        let tables =
            isOfAll
            ? Self.modelVersionTables.replacing(" JOIN ", with: " CROSS JOIN ")
            : Self.modelVersionTables
        let found = try connection.all(
            """
            SELECT \(Self.modelVersionColumns) FROM \(tables)
            WHERE \(condition.text)
            ORDER BY \(Self.versionOrder(search.orders)) LIMIT ? OFFSET ?
            """,
            condition.values + [
                .integer(Int64(search.limit + 1)), .integer(Int64(search.start.offset)),
            ], Self.modelVersion)
        var tagged: [ModelVersion] = []
        for start in stride(from: 0, to: found.count, by: 500) {
            tagged += try self.tagged(Array(found[start..<min(start + 500, found.count)]))
        }
        return SearchPage(tagged, after: search.start.offset, limit: search.limit)
    }

    private func visible(to reach: TrackingReach) -> [SQLCondition] {
        guard case .only(let workspaces) = reach.readable else { return [] }
        return [.among("registered_model.workspace", workspaces.map(\.name).sorted())]
    }

    private static func condition(
        _ comparison: Filter.Comparison, ofModel dialect: SQLDialect
    ) -> SQLCondition {
        guard comparison.entity == .tag else {
            return comparison.condition(on: "registered_model.name", dialect)
        }
        return orPrompt(
            comparison,
            comparison.condition(
                inTable: "registered_model_tag", "model", of: "registered_model.id", dialect))
    }

    private static func condition(
        _ comparison: Filter.Comparison, ofVersion dialect: SQLDialect
    ) -> SQLCondition {
        guard comparison.entity == .tag else {
            return comparison.condition(onInteger: versionColumn(comparison.key), dialect)
        }
        return orPrompt(
            comparison,
            comparison.condition(
                inTable: "model_version_tag", "version", of: "model_version.id", dialect))
    }

    /// What says that something is a prompt counts as said of everything: what has no such tag is
    /// none.
    private static func orPrompt(
        _ comparison: Filter.Comparison, _ condition: SQLCondition
    ) -> SQLCondition {
        guard comparison.key == RegisteredModel.promptTag, case .text(let text) = comparison.value
        else { return condition }
        let wantsNone =
            comparison.comparator == .equal && text == "false"
            || comparison.comparator == .unequal && text == "true"
        return wantsNone
            ? SQLCondition(
                "(registered_model.is_prompt = 0 OR \(condition.text))", condition.values)
            : condition
    }

    private static func versionColumn(_ key: String) -> String {
        switch key {
        case "name": "registered_model.name"
        case "run_id": "model_version.run_id"
        case "source_path": "model_version.source"
        case "version_number": "model_version.number"
        case "creation_timestamp": "model_version.created"
        default: "model_version.updated"
        }
    }

    private static func modelOrder(_ keys: [OrderKey]) -> String {
        var orders = keys.map { key in
            let column =
                switch key.key {
                case "name": "registered_model.name"
                case "creation_timestamp": "registered_model.created"
                default: "registered_model.updated"
                }
            return "\(column) \(key.isAscending ? "ASC" : "DESC")"
        }
        if !keys.contains(where: { $0.key == "name" }) { orders.append("registered_model.name") }
        return (orders + ["registered_model.id"]).joined(separator: ", ")
    }

    private static func versionOrder(_ keys: [OrderKey]) -> String {
        var orders = keys.map { key in
            "\(versionColumn(key.key)) \(key.isAscending ? "ASC" : "DESC")"
        }
        if keys.isEmpty { orders.append("model_version.updated DESC") }
        if !keys.contains(where: { $0.key == "name" }) { orders.append("registered_model.name") }
        if !keys.contains(where: { $0.key == "version_number" }) {
            orders.append("model_version.number DESC")
        }
        return orders.joined(separator: ", ")
    }
}

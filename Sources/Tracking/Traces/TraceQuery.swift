/// The statement that finds traces.
struct TraceQuery {
    let sql: String
    let values: [SQLValue]

    init(_ search: TraceSearch, experiments: [Int64], _ dialect: SQLDialect) {
        var orders: [String] = []
        var orderValues: [SQLValue] = []
        for key in search.orders {
            let column = Self.order(by: key)
            orders.append("CASE WHEN (\(column.text)) IS NULL THEN 1 ELSE 0 END")
            orders.append("(\(column.text)) \(key.isAscending ? "ASC" : "DESC")")
            orderValues += column.values + column.values
        }
        orders += ["trace.started DESC", "trace.id DESC"]
        let condition = Self.condition(search, experiments: experiments, dialect)
        sql = """
            SELECT \(TrackingSession.traceColumns) FROM trace WHERE \(condition.text)
            ORDER BY \(orders.joined(separator: ", ")) LIMIT ? OFFSET ?
            """
        values =
            condition.values + orderValues + [
                .integer(Int64(search.limit + 1)), .integer(Int64(search.start.offset)),
            ]
    }

    /// Counts all, those that meet each of two filters, and those that meet both.
    static func counting(
        _ first: Filter, _ second: Filter, among search: TraceSearch, experiments: [Int64],
        _ dialect: SQLDialect
    ) -> SQLCondition {
        let left = SQLCondition.all(first.comparisons.map { condition($0, dialect) })
        let right = SQLCondition.all(second.comparisons.map { condition($0, dialect) })
        let counts = [left, right, .all([left, right])].map { condition in
            SQLCondition(
                "count(CASE WHEN \(condition.text) THEN 1 END)", condition.values)
        }
        let place = condition(search, experiments: experiments, dialect)
        return SQLCondition(
            "SELECT count(*), \(counts.map(\.text).joined(separator: ", ")) FROM trace "
                + "WHERE \(place.text)", counts.flatMap(\.values) + place.values)
    }

    private static func condition(
        _ search: TraceSearch, experiments: [Int64], _ dialect: SQLDialect
    ) -> SQLCondition {
        let places = Array(repeating: "?", count: experiments.count).joined(separator: ",")
        return .all(
            [
                SQLCondition(
                    "trace.experiment IN (\(places))", experiments.map { .integer($0) })
            ] + search.filter.comparisons.map { condition($0, dialect) })
    }

    private static let end = "(trace.started + COALESCE(trace.duration, 0))"

    private static func column(of key: String) -> String {
        switch key {
        case "request_id": "trace.trace_id"
        case "client_request_id": "trace.client_request"
        case "execution_time_ms": "trace.duration"
        case "end_time_ms": end
        case "experiment_id": "trace.experiment"
        case "status": "trace.state"
        default: "trace.started"
        }
    }

    private static func order(by key: OrderKey) -> SQLCondition {
        switch (key.entity, key.key) {
        case (.attribute, "name"): value(of: Trace.nameTag, in: "trace_tag")
        case (.attribute, "run_id"): value(of: Trace.runMetadata, in: "trace_metadata")
        case (.attribute, _): SQLCondition(column(of: key.key))
        case (.metadata, _): value(of: key.key, in: "trace_metadata")
        default: value(of: key.key, in: "trace_tag")
        }
    }

    private static func value(of key: String, in table: String) -> SQLCondition {
        SQLCondition(
            "SELECT t.value FROM \(table) AS t WHERE t.trace = trace.id AND t.key = ?",
            [.text(key)])
    }
}

// What a comparison says.
extension TraceQuery {
    private static func condition(
        _ comparison: Filter.Comparison, _ dialect: SQLDialect
    ) -> SQLCondition {
        switch comparison.entity {
        case .attribute: attribute(comparison, dialect)
        case .metadata: pair(comparison, comparison.key, in: "trace_metadata", dialect)
        case .span: span(comparison, dialect)
        case .feedback: assessment(comparison, .feedback, dialect)
        case .expectation: assessment(comparison, .expectation, dialect)
        case .tag, .metric, .parameter, .dataset:
            pair(comparison, comparison.key, in: "trace_tag", dialect)
        }
    }

    private static func pair(
        _ comparison: Filter.Comparison, _ key: String, in table: String, _ dialect: SQLDialect
    ) -> SQLCondition {
        let inner = comparison.condition(on: "t.value", dialect)
        return SQLCondition(
            "EXISTS (SELECT 1 FROM \(table) AS t WHERE t.trace = trace.id AND t.key = ? "
                + "AND \(inner.text))", [.text(key)] + inner.values)
    }

    private static func attribute(
        _ comparison: Filter.Comparison, _ dialect: SQLDialect
    ) -> SQLCondition {
        switch comparison.key {
        case "name": return pair(comparison, Trace.nameTag, in: "trace_tag", dialect)
        case "run_id":
            // Either it was made in the run, or it was linked with it afterwards.
            let made = pair(comparison, Trace.runMetadata, in: "trace_metadata", dialect)
            let inner = comparison.condition(on: "r.run_id", dialect)
            return SQLCondition(
                "(\(made.text) OR EXISTS (SELECT 1 FROM trace_run AS r "
                    + "WHERE r.trace = trace.id AND \(inner.text)))", made.values + inner.values)
        case "text": return text(comparison, dialect)
        case "status":
            let matching = Trace.State.allCases.filter { state in
                comparison.comparator == .notAmong
                    ? !comparison.listed.contains(state.name) : comparison.holds(of: state.name)
            }
            let numbers = matching.map { "\($0.rawValue)" }.joined(separator: ",")
            return SQLCondition(matching.isEmpty ? "1 = 0" : "trace.state IN (\(numbers))")
        default: return comparison.condition(onInteger: column(of: comparison.key), dialect)
        }
    }

    /// Anywhere in what spans say.
    private static func text(
        _ comparison: Filter.Comparison, _ dialect: SQLDialect
    ) -> SQLCondition {
        let columns = ["s.name", "s.events", "s.status_message"].map {
            comparison.condition(on: $0, dialect)
        }
        let said = ["a.key", "a.value"].map { comparison.condition(on: $0, dialect) }
        return SQLCondition(
            "EXISTS (SELECT 1 FROM span AS s WHERE s.trace = trace.id AND ("
                + columns.map(\.text).joined(separator: " OR ")
                + " OR EXISTS (SELECT 1 FROM span_attribute AS a WHERE a.span = s.id AND ("
                + said.map(\.text).joined(separator: " OR ") + "))))",
            columns.flatMap(\.values) + said.flatMap(\.values))
    }

    private static let attributePrefix = "attributes."

    /// - Throws: `invalid` for what spans are not searched by.
    static func checkSpanKey(_ key: String) throws(TrackingError) {
        guard
            ["name", "type", "status"].contains(key)
                || (key.hasPrefix(attributePrefix) && key.utf8.count > attributePrefix.utf8.count)
        else {
            throw TrackingCheck.invalid(
                "Invalid span attribute '\(key.prefix(250))'. Supported attributes: name, "
                    + "status, type, attributes.<attribute_name>.")
        }
    }

    private static func span(
        _ comparison: Filter.Comparison, _ dialect: SQLDialect
    ) -> SQLCondition {
        let start = "EXISTS (SELECT 1 FROM span AS s "
        guard !comparison.key.hasPrefix(attributePrefix) else {
            let inner = comparison.condition(on: "a.value", dialect)
            return SQLCondition(
                start + "JOIN span_attribute AS a ON a.span = s.id AND a.key = ? "
                    + "WHERE s.trace = trace.id AND \(inner.text))",
                [.text(String(comparison.key.dropFirst(attributePrefix.count)))] + inner.values)
        }
        let status =
            "CASE s.status WHEN 1 THEN 'OK' WHEN 2 THEN 'ERROR' ELSE 'UNSET' END"
        let column =
            switch comparison.key {
            case "status": status
            case "type": "s.kind"
            default: "s.name"
            }
        let inner = comparison.condition(on: column, dialect)
        return SQLCondition(
            start + "WHERE s.trace = trace.id AND \(inner.text))", inner.values)
    }

    private static func assessment(
        _ comparison: Filter.Comparison, _ kind: Assessment.Kind, _ dialect: SQLDialect
    ) -> SQLCondition {
        let inner = comparison.condition(on: "f.value", dialect)
        return SQLCondition(
            "EXISTS (SELECT 1 FROM assessment AS f WHERE f.trace = trace.id AND f.kind = ? "
                + "AND f.name = ? AND \(inner.text))",
            [.text(kind.rawValue), .text(comparison.key)] + inner.values)
    }
}

extension Filter.Comparison {
    /// The texts of a list.
    fileprivate var listed: [String] {
        if case .texts(let texts) = value { texts } else { [] }
    }
}

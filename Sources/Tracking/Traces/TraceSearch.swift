import Governance

/// Which traces are asked for.
package struct TraceSearch: Sendable {
    package var experiments: [String]
    package var filter: Filter
    package var orders: [OrderKey]
    package var limit: Int
    package var start: PageToken

    /// - Throws: `invalid` when the filter or an order does not read.
    package init(
        experiments: [String], filter: String, orders: [String], limit: Int, start: String?
    ) throws(TrackingError) {
        self.experiments = experiments
        self.filter = try Filter(filter, in: .traces)
        self.orders = try OrderKey.keys(orders, in: .traces)
        self.limit = limit
        self.start = try PageToken(start)
        for comparison in self.filter.comparisons where comparison.entity == .span {
            try TraceQuery.checkSpanKey(comparison.key)
        }
        for order in self.orders where ![.attribute, .tag, .metadata].contains(order.entity) {
            throw TrackingCheck.invalid("Invalid order_by entity: \(order.entity.rawValue)")
        }
    }
}

extension TrackingSession {
    /// The traces of experiments that the caller may see, without their spans.
    package func traces(
        _ search: TraceSearch, within reach: TrackingReach
    ) throws(TrackingError) -> SearchPage<Trace> {
        let experiments = try visible(search.experiments, within: reach)
        guard !experiments.isEmpty else { return SearchPage([], after: 0, limit: search.limit) }
        let query = TraceQuery(search, experiments: experiments, connection.dialect)
        let found = try connection.all(query.sql, query.values, Self.trace)
        let page = SearchPage(found, after: search.start.offset, limit: search.limit)
        var traces: [Trace] = []
        for trace in page.found { traces.append(try loaded(trace)) }
        return SearchPage(traces, next: page.next)
    }

    /// How many traces there are, how many meet either filter, and how many both.
    package func count(
        _ first: Filter, _ second: Filter, among search: TraceSearch, within reach: TrackingReach
    ) throws(TrackingError) -> TraceCounts {
        for comparison in first.comparisons + second.comparisons where comparison.entity == .span {
            try TraceQuery.checkSpanKey(comparison.key)
        }
        let experiments = try visible(search.experiments, within: reach)
        guard !experiments.isEmpty else { return TraceCounts() }
        let query = TraceQuery.counting(
            first, second, among: search, experiments: experiments, connection.dialect)
        return try connection.first(query.text, query.values) { row throws(TrackingError) in
            TraceCounts(
                total: Int(row.integer(0) ?? 0), first: Int(row.integer(1) ?? 0),
                second: Int(row.integer(2) ?? 0), both: Int(row.integer(3) ?? 0))
        } ?? TraceCounts()
    }
}

/// How many of some traces meet two conditions.
package struct TraceCounts: Sendable, Equatable {
    package var total = 0
    package var first = 0
    package var second = 0
    package var both = 0
}

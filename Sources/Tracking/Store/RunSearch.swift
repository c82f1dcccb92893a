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
        var query = RunQuery(search, experiments: experiments, connection.dialect)
        let walk = RunQuery.walk(search, in: experiments, connection.dialect)
        let few = try few(search, in: experiments)
        if let few, try !leads(walk, soonerThan: few.count, to: search.limit) {
            query.source = .few(few.chosen)
        } else if let walk {
            var walked = query
            walked.source = .walk(walk)
            let found = try places(walked)
            // The walk passes over runs without the metric, which come last where the filter lets them.
            if found.count > search.limit || !walk.bounds.isEmpty {
                return SearchPage(found, after: search.start.offset, limit: search.limit)
            }
            if let few { query.source = .few(few.chosen) }
        }
        return SearchPage(
            try places(query), after: search.start.offset, limit: search.limit)
    }

    /// Whether a walk finds a page after fewer runs than are chosen: of all that it passes, as many
    /// are chosen as their part of all.
    private func leads(
        _ walk: RunQuery.Walk?, soonerThan count: Int64, to limit: Int
    ) throws(TrackingError) -> Bool {
        guard let walk, count > limit else { return false }
        let most = count * count / Int64(limit + 1)
        let passed = try estimate(
            SQLQuery(
                """
                SELECT count(*) FROM (SELECT 1 FROM latest_metric WHERE experiment = ? AND key = ?
                  AND is_nan = 0 LIMIT ?) AS passed
                """, [.integer(walk.experiment), .text(walk.key), .integer(most)]))
        return passed < most
    }

    private func places(_ query: RunQuery) throws(TrackingError) -> [RunPlace] {
        try connection.all(query.sql, query.values) { row throws(TrackingError) in
            RunPlace(number: row.integer(0) ?? 0, revision: row.integer(1) ?? 0)
        }
    }

    private static let fewCountMax = 1_000

    /// What leads to few runs, if a comparison does; then these are looked at, and no others.
    private func few(
        _ search: RunSearch, in experiments: [Int64]
    ) throws(TrackingError) -> (chosen: SQLCondition, count: Int64)? {
        for comparison in search.filter.comparisons {
            guard
                let chosen = RunQuery.chosen(
                    by: comparison, in: experiments, connection.dialect)
            else { continue }
            let count = try estimate(
                SQLQuery(
                    "SELECT count(*) FROM (\(chosen.text) LIMIT \(Self.fewCountMax + 1)) AS chosen",
                    chosen.values))
            if count <= Self.fewCountMax { return (chosen, count) }
        }
        return nil
    }

    private func estimate(_ query: SQLQuery) throws(TrackingError) -> Int64 {
        try store.estimates.count(of: query) { query throws(TrackingError) in
            try connection.first(query.sql, query.values) { row throws(TrackingError) in
                row.integer(0) ?? 0
            } ?? 0
        }
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

import Governance
import HTTPServer
import HTTPTypes
import Operations
import Tracking
import Transparency

extension MLflowRoutes {
    var metricRoutes: [Route] {
        let platform = self.platform
        return route(.get, "metrics/get-history", .readRuns) { asked, _ in
            let page = try await platform.perform(try asked.metricHistory())
            var writer = CanonicalWriter()
            writer.object { writer in
                if !page.found.isEmpty {
                    writer.member("metrics")
                    writer.array(count: page.found.count) { index, writer in
                        writer.object { RunWire.metric(page.found[index], run: nil, &$0) }
                    }
                }
                if let next = page.next { writer.member("next_page_token", next.description) }
            }
            return ServerResponse(200, type: "application/json", writer.bytes)
        }
            + route(.get, "metrics/get-history-bulk", .readRuns) { asked, _ in
                .metrics(try await platform.perform(try asked.bulkHistory()))
            }
            + route(.get, "metrics/get-history-bulk-interval", .readRuns) { asked, _ in
                .metrics(try await platform.perform(try asked.sampledHistory()))
            }
    }
}

extension ServerResponse {
    fileprivate static func metrics(
        _ found: [CompareMetricHistories.Measured]
    ) -> ServerResponse {
        var writer = CanonicalWriter()
        writer.object { writer in
            writer.member("metrics")
            writer.array(count: found.count) { index, writer in
                writer.object {
                    RunWire.metric(found[index].metric, run: found[index].run, &$0)
                }
            }
        }
        return ServerResponse(200, type: "application/json", writer.bytes)
    }
}

extension MLflowRequest {
    private static let historyCountMax = 25_000
    private static let runCountMax = 100
    private static let sampleCountMax = 2_500

    fileprivate func metricHistory() throws -> ReadMetricHistory {
        let (run, key) = (try run(), try required("metric_key"))
        let start = try text("page_token")
        var limit: Int?
        if let asked = try integer("max_results"), asked > 0 {
            limit = Int(min(asked, Int64(Int32.max) - 1))
        }
        return ReadMetricHistory(
            run: run, key: key, limit: limit,
            start: try Failure.tracking { () throws(TrackingError) in try PageToken(start) },
            by: actor)
    }

    fileprivate func bulkHistory() throws -> CompareMetricHistories {
        let runs = all("run_id")
        guard !runs.isEmpty else {
            throw MLflowProblem.invalid(
                "GetMetricHistoryBulk request must specify at least one run_id.")
        }
        guard runs.count <= Self.runCountMax else {
            throw MLflowProblem.invalid(
                "GetMetricHistoryBulk request cannot specify more than \(Self.runCountMax) "
                    + "run_ids. Received \(runs.count) run_ids.")
        }
        guard let key = try text("metric_key") else {
            throw MLflowProblem.invalid("GetMetricHistoryBulk request must specify a metric_key.")
        }
        let limit = try integer("max_results") ?? Int64(Self.historyCountMax)
        guard limit > 0 else { throw MLflowProblem.invalid("max_results must be positive.") }
        return CompareMetricHistories(
            runs: runs, key: key,
            extent: .all(limit: Int(min(limit, Int64(Self.historyCountMax)))), by: actor)
    }

    fileprivate func sampledHistory() throws -> CompareMetricHistories {
        let runs = all("run_ids")
        guard !runs.isEmpty else { throw MLflowProblem.missing("run_ids") }
        guard runs.count <= Self.runCountMax else {
            throw MLflowProblem.invalid(
                "GetMetricHistoryBulkInterval request must specify at most \(Self.runCountMax) "
                    + "run_ids. Received \(runs.count) run_ids.")
        }
        let key = try required("metric_key")
        let count = try integer("max_results") ?? Int64(Self.sampleCountMax)
        guard (1...Int64(Self.sampleCountMax)).contains(count) else {
            throw MLflowProblem.invalid(
                "max_results must be between 1 and \(Self.sampleCountMax).")
        }
        return CompareMetricHistories(
            runs: runs, key: key, extent: .sample(count: Int(count), steps: try stepBounds()),
            by: actor)
    }

    private func stepBounds() throws -> ClosedRange<Int64>? {
        switch (try integer("start_step"), try integer("end_step")) {
        case (nil, nil): return nil
        case (let start?, let end?):
            guard start <= end else {
                throw MLflowProblem.invalid(
                    "end_step must be greater than start_step. Found start_step=\(start) and "
                        + "end_step=\(end).")
            }
            return start...end
        default:
            throw MLflowProblem.invalid(
                "If either start step or end step are specified, both must be specified.")
        }
    }
}

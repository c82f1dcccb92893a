import Operations
import Tracking
import Transparency

// Lists of an MLflow server, a page at a time.
extension MLflowUpstream {
    private static let pageCountMax = 100_000

    /// Hands over the elements of a list.
    ///
    /// `isSearch`: Whether what is asked for stands in a body, and not in the query.
    func forEach(
        _ list: String, at path: String, _ fields: [String: JSON], isSearch: Bool,
        isolation: isolated (any _Concurrency.Actor)? = #isolation,
        _ body: (JSON) async throws -> Void
    ) async throws {
        var next: String?
        for _ in 0..<Self.pageCountMax {
            var fields = fields
            fields["page_token"] = next.map(JSON.string)
            let query = fields.map { (name: $0, value: $1.stringValue ?? $1.canonical) }
                .sorted { $0.name < $1.name }
            let page = try await object(
                Self.api + path, isSearch ? [] : query, body: isSearch ? .object(fields) : nil)
            guard let page else { throw malformed("\(path) is not there") }
            for element in page[list]?.arrayValue ?? [] { try await body(element) }
            guard let token = page["next_page_token"]?.stringValue, !token.isEmpty else { return }
            guard token != next else { break }
            next = token
        }
        throw malformed("\(path) has pages without end")
    }

    /// What a run logged under a key.
    func history(
        of key: String, run: String, _ consume: ([Metric]) async throws -> Void
    ) async throws {
        var waiting: [Metric] = []
        try await forEach(
            "metrics", at: "metrics/get-history",
            [
                "run_id": .string(run), "metric_key": .string(key),
                "max_results": .string("\(TrackingLimits.metricCountMax)"),
            ], isSearch: false
        ) { json in
            guard let value = json["value"]?.mlflowNumber,
                let timestamp = json["timestamp"]?.mlflowInteger
            else { throw malformed("a metric without a value") }
            waiting.append(
                Metric(
                    key: key, value: value, timestampMilliseconds: timestamp,
                    step: json["step"]?.mlflowInteger ?? 0))
            guard waiting.count >= TrackingLimits.metricCountMax else { return }
            try await consume(waiting)
            waiting = []
        }
        if !waiting.isEmpty { try await consume(waiting) }
    }
}

import Governance
import Testing
import Transparency

@testable import Tracking

@Suite struct TraceSearchTests {
    /// Three traces, of which the first has spans, feedback and a run.
    private func fill(_ store: TrackingStore) async throws {
        for number in 1...3 {
            try await store.start(
                NewTrace(
                    id: "t\(number)", experiment: "0", startedMilliseconds: Int64(number),
                    durationMilliseconds: Int64(10 * number),
                    state: number == 3 ? .error : .ok,
                    metadata: [TrackedPair(key: "m", value: "\(number)")],
                    tags: [TrackedPair(key: "mlflow.traceName", value: "n\(number)")]))
        }
        try await store.log(try SpanReader.spans(in: SpanReaderTests.vector))
        _ = try await store.begin("r")
        try await store.write { session throws(TrackingError) in
            let feedback = Assessment(
                id: "a", name: "quality", kind: .feedback, value: "good",
                source: .init(kind: "HUMAN", id: "u"), createdMilliseconds: 1,
                updatedMilliseconds: 1)
            _ = try session.add(feedback, toTrace: "t1", within: TrackedStore.everywhere)
            try session.link(traces: ["t2"], toRun: "r", within: TrackedStore.everywhere)
        }
    }

    private static let spans = "tr-0102030405060708090a0b0c0d0e0f10"

    private static let found: [(String, [String])] = [
        ("", [spans, "t3", "t2", "t1"]), ("status = 'ERROR'", ["t3"]),
        ("status != 'ERROR' AND timestamp_ms < 5", ["t2", "t1"]),
        ("status NOT IN ('OK')", ["t3"]), ("name = 'n2'", ["t2"]),
        ("trace.execution_time_ms >= 20 AND timestamp < 5", ["t3", "t2"]),
        ("end_time_ms = 11", ["t1"]), ("metadata.m IN ('1', '3')", ["t3", "t1"]),
        ("request_id = 't1'", ["t1"]), ("attribute.run_id = 'r'", ["t2"]),
        ("feedback.quality = 'good'", ["t1"]), ("expectation.quality = 'good'", []),
        ("span.name = 'llm'", [spans]), ("span.status = 'ERROR'", [spans]),
        ("span.type = 'CHAIN'", [spans]), ("span.attributes.integer = '-42'", [spans]),
        ("span.attributes.`input.value` LIKE 'H%'", [spans]),
        ("trace.text LIKE '%wrong%'", [spans]), ("trace.text LIKE '%gen_ai%'", [spans]),
        ("trace.text LIKE '%nothing%'", []),
    ]

    @Test(arguments: TrackedStore.available)
    func `a search finds what meets its filter, the newest first`(_ kind: TrackedStore) async throws
    {
        try await kind.withStore { store in
            try await fill(store)
            for (filter, ids) in Self.found {
                #expect(try await store.searched(filter).ids == ids, "\(filter)")
            }
        }
    }

    @Test(arguments: TrackedStore.available)
    func `a search is ordered and paged as it says`(_ kind: TrackedStore) async throws {
        try await kind.withStore { store in
            try await fill(store)
            let first = try await store.searched("", ["name ASC"], limit: 3)
            #expect(first.ids == [Self.spans, "t1", "t2"])
            let second = try await store.searched("", ["name ASC"], limit: 3, start: first.next)
            #expect(second.ids == ["t3"])
            #expect(second.next == nil)
            for order in ["metadata.m DESC", "execution_time_ms DESC", "run_id", "tag.x"] {
                #expect(try await store.searched("", [order]).ids.count == 4, "\(order)")
            }
        }
    }

    @Test(arguments: TrackedStore.available)
    func `traces are counted that meet each of two filters, and both`(
        _ kind: TrackedStore
    ) async throws {
        try await kind.withStore { store in
            try await fill(store)
            let counts = try await store.search { session throws(TrackingError) in
                try session.count(
                    try Filter("status = 'OK'", in: .traces),
                    try Filter("metadata.m = '1'", in: .traces),
                    among: try TraceSearch(
                        experiments: ["0"], filter: "timestamp_ms < 5", orders: [], limit: 1,
                        start: nil), within: TrackedStore.everywhere)
            }
            #expect(counts == TraceCounts(total: 3, first: 2, second: 1, both: 1))
        }
    }

    @Test(arguments: [
        "span.x = 'a'", "span.attributes. = 'a'", "text = 'a'", "foo.x = 'a'", "metrics.a > 1",
    ])
    func `what traces have not is not searched by`(_ filter: String) {
        #expect(throws: TrackingError.self) {
            try TraceSearch(
                experiments: ["0"], filter: filter, orders: [], limit: 1, start: nil)
        }
    }
}

extension TrackingStore {
    fileprivate func searched(
        _ filter: String, _ orders: [String] = [], limit: Int = 10, start: String? = nil
    ) async throws -> (ids: [String], next: String?) {
        let asked = try TraceSearch(
            experiments: ["0"], filter: filter, orders: orders, limit: limit, start: start)
        return try await search { session throws(TrackingError) in
            let page = try session.traces(asked, within: TrackedStore.everywhere)
            return (page.found.map(\.id), page.next?.description)
        }
    }
}

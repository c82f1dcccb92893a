import Governance
import Testing

@testable import Tracking

@Suite struct TrackingSessionDatasetRecordsTests {
    @Test(arguments: TrackedStore.available)
    func `records are given back as they came, in their order`(_ kind: TrackedStore) async throws {
        try await kind.withStore { store in
            let id = try await store.dataset("d").id
            let counts = try await store.upsert(
                """
                [{"inputs": {"n": 9007199254740993, "x": 1.0}, "outputs": [1, "a"],
                  "expectations": {"e": "so"}, "tags": {"mlflow.user": "ann"},
                  "source": {"source_type": "trace", "source_data": {"trace_id": "tr-1"}}},
                 {"inputs": {"n": 1}}, {"inputs": {"n": 1.0}, "outputs": null}]
                """, to: id, at: 7)
            #expect(counts == UpsertedRecords(insertedCount: 3, updatedCount: 0))
            let records = try await store.records(of: id).records
            #expect(
                records.map(\.inputs.written) == ["{\"n\":9007199254740993,\"x\":1.0}"]
                    + ["{\"n\":1}", "{\"n\":1.0}"])
            let first = try #require(records.first)
            #expect(first.outputs == .list([.integer("1"), .text("a")]))
            #expect(first.expectations == .map(["e": .text("so")]))
            #expect(first.sourceKind == "TRACE")
            #expect(first.sourceID == "tr-1")
            #expect(first.createdBy == "ann")
            #expect(first.createdMilliseconds == 7)
            #expect(records[1].outputs == .map([:]))
            #expect(records[2].outputs == nil)
            #expect(Set(records.map(\.id)).count == 3)
            #expect(records.allSatisfy { $0.id.hasPrefix("dr-") && $0.id.utf8.count == 35 })
            let dataset = try await store.dataset(called: id)
            #expect(dataset.recordCount == 3)
            #expect(dataset.byteCount == records.reduce(0) { $0 + $1.byteCount })
            #expect(dataset.updatedBy == "ann")
            #expect(dataset.updatedMilliseconds == 7)
        }
    }

    @Test(arguments: TrackedStore.available)
    func `what is said anew of the same inputs is added to what was said`(
        _ kind: TrackedStore
    ) async throws {
        try await kind.withStore { store in
            let id = try await store.dataset("d").id
            let before = try await store.dataset(called: id).digest
            _ = try await store.upsert(
                """
                [{"inputs": {"a": 1, "b": 2}, "outputs": "old", "expectations": {"x": 1, "y": 1},
                  "tags": {"mlflow.user": "ann", "t": 1}, "source": {"source_type": "HUMAN"}}]
                """, to: id, at: 1)
            let first = try #require(try await store.records(of: id).records.first)
            let counts = try await store.upsert(
                """
                [{"inputs": {"b": 2, "a": 1}, "outputs": "new", "expectations": {"y": 2},
                  "tags": {"u": 2}}, {"inputs": {"c": 1}}, {"inputs": {"c": 1}, "tags": {"v": 1}}]
                """, to: id, at: 2)
            #expect(counts == UpsertedRecords(insertedCount: 1, updatedCount: 2))
            let records = try await store.records(of: id).records
            #expect(records.count == 2)
            let merged = try #require(records.first)
            #expect(merged.id == first.id)
            #expect(merged.outputs == .text("new"))
            #expect(merged.expectations?.written == "{\"x\":1,\"y\":2}")
            #expect(merged.tags.written == "{\"mlflow.user\":\"ann\",\"t\":1,\"u\":2}")
            #expect(merged.sourceKind == "HUMAN")
            #expect(merged.createdMilliseconds == 1)
            #expect(merged.updatedMilliseconds == 2)
            #expect(merged.updatedBy == "ann")
            #expect(records[1].tags.written == "{\"v\":1}")
            let dataset = try await store.dataset(called: id)
            #expect(dataset.digest != before)
            #expect(dataset.byteCount == records.reduce(0) { $0 + $1.byteCount })
        }
    }

    @Test(arguments: TrackedStore.available)
    func `a digest is of what records say, in whatever order and at whatever time they came`(
        _ kind: TrackedStore
    ) async throws {
        try await kind.withStore { store in
            let (one, other) = (try await store.dataset("d").id, try await store.dataset("d").id)
            let digest = { (id: String) in try await store.dataset(called: id).digest }
            #expect(try await digest(one) == digest(other))
            let (a, b) = ("{\"inputs\": {\"q\": 1}}", "{\"inputs\": {\"q\": 2}}")
            _ = try await store.upsert("[\(a), \(b)]", to: one, at: 1)
            _ = try await store.upsert("[\(b)]", to: other, at: 2)
            #expect(try await digest(one) != digest(other))
            _ = try await store.upsert("[\(a)]", to: other, at: 3)
            #expect(try await digest(one) == digest(other))
            #expect(try await digest(one).utf8.count == 32)
            let expected = "[{\"inputs\": {\"q\": 1}, \"expectations\": {\"e\": 1}}]"
            _ = try await store.upsert(expected, to: one, at: 4)
            #expect(try await digest(one) != digest(other))
            let last = try #require(try await store.records(of: other).records.last?.id)
            #expect(try await store.delete([last, "dr-0"], of: other) == 1)
            #expect(try await store.delete([last], of: other) == 0)
            let rest = try await store.dataset(called: other)
            #expect(rest.recordCount == 1)
            #expect(
                rest.byteCount
                    == (try await store.records(of: other).records.first?.byteCount ?? 0))
        }
    }

    @Test(arguments: TrackedStore.available)
    func `pages hold all records once, also when some go meanwhile`(
        _ kind: TrackedStore
    ) async throws {
        try await kind.withStore { store in
            let id = try await store.dataset("d").id
            let all = (0..<5).map { "{\"inputs\": {\"q\": \($0)}}" }.joined(separator: ",")
            _ = try await store.upsert("[\(all)]", to: id, at: 1)
            let first = try await store.records(of: id, limit: 2)
            #expect(first.records.map(\.inputs.written) == ["{\"q\":0}", "{\"q\":1}"])
            #expect(try await store.delete(first.records.map(\.id), of: id) == 2)
            let next = try #require(first.next).description
            let second = try await store.records(of: id, limit: 3, start: next)
            #expect(second.records.map(\.inputs.written) == (2..<5).map { "{\"q\":\($0)}" })
            #expect(second.next == nil)
        }
    }

    @Test(arguments: TrackedStore.available)
    func `a page ends before it is too large, and holds one record at least`(
        _ kind: TrackedStore
    ) async throws {
        try await kind.withStore { store in
            let id = try await store.dataset("d").id
            let text = String(repeating: "x", count: 1_000_000)
            for number in 0..<10 {
                _ = try await store.upsert(
                    "[{\"inputs\": {\"q\": \(number), \"t\": \"\(text)\"}}]", to: id, at: 1)
            }
            let first = try await store.records(of: id)
            #expect(first.records.count == 8)
            let next = try #require(first.next).description
            #expect(try await store.records(of: id, start: next).records.count == 2)
        }
    }

    @Test(arguments: [
        "{}", "1", "[1]", "[{}]", "[{\"inputs\": null}]", "[{\"inputs\": []}]", "[{\"inputs\": 1}]",
        "[{\"inputs\": {}, \"expectations\": []}]", "[{\"inputs\": {}, \"tags\": \"x\"}]",
        "[{\"inputs\": {}, \"source\": {\"source_type\": \"GOD\"}}]",
        "[{\"inputs\": {}, \"source\": {\"source_data\": {}}}]",
        "[{\"inputs\": {}, \"source\": {\"source_type\": \"CODE\", \"x\": 1}}]",
        "[{\"inputs\": {}, \"tags\": {\"mlflow.user\": \"\\u0000\"}}]", "[{\"inputs\": {}}",
    ])
    func `records that do not fit are refused`(_ text: String) {
        let error = #expect(throws: TrackingError.self) { try SaidRecord.records(reading: text) }
        if case .refused(.invalid(let sentence)) = error {
            #expect(!sentence.isEmpty)
        } else {
            Issue.record("\(String(describing: error))")
        }
    }

    @Test(arguments: TrackedStore.available)
    func `what is too large is refused, and changes nothing`(_ kind: TrackedStore) async throws {
        try await kind.withStore { store in
            let id = try await store.dataset("d").id
            let before = try await store.dataset(called: id)
            let long = String(repeating: "x", count: Int(DatasetLimits.recordByteCountMax))
            let fields = (0..<5_000).map { "\"field-\($0)\": 1" }.joined(separator: ",")
            for text in ["[{\"inputs\": {\"q\": \"\(long)\"}}]", "[{\"inputs\": {\(fields)}}]"] {
                await #expect(throws: TrackingError.self) {
                    _ = try await store.upsert(text, to: id, at: 2)
                }
            }
            #expect(try await store.dataset(called: id) == before)
            let many = Array(
                repeating: "{\"inputs\": {}}", count: DatasetLimits.changedCountMax + 1)
            #expect(throws: TrackingError.self) {
                try SaidRecord.records(reading: "[\(many.joined(separator: ","))]")
            }
        }
    }
}

extension TrackingStore {
    func dataset(
        _ name: String, in experiments: [String] = [], tags: [TrackedPair] = [], at time: Int64 = 1
    ) async throws -> EvaluationDataset {
        let id = (0..<32).map { _ in String("0123456789abcdef".randomElement() ?? "0") }.joined()
        return try await write { session throws(TrackingError) in
            try session.createEvaluationDataset(
                name, orIn: .standard, called: id, tags: tags, experiments: experiments, at: time,
                within: TrackedStore.everywhere)
        }
    }

    func dataset(
        called id: String, within reach: TrackingReach = TrackedStore.everywhere
    ) async throws -> EvaluationDataset {
        try await read { session throws(TrackingError) in
            try session.evaluationDataset(id, within: reach)
        }
    }

    func upsert(
        _ text: String, to id: String, at time: Int64,
        within reach: TrackingReach = TrackedStore.everywhere
    ) async throws -> UpsertedRecords {
        let said = try SaidRecord.records(reading: text)
        return try await write { session throws(TrackingError) in
            try session.upsert(said, toDataset: id, at: time, within: reach)
        }
    }

    fileprivate func delete(_ records: [String], of id: String) async throws -> Int {
        try await write { session throws(TrackingError) in
            try session.delete(
                records: records, ofDataset: id, at: 9, within: TrackedStore.everywhere)
        }
    }

    func records(
        of id: String, limit: Int = 1_000, start: String? = nil,
        within reach: TrackingReach = TrackedStore.everywhere
    ) async throws -> (records: [DatasetRecord], next: RecordPlace?) {
        let page = try RecordPage(limit: limit, start: start)
        return try await search { session throws(TrackingError) in
            try session.records(ofDataset: id, page, within: reach)
        }
    }
}

import Governance
import Testing
import Transparency

@testable import Tracking

@Suite struct TrackingSessionTracesTests {
    private static let everywhere = TrackedStore.everywhere
    private static let id = "tr-0102030405060708090a0b0c0d0e0f10"

    private func spans() throws -> [TraceSpan] {
        try SpanReader.spans(in: SpanReaderTests.vector)
    }

    @Test(arguments: TrackedStore.available)
    func `spans make a trace, and are read again as they were`(_ kind: TrackedStore) async throws {
        try await kind.withStore { store in
            // Often, for an exporter that has no answer sends them again.
            for _ in 0..<2 { try await store.log(try spans()) }
            let trace = try #require(try await store.traces([Self.id, "tr-other"]).first)
            #expect(trace.startedMilliseconds == 1_700_000_000_000)
            #expect(trace.durationMilliseconds == 1_000)
            #expect(trace.state == .ok)
            #expect(trace.requestPreview == "\"Hé?\"")
            #expect(trace.hasSpansHere)
            #expect(
                trace.metadata == [
                    TrackedPair(
                        key: "mlflow.trace.tokenUsage",
                        value: "{\"input_tokens\": 100, \"output_tokens\": 50, "
                            + "\"total_tokens\": 150}")
                ])
            #expect(trace.tags.contains(TrackedPair(key: "mlflow.traceName", value: "answer")))
            #expect(trace.spans.map(\.name) == ["answer", "llm"])
            let sent = try spans()
            for (read, sent) in zip(trace.spans, [sent[1], sent[0]]) {
                #expect(sent.attributes.allSatisfy { read[$0.key] == $0.value })
                #expect(read.events == sent.events)
                #expect(read.status == sent.status)
                #expect(read.endNanoseconds == sent.endNanoseconds)
            }
        }
    }

    @Test(arguments: TrackedStore.available)
    func `what a client states of a trace is not made up from its spans`(
        _ kind: TrackedStore
    ) async throws {
        try await kind.withStore { store in
            let new = NewTrace(
                id: Self.id, experiment: "0", startedMilliseconds: 5, durationMilliseconds: 6,
                state: .error, requestPreview: "asked",
                metadata: [TrackedPair(key: "mlflow.trace.tokenUsage", value: "own")],
                tags: [
                    TrackedPair(key: "mlflow.artifactLocation", value: "file:///etc"),
                    TrackedPair(key: "t", value: "v"),
                ])
            for isFirst in [true, false] {
                if isFirst { try await store.log(try spans()) }
                try await store.start(new)
                if !isFirst { try await store.log(try spans()) }
                let trace = try #require(try await store.traces([Self.id]).first)
                #expect(trace.startedMilliseconds == 5)
                #expect(trace.durationMilliseconds == 6)
                #expect(trace.state == .error)
                #expect(trace.requestPreview == "asked")
                #expect(trace.metadata.map(\.value) == ["own"])
                #expect(trace.spans.count == 2)
                let location = trace.tags.first { $0.key == "mlflow.artifactLocation" }
                #expect(location?.value == "mlflow-artifacts:/0/traces/\(Self.id)/artifacts")
            }
        }
    }

    @Test(arguments: TrackedStore.available)
    func `another workspace's trace is not there, and its id may be taken`(
        _ kind: TrackedStore
    ) async throws {
        let bank = try #require(Workspace("bank"))
        let home = TrackingReach(readable: .only([.standard]), writable: .only([.standard]))
        let other = TrackingReach(readable: .only([bank]), writable: .only([bank]))
        try await kind.withStore { store in
            let experiment = try await store.write { session throws(TrackingError) in
                try session.createExperiment(
                    "e", in: bank, location: nil, tags: [], at: 1, within: other)
            }
            try await store.log(try spans(), within: home)
            await #expect(throws: TrackingError.self) {
                try await store.log(try spans(), within: other)
            }
            #expect(try await store.traces([Self.id], within: other).isEmpty)
            await #expect(throws: TrackingError.refused(.trace(Self.id))) {
                try await store.write { session throws(TrackingError) in
                    try session.change(trace: Self.id, .removeTag("t"), within: other)
                }
            }
            try await store.log(try spans(), to: "\(experiment)", within: other)
            let theirs = try #require(try await store.traces([Self.id], within: other).first)
            #expect(theirs.experiment == experiment)
            #expect(try await store.traces([Self.id], within: home).first?.experiment == 0)
        }
    }

    @Test(arguments: TrackedStore.available)
    func `a deleted trace leaves nothing`(_ kind: TrackedStore) async throws {
        try await kind.withStore { store in
            try await store.log(try spans())
            let count = try await store.write { session throws(TrackingError) in
                try session.deleteTraces(
                    .until(milliseconds: .max, countMax: nil), ofExperiment: "0", limit: 10,
                    within: Self.everywhere)
            }
            #expect(count == 1)
            let left = try await store.search { session throws(TrackingError) in
                var left: Int64 = 0
                for table in TrackingSchema.partsOfTraces + ["span_attribute", "trace"] {
                    left +=
                        try session.connection.first("SELECT count(*) FROM \(table)", []) {
                            row throws(TrackingError) in row.integer(0) ?? 0
                        } ?? 0
                }
                return left
            }
            #expect(left == 0)
        }
    }

    @Test(arguments: ["", "..", "a/b", "a.b", "é", "a b", String(repeating: "a", count: 101)])
    func `a trace's id leads nowhere`(_ id: String) async throws {
        try await TrackedStore.sqlite.withStore { store in
            await #expect(throws: TrackingError.self) {
                try await store.start(
                    NewTrace(id: id, experiment: "0", startedMilliseconds: 1))
            }
        }
    }

    @Test(arguments: TrackedStore.available)
    func `a text with a NUL is kept in an attribute, and refused in a name`(
        _ kind: TrackedStore
    ) async throws {
        try await kind.withStore { store in
            var span = TraceSpan(
                trace: String(repeating: "0", count: 32), id: String(repeating: "1", count: 16),
                name: "n", startNanoseconds: 1)
            span.attributes = [SpanAttribute(key: "mlflow.spanInputs", value: .text("a\0b"))]
            try await store.log([span])
            let id = "tr-" + span.trace
            #expect(
                try await store.traces([id]).first?.spans.first?["mlflow.spanInputs"]
                    == .text("a\0b"))
            span.name = "a\0b"
            await #expect(throws: TrackingError.self) { try await store.log([span]) }
        }
    }
}

extension TrackingStore {
    func log(
        _ spans: [TraceSpan], to experiment: String = "0",
        within reach: TrackingReach = TrackedStore.everywhere
    ) async throws {
        try await write { session throws(TrackingError) in
            try session.log(spans: spans, toExperiment: experiment, within: reach)
        }
    }

    @discardableResult
    func start(_ new: NewTrace) async throws -> Trace {
        try await write { session throws(TrackingError) in
            try session.start(new, within: TrackedStore.everywhere)
        }
    }

    func traces(
        _ ids: [String], within reach: TrackingReach = TrackedStore.everywhere
    ) async throws -> [Trace] {
        try await search { session throws(TrackingError) in
            try session.traces(ids, within: reach, withSpans: true)
        }
    }
}

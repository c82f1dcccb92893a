import Governance
import LedgerSQLite
import Operations
import Tracking

/// How long searches take among a million runs and a hundred thousand versions of registered models,
/// as one client asks after the other: at the 99th percentile, so that the 95th is below it.
struct TrackingSearch {
    private let site: Site
    private static let limitMilliseconds = 50.0
    private static let runsAtOnce = 2_000
    private static let versionsOfModel = 10
    private static let startMilliseconds: Int64 = 1_700_000_000_000

    init(_ site: Site) { self.site = site }

    func measure() async throws -> [Measurement] {
        let scratch = try ScratchFolder("search-home", in: site)
        try ChildProcess(
            program: site.assay, arguments: ["list"], environment: ["ASSAY_HOME": scratch.path]
        ).succeed()
        let seconds = try await Stopwatch.seconds { try await fill(scratch.path) }
        print(
            "  (\(site.scale.trackedRunCount) runs and \(site.scale.versionCount) versions written in "
                + "\(Measurement.text(seconds)) s)")
        let server = try TrackingServer(
            { [site.assay, "serve", "--port", "\($0)", "--trust-this-machine"] },
            environment: ["ASSAY_HOME": scratch.path], output: "\(scratch.path)/serve.log")
        return try Self.searches.map { name, line in
            let runs = try (0..<site.scale.runCount).map { _ in
                let load = try Load(
                    server.address, connections: 1, seconds: max(1, site.scale.loadSeconds / 2),
                    script: Self.script(line), in: scratch)
                return Measurement.Run(
                    measured: load.p99Milliseconds, reference: Self.limitMilliseconds)
            }
            return Measurement(
                name: "search: \(name), p99", unit: "ms", reference: "the limit",
                target: .atMost(1), runs: runs)
        }
    }

    private static let searches = [
        ("newest runs", runs("", "")),
        ("runs by a metric", runs("metrics.loss > 0.5", "metrics.loss ASC")),
        ("runs by metric and parameter", runs("metrics.loss < 0.2 and params.depth = '3'", "")),
        ("runs by a tag", runs("tags.team = 'team7'", "attributes.start_time DESC")),
        ("runs that are rare", runs("params.seed = '4711'", "")),
        ("runs by name", runs("attributes.run_name = 'run 77777'", "")),
        ("runs of which there are none", runs("metrics.loss > 2", "metrics.loss DESC")),
        ("registered models", models("registered-models", "")),
        ("models by a part of the name", models("registered-models", "name ILIKE '%777%'")),
        ("versions of a model", models("model-versions", "name='model 77'")),
        ("versions by a run", models("model-versions", "run_id='\(runID(77))'")),
        ("versions, newest", models("model-versions", "")),
    ]

    /// What is asked, as Lua's method, path and body.
    private static func runs(_ filter: String, _ order: String) -> String {
        let orders = order.isEmpty ? "" : "\"\(order)\""
        return """
            "POST", "/api/2.0/mlflow/runs/search", [[{"experiment_ids":["1"],"max_results":100,\
            "filter":"\(filter)","order_by":[\(orders)]}]]
            """
    }

    private static func models(_ what: String, _ filter: String) -> String {
        let filter = filter.replacing("%", with: "%25").replacing(" ", with: "%20")
        return "\"GET\", \"/api/2.0/mlflow/\(what)/search?max_results=100&filter=\(filter)\""
    }

    private static func script(_ line: String) -> String {
        """
        request = function()
          local method, path, body = \(line)
          return wrk.format(method, path, {["Content-Type"] = "application/json"}, body)
        end
        """
    }

    private static func runID(_ number: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 32 - digits.count) + digits
    }
}

// What is searched.
extension TrackingSearch {
    private static let reach = TrackingReach(readable: .all, writable: .all)

    private func fill(_ home: String) async throws {
        let store = try await TrackingStore(
            SQLiteTrackingDatabase(path: "\(home)/tracking.sqlite"), root: ArtifactRoot(),
            nowMilliseconds: Self.startMilliseconds)
        try await store.write { session throws(TrackingError) in
            _ = try session.createExperiment(
                "many", in: .standard, location: nil, tags: [], at: Self.startMilliseconds,
                within: Self.reach)
        }
        let count = site.scale.trackedRunCount
        for start in stride(from: 0, to: count, by: Self.runsAtOnce) {
            try await store.write { session throws(TrackingError) in
                for number in start..<min(start + Self.runsAtOnce, count) {
                    try Self.makeRun(number, session)
                }
            }
        }
        // As a server does by itself within a second.
        try await store.settle()
        let modelCount = site.scale.versionCount / Self.versionsOfModel
        for start in stride(from: 0, to: modelCount, by: 100) {
            try await store.write { session throws(TrackingError) in
                for number in start..<min(start + 100, modelCount) {
                    try Self.makeModel(number, session)
                }
            }
        }
        await store.close()
    }

    private static func makeRun(
        _ number: Int, _ session: TrackingSession
    ) throws(TrackingError) {
        let id = runID(number)
        _ = try session.createRun(
            NewRun(
                id: id, experiment: "1", name: "run \(number)", user: "bench",
                startedMilliseconds: startMilliseconds + Int64(number),
                tags: [TrackedPair(key: "team", value: "team\(number % 100)")]),
            orNamed: "run \(number)", within: reach)
        // Spread over [0, 1) in no order.
        let loss = Double((number &* 7_919) % 1_000_003) / 1_000_003
        let metrics = [("loss", loss), ("accuracy", 1 - loss)].map { key, value in
            Metric(key: key, value: value, timestampMilliseconds: startMilliseconds, step: 0)
        }
        try session.log(
            LogEntries(
                metrics: metrics,
                parameters: [
                    TrackedPair(key: "depth", value: "\(number % 10)"),
                    TrackedPair(key: "seed", value: "\(number % 100_000)"),
                ]), to: id, within: reach)
    }

    private static func makeModel(
        _ number: Int, _ session: TrackingSession
    ) throws(TrackingError) {
        let now = startMilliseconds + Int64(number)
        _ = try session.create(
            RegisteredModel(
                newNamed: "model \(number)", in: .standard, description: "", tags: [], at: now),
            within: reach)
        for version in 0..<versionsOfModel {
            let made = try session.createModelVersion(
                NewModelVersion(
                    name: "model \(number)", source: "s3://models/\(number)/\(version)",
                    runID: runID(number * versionsOfModel + version), runLink: nil, modelID: nil,
                    user: "bench", description: "", tags: []),
                location: "s3://models/\(number)/\(version)", at: now, within: reach)
            // What is pending when a server starts has failed, and all of it at one moment.
            try session.finish(
                modelVersion: made.row, as: .ready, message: nil,
                version: "model-\(number)@\(version)", at: now)
        }
    }
}

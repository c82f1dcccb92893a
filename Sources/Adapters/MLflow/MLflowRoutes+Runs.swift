import Governance
import HTTPServer
import HTTPTypes
import NIOCore
import Operations
import Tracking
import Transparency

extension MLflowRoutes {
    var runRoutes: [Route] {
        let (platform, pages) = (self.platform, RunPages(platform: platform, cache: runs))
        let search: MLflowHandle = { asked, _ in try await pages.search(try asked.runSearch()) }
        return route(.post, "runs/create", .logRuns) { asked, _ in
            let run = try await platform.perform(try asked.newRun())
            return .wrapped("{\"run\":", RunWire.bytes(run))
        }
            + route(.get, "runs/get", .readRuns) { asked, _ in
                try await pages.run(try asked.run(), by: asked.actor)
            }
            + route(.post, "runs/search", .readRuns, isReading: true, search)
            + logging
    }

    private var logging: [Route] {
        let platform = self.platform
        return route(.post, "runs/log-batch", .logRuns) { asked, _ in
            try await platform.perform(
                LogToRun(run: asked.run(), entries: LogWire.entries(asked), by: asked.actor))
            return .done
        }
            + route(.post, "runs/log-metric", .logRuns) { asked, _ in
                let run = try asked.run()
                let entries = LogEntries(metrics: [try LogWire.metric(asked)])
                try await platform.perform(LogToRun(run: run, entries: entries, by: asked.actor))
                return .done
            }
            + route(.post, "runs/log-parameter", .logRuns) { asked, _ in
                let run = try asked.run()
                let entries = LogEntries(parameters: [try LogWire.pair(asked)])
                try await platform.perform(LogToRun(run: run, entries: entries, by: asked.actor))
                return .done
            }
            + route(.post, "runs/set-tag", .logRuns) { asked, _ in
                let run = try asked.run()
                let entries = LogEntries(tags: [try LogWire.pair(asked)])
                try await platform.perform(LogToRun(run: run, entries: entries, by: asked.actor))
                return .done
            }
    }
}

/// Whole runs, written out once for each of their revisions.
struct RunPages: Sendable {
    let platform: Platform
    let cache: RunCache

    func run(_ id: String, by actor: Actor) async throws -> ServerResponse {
        let place = try await platform.perform(LocateRun(id, by: actor))
        let bytes: [UInt8]
        if let known = cache.bytes(at: place) {
            bytes = known
        } else {
            guard let run = try await platform.perform(LoadRuns([place], by: actor)).first else {
                throw Failure(.refused(.run(id)))
            }
            bytes = keep(run)
        }
        return .wrapped("{\"run\":", bytes)
    }

    private func keep(_ run: Run) -> [UInt8] {
        let bytes = RunWire.bytes(run)
        cache.keep(
            bytes, at: RunPlace(number: run.info.number, revision: run.info.revision))
        return bytes
    }

    func search(_ search: SearchRuns) async throws -> ServerResponse {
        let page = try await platform.perform(search)
        var (known, missing) = cache.bytes(at: page.found)
        if !missing.isEmpty {
            for run in try await platform.perform(LoadRuns(missing, by: search.by)) {
                known[run.info.number] = keep(run)
            }
        }
        var buffer = ByteBuffer()
        buffer.reserveCapacity(known.values.reduce(100) { $0 + $1.count + 1 })
        buffer.writeString("{")
        if let next = page.next { buffer.writeString("\"next_page_token\":\"\(next)\",") }
        buffer.writeString("\"runs\":[")
        var isFirst = true
        for place in page.found {
            guard let bytes = known[place.number] else { continue }
            if !isFirst { buffer.writeInteger(UInt8(ascii: ",")) }
            isFirst = false
            buffer.writeBytes(bytes)
        }
        buffer.writeString("]}")
        return .json(buffer)
    }
}

extension ServerResponse {
    static func json(_ buffer: ByteBuffer) -> ServerResponse {
        ServerResponse(
            .ok, headers: [.contentType: "application/json"], body: .bytes(buffer))
    }

    /// One member whose value is written already.
    static func wrapped(_ start: String, _ bytes: [UInt8]) -> ServerResponse {
        var buffer = ByteBuffer()
        buffer.reserveCapacity(start.utf8.count + bytes.count + 1)
        buffer.writeString(start)
        buffer.writeBytes(bytes)
        buffer.writeInteger(UInt8(ascii: "}"))
        return .json(buffer)
    }
}

extension MLflowRequest {
    fileprivate func newRun() throws -> CreateRun {
        let tags = try PairWire.pairs("tags", of: self)
        let user = try text("user_id")?.nonEmpty
        return CreateRun(
            experiment: try text("experiment_id")?.nonEmpty ?? "\(Experiment.standardID)",
            name: try text("run_name") ?? "",
            user: user ?? tags.last { $0.key == "mlflow.user" }?.value ?? "unknown",
            startedMilliseconds: try integer("start_time") ?? 0, tags: tags, by: actor)
    }

    fileprivate func runSearch() throws -> SearchRuns {
        let (ids, filter) = (try texts("experiment_ids"), try text("filter") ?? "")
        let (orders, view) = (try texts("order_by"), try view("run_view_type"))
        let (limit, start) = (try limit(), try text("page_token"))
        return SearchRuns(
            try Failure.tracking { () throws(TrackingError) in
                try RunSearch(
                    experiments: ids, filter: filter, orders: orders, view: view, limit: limit,
                    start: start)
            }, by: actor)
    }
}

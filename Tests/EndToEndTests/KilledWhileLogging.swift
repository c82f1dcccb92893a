import Foundation
import Synchronization
import Testing
import Transparency

/// A thousand clients of MLflow log to one server, which is killed and started again.
@Suite struct KilledWhileLogging {
    private static let clientCount = 1_000
    /// How many speak at once.
    ///
    /// Other suites start programs in this process meanwhile, and with more than 1,024 files open
    /// Foundation loses sight of them. Alone it does with a connection each:
    /// `ASSAY_TEST_CONNECTIONS=1000 swift test --filter KilledWhileLogging`.
    private static let connectionCount =
        ProcessInfo.processInfo.environment["ASSAY_TEST_CONNECTIONS"].flatMap(Int.init) ?? 100
    private static let roundCount = 5

    @Test(.timeLimit(.minutes(15)))
    func `what was acknowledged is there once, though the server is killed`() async throws {
        let home = try TestHome()
        // Nothing is guarded, so that whoever may log may register.
        try FileManager.default.createDirectory(
            atPath: "\(home.path)/policies", withIntermediateDirectories: true)
        let port = PlainConnection.freePort()
        var server = try await Self.server(home, port)
        let fleet = LoggingFleet(port: port)
        let clients = (0..<Self.connectionCount).map { number in
            let own = Array(stride(from: number, to: Self.clientCount, by: Self.connectionCount))
            return Task { await OwnThread.run { fleet.work(own, rounds: Self.roundCount) } }
        }
        let expected = Self.clientCount * (Self.roundCount + 1)
        for third in [1, 2] {
            await fleet.reached(expected * third / 3)
            server.kill()
            _ = try await server.answer()
            server = try await Self.server(home, port)
        }
        for client in clients { await client.value }
        print(fleet.summary)
        #expect(fleet.complaints == [])
        #expect(fleet.brokenCount > 0, "no client noticed that the server was killed")
        try Self.check(fleet, port)
        let verified = try await home.assay("log", "verify", "--read-models", "--json")
        #expect(verified.status == 0, "\(verified)")
        server.kill()
    }

    /// Starts the server and waits until it is ready.
    private static func server(_ home: TestHome, _ port: Int) async throws -> Programs.Running {
        let program = try home.start([
            "serve", "--port", "\(port)", "--trust-this-machine", "--connections", "2000",
        ])
        do { try await PlainConnection.untilReady(port: port) } catch {
            program.kill()
            throw error
        }
        return program
    }

    private static func check(_ fleet: LoggingFleet, _ port: Int) throws {
        let connection = try #require(PlainConnection(port: port))
        #expect(fleet.runs.count == clientCount)
        for (client, run) in fleet.runs {
            let history = connection.ask(
                "GET",
                "/api/2.0/mlflow/metrics/get-history?metric_key=loss&max_results=1000&run_id=\(run)"
            )?.json
            let steps = (history?["metrics"]?.arrayValue ?? []).compactMap {
                $0["step"]?.intValue
            }
            #expect(steps.sorted() == Array(0..<roundCount), "client \(client), run \(run)")
        }
        for (model, numbers) in fleet.versions {
            let found = connection.ask(
                "GET",
                "/api/2.0/mlflow/model-versions/search?filter=name%3D%27\(model)%27&max_results=100"
            )?.json?["model_versions"]?.arrayValue?.compactMap { $0["version"]?.stringValue }
            #expect(Set(found ?? []).isSuperset(of: numbers), "\(model)")
            #expect(Set(found ?? []).count == found?.count, "\(model) has a version twice")
        }
        #expect(fleet.versions.count == clientCount / LoggingFleet.clientsPerModel)
    }
}

/// What the clients share: where the server is, and what was acknowledged.
private final class LoggingFleet: Sendable {
    private struct State {
        var runs: [Int: String] = [:]
        var versions: [String: Set<String>] = [:]
        var acknowledgedCount = 0
        var brokenCount = 0
        var complaints: [String] = []
        var waiting: (count: Int, continuation: CheckedContinuation<Void, Never>)?
    }

    /// One client in so many registers a version besides.
    static let clientsPerModel = 20
    private static let attemptCountMax = 1_500

    private let state = Mutex(State())
    private let port: Int
    private let start = ContinuousClock.now

    init(port: Int) { self.port = port }

    var runs: [Int: String] { state.withLock(\.runs) }
    var versions: [String: Set<String>] { state.withLock(\.versions) }
    var brokenCount: Int { state.withLock(\.brokenCount) }
    var complaints: [String] { state.withLock { Array($0.complaints.prefix(20)) } }
    var summary: String {
        let elapsed = start.duration(to: .now)
        return state.withLock {
            "KilledWhileLogging: \($0.acknowledgedCount) acknowledged in \(elapsed), "
                + "\($0.brokenCount) requests were broken off"
        }
    }

    /// Waits until so many requests are acknowledged.
    func reached(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.acknowledgedCount >= count { return true }
                state.waiting = (count, continuation)
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    /// Clients on one connection: each begins a run, all log to theirs in turn, and some register a
    /// version.
    func work(_ clients: [Int], rounds: Int) {
        var connection: PlainConnection?
        var runs: [(client: Int, id: String)] = []
        for client in clients {
            guard
                let made = ask("runs/create", ["experiment_id": "0"], over: &connection),
                let run = made["run"]?["info"]?["run_id"]?.stringValue
            else { return }
            runs.append((client, run))
            acknowledge { $0.runs[client] = run }
        }
        for round in 0..<rounds {
            for run in runs {
                let entry: JSON = [
                    "key": "loss", "value": JSON(run.client + round), "step": JSON(round),
                    "timestamp": JSON(1_790_000_000_000 + round),
                ]
                let batch: JSON = ["run_id": .string(run.id), "metrics": [entry]]
                guard ask("runs/log-batch", batch, over: &connection) != nil else { return }
                acknowledge { _ in }
            }
        }
        for run in runs where run.client % Self.clientsPerModel == 0 {
            register(run.client, run.id, over: &connection)
        }
    }

    private func register(_ client: Int, _ run: String, over connection: inout PlainConnection?) {
        let name = "model-\(client)"
        let model: JSON = ["name": .string(name)]
        guard ask("registered-models/create", model, over: &connection, mayBeThere: true) != nil
        else { return }
        let version: JSON = [
            "name": .string(name), "run_id": .string(run),
            "source": .string("s3://elsewhere/\(client)"),
        ]
        guard
            let made = ask("model-versions/create", version, over: &connection),
            let number = made["model_version"]?["version"]?.stringValue
        else { return }
        acknowledge { $0.versions[name, default: []].insert(number) }
    }

    /// Asks until somebody answers.
    private func ask(
        _ path: String, _ body: JSON, over connection: inout PlainConnection?,
        mayBeThere: Bool = false
    ) -> JSON? {
        for _ in 0..<Self.attemptCountMax {
            connection = connection ?? PlainConnection(port: port, patienceSeconds: 120)
            let answer = connection?.ask("POST", "/api/2.0/mlflow/\(path)", [], body)
            if let answer, answer.status == 200 { return answer.json }
            if let answer, mayBeThere, answer.json?["error_code"] == "RESOURCE_ALREADY_EXISTS" {
                return .null
            }
            if let answer, answer.status < 500 {
                let text = String(decoding: answer.body, as: UTF8.self)
                state.withLock { $0.complaints.append("\(path): \(answer.status) \(text)") }
                return nil
            }
            connection = nil
            state.withLock { $0.brokenCount += 1 }
            usleep(50_000)
        }
        state.withLock { $0.complaints.append("\(path): the server never answers") }
        return nil
    }

    private func acknowledge(_ change: (inout State) -> Void) {
        let reached = state.withLock { state -> CheckedContinuation<Void, Never>? in
            change(&state)
            state.acknowledgedCount += 1
            guard let waiting = state.waiting, state.acknowledgedCount >= waiting.count else {
                return nil
            }
            state.waiting = nil
            return waiting.continuation
        }
        reached?.resume()
    }
}

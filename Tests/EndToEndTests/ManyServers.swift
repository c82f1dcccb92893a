import Foundation
import Synchronization
import Testing
import Transparency

/// Two servers share a home and a PostgreSQL, a hundred clients ask both, and servers are killed.
@Suite struct ManyServers {
    private static let clientCount = 100
    private static let roundCount = 6

    @Test(
        .enabled(if: TestDatabase.server != nil, "set ASSAY_TEST_POSTGRES to a libpq string"),
        .timeLimit(.minutes(15)))
    func `what was acknowledged is there once, though a server is killed`() async throws {
        try await TestDatabase.with { database in
            let home = try TestHome()
            let token = try await token(for: "pipeline", home, database)
            var servers = try await [
                server("first", home, database), server("second", home, database),
            ]
            let expected = Self.clientCount * Self.roundCount * 2
            let fleet = Fleet(ports: servers.map(\.port), token: token)
            let clients = (0..<Self.clientCount).map { number in
                Task { await OwnThread.run { fleet.work(number, rounds: Self.roundCount) } }
            }
            // Each in turn is killed and comes back; the last one stays away.
            for (quarter, killed) in [(1, 0), (2, 1), (3, 0)] {
                await fleet.reached(expected * quarter / 4)
                // The worst moment: it has committed, and has not told those who wait for it.
                try database.waitForCommit(by: servers[killed].name)
                servers[killed].program.kill()
                guard quarter < 3 else { break }
                servers[killed] = try await server(
                    servers[killed].name, home, database, port: servers[killed].port)
            }
            for client in clients { await client.value }
            print(fleet.summary)
            #expect(fleet.complaints == [])
            #expect(fleet.replayCount > 0, "no server was killed between commit and answer")
            try check(fleet, against: try database.records())
            try expectReplay(of: fleet, by: servers[1].port)
            try await expectVerified(home, database)
            servers[1].program.kill()
        }
    }

    private func token(
        for name: String, _ home: TestHome, _ database: TestDatabase
    ) async throws -> String {
        let issued = try await home.assay(
            ["token", "issue", "--for", name, "--role", "contributor", "--json"],
            with: database.environment)
        return try #require(issued.json?["token"]?.stringValue, "\(issued)")
    }

    private struct Server {
        let name: String
        let program: Programs.Running
        let port: Int
    }

    /// Starts a server and waits until it is ready.
    private func server(
        _ name: String, _ home: TestHome, _ database: TestDatabase,
        port: Int = PlainConnection.freePort()
    ) async throws -> Server {
        let program = try home.start(
            ["serve", "--port", "\(port)", "--name", name], with: database.environment)
        for _ in 0..<600 {
            if PlainConnection(port: port)?.ask("GET", "/readyz")?.status == 200 {
                return Server(name: name, program: program, port: port)
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        program.kill()
        throw NotReady()
    }

    private struct NotReady: Error {}

    /// Every answer is in the log where it says, and the log has nothing that nobody asked for.
    private func check(_ fleet: Fleet, against records: [[UInt8]]) throws {
        let log = try records.map { try JSON(parsing: $0) }
        let kinds = Dictionary(grouping: log) { $0["kind"]?.stringValue ?? "" }
        let asked = Self.clientCount * Self.roundCount
        #expect(kinds["version_registered"]?.count == asked)
        #expect(kinds["version_judged"]?.count == asked)
        #expect(fleet.done.count == 2 * asked)
        let names = fleet.done.values.compactMap(\.version)
        #expect(Set(names).count == asked)
        var taken: Set<Int> = []
        for (key, done) in fleet.done {
            for index in done.records {
                #expect(taken.insert(index).inserted, "record \(index) was answered twice: \(key)")
                let body = log.indices.contains(index) ? log[index]["body"] : nil
                let said = body?["version"]?["name"]?.stringValue ?? body?["version"]?.stringValue
                #expect(said == done.version ?? done.judged, "\(key)")
            }
            #expect(!done.records.isEmpty, "\(key)")
        }
        let writers = Set(log.compactMap { $0["writer"]?.stringValue?.split(separator: "/").last })
        #expect(writers.isSuperset(of: ["first", "second"]))
    }

    /// Whoever asks again, with the same key, gets the same answer from the server that is left.
    private func expectReplay(of fleet: Fleet, by port: Int) throws {
        let connection = try #require(PlainConnection(port: port))
        for (key, done) in fleet.done.sorted(by: { $0.key < $1.key }).prefix(20) {
            let again = try #require(
                connection.ask("POST", done.path, fleet.headers(key), done.body))
            #expect(again.head.contains("idempotent-replayed: true"))
            #expect(Fleet.records(in: again.json) == done.records, "\(key)")
        }
    }

    private func expectVerified(_ home: TestHome, _ database: TestDatabase) async throws {
        let verified = try await home.assay(
            ["log", "verify", "--read-models", "--json"], with: database.environment)
        #expect(verified.status == 0, "\(verified)")
        #expect(verified.json?["integrity"] == "verified")
        #expect(verified.json?["authenticity"] == "verified")
        #expect(verified.json?["readModels"] == true)
    }
}

/// What clients share: where the servers are, and what was acknowledged.
private final class Fleet: Sendable {
    struct Done: Sendable {
        let path: String
        let body: JSON
        /// The version that was registered.
        var version: String?
        /// The version that was judged.
        var judged: String?
        let records: [Int]
    }

    private struct State {
        var done: [String: Done] = [:]
        var complaints: [String] = []
        var changeCount = 0
        var replayCount = 0
        var waiting: (count: Int, continuation: CheckedContinuation<Void, Never>)?
    }

    private let state = Mutex(State())
    private let ports: [Int]
    private let token: String
    private let start = ContinuousClock.now

    init(ports: [Int], token: String) {
        self.ports = ports
        self.token = token
    }

    var done: [String: Done] { state.withLock(\.done) }
    var complaints: [String] { state.withLock { Array($0.complaints.prefix(20)) } }
    var replayCount: Int { state.withLock(\.replayCount) }
    var summary: String {
        let elapsed = start.duration(to: .now)
        return state.withLock {
            "ManyServers: \($0.done.count) acknowledged in \(elapsed), \($0.changeCount) times a "
                + "client went over to the other server, \($0.replayCount) answers were replays"
        }
    }

    /// Waits until so many requests are acknowledged.
    func reached(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.done.count >= count { return true }
                state.waiting = (count, continuation)
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    func headers(_ key: String) -> [(String, String)] {
        [("Authorization", "Bearer \(token)"), ("Idempotency-Key", key)]
    }

    static func records(in json: JSON?) -> [Int] {
        (json?["records"]?.arrayValue ?? []).compactMap { $0["index"]?.intValue }
    }

    /// A client: registers versions of its own subject, and asks the gate about each.
    func work(_ client: Int, rounds: Int) {
        var line = Line(server: client % ports.count)
        for round in 0..<rounds {
            let key = "client-\(client)-round-\(round)"
            guard let made = ask("/api/v1/versions", version(client, round), key, over: &line)
            else { return }
            let name = made["version"]?.stringValue ?? ""
            acknowledge(
                key,
                Done(
                    path: "/api/v1/versions", body: version(client, round), version: name,
                    records: Self.records(in: made)))
            let path = "/api/v1/versions/\(name)/gate"
            guard let judged = ask(path, ["to": "production"], key + "-gate", over: &line) else {
                return
            }
            acknowledge(
                key + "-gate",
                Done(
                    path: path, body: ["to": "production"], judged: name,
                    records: Self.records(in: judged)))
        }
    }

    private struct Line {
        var server: Int
        var connection: PlainConnection?
    }

    private func version(_ client: Int, _ round: Int) -> JSON {
        [
            "subject": .string("model:m\(client)"), "purpose": "sizes marketing budgets",
            "risk": "low", "businessOwner": "bea@example.org",
            "technicalOwner": "tom@example.org",
            "parts": [
                [
                    "role": "weights", "name": "model.bin", "bytes": 7,
                    "digest": .string(
                        Digest(of: Array("weights \(client) \(round)".utf8)).description),
                ]
            ],
        ]
    }

    /// Asks, and asks the other server with the same key when the first does not answer.
    private func ask(_ path: String, _ body: JSON, _ key: String, over line: inout Line) -> JSON? {
        for _ in 0..<40 {
            line.connection = line.connection ?? PlainConnection(port: ports[line.server])
            let answer = line.connection?.ask("POST", path, headers(key), body)
            if let answer, (200..<300).contains(answer.status) {
                if answer.head.contains("idempotent-replayed: true") {
                    state.withLock { $0.replayCount += 1 }
                }
                return answer.json
            }
            if let answer, answer.status < 500 {
                complain("\(key): \(answer.status) \(String(decoding: answer.body, as: UTF8.self))")
                return nil
            }
            line = Line(server: (line.server + 1) % ports.count)
            state.withLock { $0.changeCount += 1 }
            usleep(20_000)
        }
        complain("\(key): no server answers")
        return nil
    }

    private func complain(_ text: String) { state.withLock { $0.complaints.append(text) } }

    private func acknowledge(_ key: String, _ done: Done) {
        let reached = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.done[key] = done
            guard let waiting = state.waiting, state.done.count >= waiting.count else { return nil }
            state.waiting = nil
            return waiting.continuation
        }
        reached?.resume()
    }
}

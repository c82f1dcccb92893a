import API
import Adapters
import Foundation
import Governance
import HTTPServer
import HTTPTypes
import Ledger
import LedgerSQLite
import NIOCore
import Operations
import Synchronization
import Tracking
import Transparency

/// A platform that tracks, behind the routes for clients of another system, without a network between.
final class TrackedPlatform: Sendable {
    let platform: Platform
    let clock = Clock()
    private let responder: Responder
    private let folder: String

    /// `policies`: By their files' names; `trusted`: As whom those are let in who show nothing.
    init(
        policies: [String: String] = [:], trusted: String? = nil,
        routes: (Platform) -> [Route] = {
            MLflowRoutes(platform: $0, sender: CapturingSender()).routes
                + OpenLineageRoutes(platform: $0).routes
        }
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/assay-\(UUID().uuidString)"
        self.folder = folder
        try FileManager.default.createDirectory(
            atPath: folder + "/blobs", withIntermediateDirectories: true)
        try FileManager.default.createDirectory(
            atPath: folder + "/policies", withIntermediateDirectories: true)
        for (name, text) in policies {
            try Data(text.utf8).write(to: URL(filePath: "\(folder)/policies/\(name)"))
        }
        let signer = try NoteSigner(name: "test", privateKey: Array(repeating: 7, count: 32))
        let store = MemoryStore()
        let (clock, start) = (self.clock, self.clock.now)
        var limits = UploadLimits()
        limits.freeByteCountMin = 0
        platform = Platform(
            store: store,
            sequencer: Sequencer(
                store: store, signer: signer, origin: "test", writer: "test", clock: { clock.now }),
            blobs: BlobFolder(path: folder + "/blobs"),
            keys: PlatformKeys(release: .generate(), log: signer.verifier),
            policies: PolicyShelf(folder: folder + "/policies"), uploadLimits: limits,
            tracking: try await TrackingStore(
                try SQLiteTrackingDatabase(path: folder + "/t.sqlite"), root: ArtifactRoot(),
                nowMilliseconds: start.milliseconds),
            registrar: VersionRegistrar(patience: .seconds(3_600)), now: { clock.now },
            random: { count in (0..<count).map { _ in .random(in: .min ... .max) } })
        let health = ServerHealth(platform)
        responder = Responder(
            table: RouteTable(routes(platform)),
            authenticator: NamedCallers(trusted: trusted), origins: OriginRules(hosts: []),
            isSecure: false,
            health: health, errorPage: { problem, _, _ in problem.detail }, now: { clock.now })
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// What time it is there.
    final class Clock: Sendable {
        private let instant = Mutex(Instant(milliseconds: 1_790_000_000_000))

        var now: Instant { instant.withLock(\.self) }

        func pass(days: Int) { instant.withLock { $0 = $0.adding(days: days) } }
    }

    struct Answer: Sendable {
        let status: Int
        /// The status line's words.
        let reason: String
        let headers: HTTPFields
        let body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }
        var json: JSON { (try? JSON(parsing: body)) ?? .null }
        var code: String? { json["error_code"]?.stringValue }
    }

    /// `caller`: Such as `tom contributor@bank`, as a token says it.
    func ask(
        _ method: HTTPRequest.Method, _ path: String, _ body: JSON? = nil, bytes: [UInt8] = [],
        by caller: String? = "tom contributor", headers: [String: String] = [:]
    ) async -> Answer {
        var head = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: path)
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { head.headerFields[name] = value }
        }
        if let caller { head.headerFields[.authorization] = "Bearer \(caller)" }
        let sent = body?.canonicalBytes ?? bytes
        let response = await responder.respond(
            to: .init(
                id: "test", head: head,
                body: RequestBytes(statedByteCount: sent.count) { consume in
                    if !sent.isEmpty { try await consume(ByteBuffer(bytes: sent)) }
                }, remoteAddress: "127.0.0.1")
        ).response
        var received: [UInt8] = []
        switch response.body {
        case .empty: break
        case .bytes(let buffer): received = Array(buffer.readableBytesView)
        case .stream(_, let write): try? await write { received += $0.readableBytesView }
        }
        return Answer(
            status: response.status.code, reason: response.status.reasonPhrase,
            headers: response.headers, body: received)
    }

    /// Begins a run and gives its id.
    func run(in experiment: String = "0", by caller: String = "tom contributor") async -> String {
        let answer = await ask(
            .post, "/api/2.0/mlflow/runs/create", ["experiment_id": .string(experiment)],
            by: caller)
        return answer.json["run"]?["info"]?["run_id"]?.stringValue ?? ""
    }

    /// Lets in whoever says a name and grants.
    struct NamedCallers: Authenticating {
        var trusted: String?

        func callerWithoutCredentials() async throws(Failure) -> Caller? {
            guard let trusted else { return nil }
            return try await caller(token: trusted)
        }

        func caller(token: String) async throws(Failure) -> Caller {
            let words = token.split(separator: " ").map(String.init)
            return Caller(
                id: .init("p:" + words[0]), name: words[0],
                access: Access(Set(words.dropFirst().compactMap { Grant($0) })),
                means: .token(id: "test"))
        }

        func caller(session: String) async throws(Failure) -> (Caller, Session) {
            throw Failure.unauthenticated
        }
    }
}

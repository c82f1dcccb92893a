import API
import Foundation
import Governance
import HTTPServer
import HTTPTypes
import Ledger
import NIOCore
import Operations
import Synchronization
import Testing
import Transparency

/// A server without a socket: requests go to its responder, answers come back.
final class TestServer: Sendable {
    let platform: Platform
    let responder: Responder
    let health: ServerHealth
    private let folder: String

    init(
        store: any LedgerStore = MemoryStore(), isSecure: Bool = false,
        openID: OpenIDProvider? = nil
    ) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/server-\(UUID().uuidString)"
        self.folder = folder
        try FileManager.default.createDirectory(
            atPath: folder + "/blobs", withIntermediateDirectories: true)
        try ShippedPolicies.lay(out: folder + "/policies")
        let signer = try NoteSigner(name: "test", privateKey: Array(repeating: 7, count: 32))
        let seed = Mutex<UInt8>(0)
        let cost = try #require(ScryptCost(rounds: 16, blockSize: 8, parallelism: 1))
        let platform = Platform(
            store: store,
            sequencer: Sequencer(
                store: store, signer: signer, origin: "test", writer: "test",
                clock: { Instant(milliseconds: 1_790_000_000_000) }),
            blobs: BlobFolder(path: folder + "/blobs"),
            keys: PlatformKeys(release: .generate(), log: signer.verifier),
            policies: PolicyShelf(folder: folder + "/policies"),
            door: Doorkeeper(passwords: PasswordHasher(cost: cost)),
            now: { Instant(milliseconds: 1_790_000_000_000) },
            random: { count in
                let value = seed.withLock { value in
                    value &+= 1
                    return value
                }
                return Array(repeating: value, count: count)
            })
        self.platform = platform
        health = ServerHealth(platform)
        responder = Responder(
            table: AssayRoutes(
                platform: platform, health: health, metrics: ServerMetrics(), isSecure: isSecure,
                openID: openID
            ).table,
            authenticator: Authenticator(on: platform), origins: OriginRules(hosts: []),
            isSecure: isSecure, health: health,
            errorPage: { problem, _, _ in "<p>\(problem.status)</p>" },
            now: { Instant(milliseconds: 1_790_000_000_000) })
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// A token of somebody new with these grants.
    func token(_ name: String, _ grants: String...) async throws -> String {
        let administrator = Actor.claimed(try PrincipalClaim("root@example.org"))
        let access = Access(Set(grants.compactMap { Grant($0) }))
        let id = try await platform.perform(
            AddPrincipal(name: name, kind: .person, grants: access.grants, by: administrator))
        let caller = Caller(id: id, name: name, access: access, means: .session(id: "test"))
        // Some roles may not make a token for themselves; here they have one all the same.
        return try await IssueToken(
            for: nil, label: "test", permissions: nil, workspaces: nil,
            expiresAt: Instant(milliseconds: 1_790_000_000_000).adding(days: 1),
            by: .authenticated(caller, as: nil)
        ).run(on: platform).text
    }

    /// The answer to a request.
    func ask(
        _ method: HTTPRequest.Method, _ target: String, token: String? = nil,
        body: [UInt8]? = nil, headers: HTTPFields = [:], authority: String? = "localhost"
    ) async -> (status: Int, headers: HTTPFields, body: [UInt8]) {
        var fields = headers
        if let token { fields[.authorization] = "Bearer \(token)" }
        if body != nil, fields[.contentType] == nil { fields[.contentType] = "application/json" }
        let head = HTTPRequest(
            method: method, scheme: "http", authority: authority, path: target,
            headerFields: fields)
        let bytes = body ?? []
        let (response, _) = await responder.respond(
            to: .init(
                id: "test", head: head,
                body: RequestBytes(statedByteCount: bytes.count) { read in
                    try await read(ByteBuffer(bytes: bytes))
                }, remoteAddress: "127.0.0.1"))
        return (response.status.code, response.headers, await response.body.collected)
    }

    func json(
        _ method: HTTPRequest.Method, _ target: String, token: String, _ body: JSON? = nil,
        headers: HTTPFields = [:]
    ) async throws -> (status: Int, json: JSON) {
        let answer = await ask(
            method, target, token: token, body: body?.canonicalBytes, headers: headers)
        return (answer.status, try JSON(parsing: answer.body))
    }
}

extension ServerResponse.Body {
    fileprivate var collected: [UInt8] {
        get async {
            switch self {
            case .empty: return []
            case .bytes(let buffer): return Array(buffer.readableBytesView)
            case .stream(_, let write):
                let all = Mutex<[UInt8]>([])
                try? await write { buffer in
                    all.withLock { $0 += Array(buffer.readableBytesView) }
                }
                return all.withLock { $0 }
            }
        }
    }
}

import API
import Foundation
import Governance
import HTTPServer
import HTTPTypes
import Ledger
import NIOCore
import Operations
import Transparency

/// A platform behind its routes, without a network between.
final class ServedPlatform: Sendable {
    let platform: Platform
    private let responder: Responder
    private let folder: String

    init(uploads: UploadLimits? = nil) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/assay-\(UUID().uuidString)"
        self.folder = folder
        let signer = try NoteSigner(name: "test", privateKey: Array(repeating: 7, count: 32))
        let store = MemoryStore()
        let now = Instant(milliseconds: 1_790_000_000_000)
        var limits = uploads ?? UploadLimits()
        limits.freeByteCountMin = 0
        platform = Platform(
            store: store,
            sequencer: Sequencer(
                store: store, signer: signer, origin: "test", writer: "test", clock: { now }),
            blobs: BlobFolder(path: folder + "/blobs"),
            keys: PlatformKeys(release: .generate(), log: signer.verifier),
            policies: PolicyShelf(folder: folder + "/policies"), uploadLimits: limits,
            now: { now }, random: { count in (0..<count).map { _ in .random(in: .min ... .max) } })
        let health = ServerHealth(platform)
        responder = Responder(
            table: AssayRoutes(
                platform: platform, health: health, metrics: ServerMetrics(), isSecure: false
            ).table,
            authenticator: NamedCallers(), origins: OriginRules(hosts: []), isSecure: false,
            health: health, errorPage: { problem, _, _ in problem.detail }, now: { now })
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// What comes back, with its body put together; `brokenOff` when the body ended too early.
    struct Answer: Sendable {
        let status: Int
        let headers: HTTPFields
        let body: [UInt8]
        let isBrokenOff: Bool

        subscript(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }
        var json: JSON? { try? JSON(parsing: body) }
    }

    /// `caller`: Such as `tom contributor@bank`, as a token says it.
    func ask(
        _ method: HTTPRequest.Method, _ path: String, by caller: String?,
        headers: [String: String] = [:], body: [UInt8] = []
    ) async -> Answer {
        var head = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: path)
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { head.headerFields[name] = value }
        }
        if let caller { head.headerFields[.authorization] = "Bearer \(caller)" }
        let response = await responder.respond(
            to: .init(
                id: "test", head: head,
                body: RequestBytes(statedByteCount: body.count) { consume in
                    for start in stride(from: 0, to: body.count, by: 1_000) {
                        let piece = body[start..<min(start + 1_000, body.count)]
                        try await consume(ByteBuffer(bytes: piece))
                    }
                }, remoteAddress: "127.0.0.1")
        ).response
        return await Self.answer(response)
    }

    private static func answer(_ response: ServerResponse) async -> Answer {
        var bytes: [UInt8] = []
        var isBrokenOff = false
        switch response.body {
        case .empty: break
        case .bytes(let buffer): bytes = Array(buffer.readableBytesView)
        case .stream(_, let write):
            do { try await write { bytes += $0.readableBytesView } } catch { isBrokenOff = true }
        }
        return Answer(
            status: response.status.code, headers: response.headers, body: bytes,
            isBrokenOff: isBrokenOff)
    }

    /// Lets in whoever says a name and grants.
    private struct NamedCallers: Authenticating {
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

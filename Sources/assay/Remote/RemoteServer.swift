import API
import AsyncHTTPClient
import Followers
import NIOCore
import NIOHTTP1
import Operations
import Transparency

#if canImport(Glibc)
import Glibc
#endif

/// A server that commands are done on: the same operations, asked for over HTTP.
struct RemoteServer {
    /// Without a slash at the end.
    let url: String
    private let token: String
    private static let timeout: TimeAmount = .minutes(10)
    private static let client = HTTPClient.plain(.init(timeout: .init(connect: .seconds(10))))
    private static let answerByteCountMax = 512 << 20
    /// A request that broke off is sent again; its key has the server do it once.
    private static let attemptCountMax = 3

    /// - Throws: A fault when the address is none, or a token would cross a network in the clear.
    init(url: String, token: String?) throws(Failure) {
        var url = url
        while url.hasSuffix("/") { url.removeLast() }
        guard url.hasPrefix("https://") || url.hasPrefix("http://") else {
            throw .fault("bad_url", "`ASSAY_URL` is `\(url)`; it begins with https:// or http://")
        }
        guard let token else {
            throw .fault(
                "unauthenticated",
                "set `ASSAY_TOKEN` to a token for \(url); its console makes one under Tokens")
        }
        guard url.hasPrefix("https://") || Self.isHere(url) else {
            throw .fault(
                "bad_url",
                "your token would cross the network in the clear: use https:// for \(url)")
        }
        self.url = url
        self.token = token
    }

    private static func isHere(_ url: String) -> Bool {
        let rest = url.dropFirst("http://".count)
        return ["localhost", "127.0.0.1", "[::1]"].contains { host in
            rest == host || rest.hasPrefix(host + ":") || rest.hasPrefix(host + "/")
        }
    }

    func perform<O: APIOperation>(_ operation: O) async throws -> O.Answer {
        let endpoint = O.endpoint
        let json = try await send(endpoint, operation.call)
        guard let answer = O.answer(json) else {
            throw Failure.fault(
                "other_server",
                "\(url) answered `\(endpoint.name)` with something else; is it of another version?")
        }
        return answer
    }

    private func send(_ endpoint: Endpoint, _ call: APICall) async throws -> JSON {
        var request = HTTPClientRequest(url: url + Self.target(endpoint.path, call))
        request.method = .init(rawValue: endpoint.method.rawValue)
        if let body = call.body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: body.canonicalBytes))
        }
        if !endpoint.isReading {
            let key = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
            request.headers.add(name: "Idempotency-Key", value: Hex.encode(key))
        }
        let (status, bytes) = try await bytes(of: request)
        let json: JSON
        do {
            json = try JSON(parsing: bytes)
        } catch {
            throw Failure.fault(
                "other_server", "\(url) answered with status \(status) and no JSON; is it Assay?")
        }
        guard (200..<300).contains(status) else { throw Problem.failure(json, status: status) }
        return json
    }

    /// What stands at a path of the server.
    func file(at path: String) async throws -> [UInt8] {
        let (status, bytes) = try await bytes(of: HTTPClientRequest(url: url + path))
        guard status == 200 else {
            let json = try? JSON(parsing: bytes)
            throw Problem.failure(json ?? .null, status: status)
        }
        return bytes
    }

    private func bytes(of request: HTTPClientRequest) async throws -> (status: Int, [UInt8]) {
        var request = request
        request.headers.add(name: "Authorization", value: "Bearer \(token)")
        request.headers.add(name: "Accept", value: "application/json")
        var attempt = 1
        while true {
            do {
                let response = try await Self.client.execute(request, timeout: Self.timeout)
                let body = try await response.body.collect(upTo: Self.answerByteCountMax)
                return (Int(response.status.code), Array(body.readableBytesView))
            } catch {
                guard attempt < Self.attemptCountMax else { throw unreachable(error) }
                attempt += 1
            }
        }
    }

    private func unreachable(_ error: any Error) -> Failure {
        let reason = (error as? IOError).map { String(cString: strerror($0.errnoCode)) }
        return .fault("unreachable", "cannot reach \(url): \(reason ?? "\(error)")")
    }

    private static func target(_ path: String, _ call: APICall) -> String {
        var target = path
        for (name, value) in call.parameters {
            target = target.replacing("{\(name)}", with: PercentEncoding.encode(value))
        }
        guard !call.query.isEmpty else { return target }
        return target + "?" + PercentEncoding.encode(call.query)
    }
}

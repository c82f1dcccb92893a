import NIOCore
import NIOHTTP1
import Operations
import Synchronization
import Testing
import Transparency

@testable import Followers

@Suite struct UpstreamClientTests {
    private func client(
        _ server: CanaryServer, path: String = "", credentials: String? = nil,
        idleSeconds: Int64 = 20
    ) throws -> UpstreamClient {
        try UpstreamClient(
            address: "http://127.0.0.1:\(server.port)\(path)", credentials: credentials,
            setting: "mlflow-upstream", idleSeconds: idleSeconds)
    }

    private func failure(
        _ body: () async throws -> UpstreamAnswer
    ) async throws -> Failure {
        do { _ = try await body() } catch let failure as Failure { return failure }
        throw Failure.fault("none", "nothing was thrown")
    }

    @Test(arguments: [
        "", "x", "ftp://x", "http://user:pass@x", "http://0x7f.1/", "http://x/?a=b", "http://x/#a",
    ])
    func `an address is a plain URL without a query`(_ address: String) {
        #expect(throws: Failure.self) {
            try UpstreamClient(address: address, credentials: nil, setting: "mlflow-upstream")
        }
    }

    @Test(
        arguments: [
            (nil, nil), ("secret", "Bearer secret"), ("ida:secret", "Basic aWRhOnNlY3JldA=="),
        ] as [(String?, String?)])
    func `a request goes below the address with this server's own credentials`(
        _ credentials: String?, _ header: String?
    ) async throws {
        let server = try await CanaryServer(.init(status: .ok, headers: [("x-a", "b")], body: [1]))
        let client = try client(server, path: "/below/", credentials: credentials)
        let answer = try await client.send(
            UpstreamRequest("GET", "/api?x=%20", headers: [("x-c", "d")]))
        #expect(answer.status == 200 && answer.header("x-a") == "b")
        #expect(try await answer.collect(upTo: 1) == [1])
        let asked = try #require(server.requests.first)
        #expect(asked.path == "/below/api?x=%20")
        #expect(asked.headers.first(name: "authorization") == header)
        #expect(asked.headers.first(name: "x-c") == "d")
        await client.close()
        await server.stop()
    }

    @Test(arguments: ["http://169.254.169.254/latest", "http://10.0.0.1/", "/elsewhere"])
    func `no redirect is followed, wherever it leads`(_ location: String) async throws {
        let server = try await CanaryServer(
            .init(status: .found, headers: [("location", location)]))
        let client = try client(server)
        let failure = try await failure { try await client.send(UpstreamRequest("GET", "/")) }
        #expect(failure.code == "bad_provider" && failure.message.contains("redirects"))
        #expect(server.requests.count == 1)
        await client.close()
        await server.stop()
    }

    @Test func `a server that says nothing is given up`() async throws {
        let server = try await CanaryServer { _ in nil }
        let client = try client(server, idleSeconds: 1)
        let failure = try await failure { try await client.send(UpstreamRequest("GET", "/")) }
        #expect(failure.code == "provider_unreachable" && failure.message.contains("in time"))
        let gone = try self.client(server)
        await client.close()
        await server.stop()
        let none = try await self.failure { try await gone.send(UpstreamRequest("GET", "/")) }
        #expect(none.code == "provider_unreachable")
        await gone.close()
    }

    @Test func `a body without end is not read to it`() async throws {
        let server = try await CanaryServer(
            .init(status: .ok, body: Array(repeating: 0, count: 1 << 20)))
        let client = try client(server)
        let answer = try await client.send(UpstreamRequest("GET", "/"))
        #expect(try await answer.collect(upTo: 1 << 10) == nil)
        await client.close()
        await server.stop()
    }

    @Test func `a body is sent as it comes, and as slowly as it is taken`() async throws {
        let server = try await CanaryServer(.init(status: .ok))
        let client = try client(server)
        let answer = try await client.send(
            UpstreamRequest(
                "PUT", "/file",
                body: .stream(byteCount: 3_000) { consume in
                    for byte in UInt8(0)..<3 {
                        try await consume(Array(repeating: byte, count: 1_000))
                    }
                }))
        #expect(answer.status == 200)
        let asked = try #require(server.requests.first)
        #expect(asked.headers.first(name: "content-length") == "3000")
        #expect(
            asked.body == (UInt8(0)..<3).flatMap { Array(repeating: $0, count: 1_000) })
        await client.close()
        await server.stop()
    }

    @Test func `what goes wrong with a body is what the sender is told`() async throws {
        let server = try await CanaryServer(.init(status: .ok))
        let client = try client(server)
        let failure = try await failure {
            try await client.send(
                UpstreamRequest(
                    "PUT", "/file",
                    body: .stream(byteCount: nil) { consume in
                        try await consume([1])
                        throw Failure.fault("too_large", "the body is too large")
                    }))
        }
        #expect(failure == .fault("too_large", "the body is too large"))
        await client.close()
        await server.stop()
    }

    @Test func `pieces are handed over one at a time, in order`() async throws {
        let channel = PieceChannel()
        let sent = Mutex(0)
        async let _: Void = channel.pump { consume in
            for byte in UInt8(0)..<50 {
                sent.withLock { $0 += 1 }
                try await consume([byte])
            }
        }
        var received: [UInt8] = []
        for try await piece in channel {
            received += piece.readableBytesView
            #expect(sent.withLock { $0 } <= received.count + 2)
        }
        #expect(received == Array(0..<50))
    }
}

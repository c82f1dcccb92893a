import NIOHTTP1
import Operations
import Testing

@testable import Followers

@Suite struct ProviderClientTests {
    private func ask(
        _ answer: CanaryServer.Answer, seconds: Int64 = 600
    ) async throws -> (answer: ProviderAnswer?, requests: [CanaryServer.Request]) {
        let server = try await CanaryServer(answer)
        let client = ProviderClient(secondsMax: seconds)
        let request = ProviderRequest(
            "POST", "http://localhost:\(server.port)/token",
            headers: ["Accept": "application/json"], body: Array("code=1".utf8))
        let result = try? await client.fetch(request)
        await server.stop()
        return (result, server.requests)
    }

    @Test func `what is asked arrives, and what is answered comes back`() async throws {
        let (answer, requests) = try await ask(.init(status: .badRequest, body: Array("no".utf8)))
        #expect(answer == ProviderAnswer(status: 400, body: Array("no".utf8)))
        let request = try #require(requests.first)
        #expect(requests.count == 1)
        #expect(request.path == "/token")
        #expect(request.headers.first(name: "Accept") == "application/json")
        #expect(request.body == Array("code=1".utf8))
    }

    @Test func `a redirect is an answer, and is not followed`() async throws {
        let elsewhere = try await CanaryServer()
        let address = "http://localhost:\(elsewhere.port)/keys"
        let (answer, _) = try await ask(.init(status: .found, headers: [("Location", address)]))
        #expect(answer?.status == 302)
        #expect(elsewhere.requests.isEmpty)
        await elsewhere.stop()
    }

    @Test func `an answer of 1 MiB is taken, and a byte more is not`() async throws {
        for (count, isTaken) in [
            (ProviderClient.byteCountMax, true), (ProviderClient.byteCountMax + 1, false),
        ] {
            let (answer, requests) = try await ask(
                .init(status: .ok, body: .init(repeating: 32, count: count)))
            #expect(requests.count == 1)
            #expect(answer?.body.count == (isTaken ? count : nil))
        }
    }

    @Test func `an answer that does not end in time is none`() async throws {
        let (answer, requests) = try await ask(
            .init(status: .ok, headers: [("Content-Length", "100")], body: [32]), seconds: 1)
        #expect(requests.count == 1)
        #expect(answer == nil)
    }
}

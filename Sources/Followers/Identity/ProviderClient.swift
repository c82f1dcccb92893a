import AsyncHTTPClient
import NIOCore
import NIOHTTP1
package import Operations

/// Asks an identity provider: its certificate is checked, and no redirect is followed, for whoever
/// could redirect could choose the keys that people are believed by.
package struct ProviderClient: Sendable {
    /// The most that an answer may have.
    static let byteCountMax = 1 << 20

    private let secondsMax: Int64

    /// `secondsMax`: How long a request may take, from the first byte sent to the last received.
    package init(secondsMax: Int64 = 10) { self.secondsMax = secondsMax }

    private struct TooSlow: Error {}

    /// - Throws: When there is no whole answer in time, or a larger one than is taken.
    @Sendable package func fetch(_ request: ProviderRequest) async throws -> ProviderAnswer {
        let client = HTTPClient.plain(
            .init(timeout: .init(connect: .seconds(secondsMax), read: .seconds(secondsMax))))
        do {
            let answer = try await inTime { try await Self.answer(to: request, from: client) }
            try? await client.shutdown()
            return answer
        } catch {
            try? await client.shutdown()
            throw error
        }
    }

    /// INVARIANT: an answer that trickles in keeps nobody waiting, as one that never begins.
    private func inTime(
        _ work: @escaping @Sendable () async throws -> ProviderAnswer
    ) async throws -> ProviderAnswer {
        try await withThrowingTaskGroup(of: ProviderAnswer.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(for: .seconds(secondsMax))
                throw TooSlow()
            }
            guard let first = try await group.next() else { throw TooSlow() }
            return first
        }
    }

    private static func answer(
        to asked: ProviderRequest, from client: HTTPClient
    ) async throws -> ProviderAnswer {
        var request = HTTPClientRequest(url: asked.address)
        request.method = .init(rawValue: asked.method)
        request.headers.add(name: "user-agent", value: "Assay")
        for (name, value) in asked.headers { request.headers.add(name: name, value: value) }
        if !asked.body.isEmpty { request.body = .bytes(ByteBuffer(bytes: asked.body)) }
        let response = try await client.execute(request, deadline: .distantFuture)
        let body = try await response.body.collect(upTo: byteCountMax)
        return ProviderAnswer(
            status: Int(response.status.code), body: Array(body.readableBytesView))
    }
}

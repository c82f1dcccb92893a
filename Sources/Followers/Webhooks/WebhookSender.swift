import AsyncHTTPClient
package import Governance
import NIOCore
import NIOHTTP1
package import Operations

/// Sends messages over HTTP to addresses that were checked, and to no others.
///
/// INVARIANT: the host's addresses are asked for once; every one is checked, and the connection goes
/// to one of those very addresses. A name that answers otherwise the next time changes nothing, and
/// no redirect is followed.
package struct WebhookSender: WebhookSending {
    /// All addresses of a host.
    package typealias Resolve = @Sendable (_ host: String) async throws -> [NetworkAddress]

    private let rule: WebhookRule
    private let resolve: Resolve
    private let secondsMax: Int64

    /// `secondsMax`: How long connecting may take, and how long the answer.
    package init(
        rule: WebhookRule, secondsMax: Int64 = 10,
        resolve: @escaping Resolve = HostNames.addresses(of:)
    ) {
        self.rule = rule
        self.secondsMax = secondsMax
        self.resolve = resolve
    }

    package func answer(to message: OutgoingMessage) async -> WebhookAnswer {
        let address: NetworkAddress
        do {
            address = try await checkedAddress(of: message.url)
        } catch let refusal as WebhookRefusal {
            return WebhookAnswer(.failed(because: Self.text(refusal)))
        } catch {
            return WebhookAnswer(.failed(because: "the host's addresses are not to be had"))
        }
        let client = client(for: message.url, at: address)
        let answer = await post(message, with: client)
        try? await client.shutdown()
        return answer
    }

    private func checkedAddress(of url: WebhookURL) async throws -> NetworkAddress {
        try rule.check(url)
        let addresses: [NetworkAddress]
        if let own = url.address {
            addresses = [own]
        } else {
            addresses = try await resolve(url.host)
        }
        try rule.check(addresses, of: url)
        guard let address = addresses.first else { throw WebhookRefusal.noAddress(url.host) }
        return address
    }

    /// A client for one message, which knows the host by the checked address alone.
    private func client(for url: WebhookURL, at address: NetworkAddress) -> HTTPClient {
        var configuration = HTTPClient.Configuration(
            timeout: .init(connect: .seconds(secondsMax), read: .seconds(secondsMax)))
        if url.address == nil { configuration.dnsOverride = [url.host: address.description] }
        return HTTPClient.plain(configuration)
    }

    /// The body of the answer is not read: nothing in it counts.
    private func post(
        _ message: OutgoingMessage, with client: HTTPClient
    ) async -> WebhookAnswer {
        do {
            let response = try await client.execute(
                Self.request(message), timeout: .seconds(secondsMax))
            let status = Int(response.status.code)
            return WebhookAnswer(Self.outcome(of: status), status: status)
        } catch let error as HTTPClientError {
            return WebhookAnswer(
                .failed(because: "it did not answer: \(error.shortDescription.lowercased())"))
        } catch {
            return WebhookAnswer(.failed(because: "it could not be reached"))
        }
    }

    private static func request(_ message: OutgoingMessage) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: message.url.text)
        request.method = .POST
        request.headers = [
            "content-type": "application/json", "user-agent": "Assay-Webhooks/1",
            message.headers.id: message.id, message.headers.timestamp: "\(message.timestamp)",
        ]
        if let key = message.key {
            let signature = WebhookSignature(
                key: key, id: message.id, timestamp: message.timestamp, body: message.body)
            request.headers.add(name: message.headers.signature, value: signature.header)
        }
        request.body = .bytes(ByteBuffer(bytes: message.body))
        return request
    }

    private static func outcome(of status: Int) -> WebhookOutcome {
        switch status {
        case 200..<300: .delivered
        case 300..<400: .failed(because: "it answered \(status), and redirects are not followed")
        default: .failed(because: "it answered \(status)")
        }
    }

    private static func text(_ refusal: WebhookRefusal) -> String {
        switch refusal {
        case .notAURL(let because): "it has no good URL: \(because)"
        case .privateHost(let host): "`\(host)` is not on the public Internet"
        case .noAddress(let host): "`\(host)` has no address"
        }
    }
}

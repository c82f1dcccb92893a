import AsyncHTTPClient
import Governance
import NIOCore
import NIOHTTP1
import NIOPosix
package import Operations
import Transparency

/// Speaks to the one server that whoever runs this one named: requests are passed on to it, and it is
/// asked for what it has.
///
/// INVARIANT: every request goes to that host, for no redirect is followed and no client of this
/// server says where to; its credentials are this server's own, and no client's.
package final class UpstreamClient: UpstreamServer {
    package let address: String
    private let base: WebhookURL
    private let authorization: String?
    private let client: HTTPClient

    private static let connectSeconds: Int64 = 10
    /// From the first byte of a file to the last.
    private static let hoursMax: Int64 = 12
    private static let connectionCountMax = 256

    /// `credentials`: A token, or a name and a password with a colon between; `setting` is what
    /// messages call the address; `idleSeconds`: How long nothing may come.
    ///
    /// - Throws: A fault when the address is none.
    package init(
        address: String, credentials: String?, setting: String, idleSeconds: Int64 = 60
    ) throws(Failure) {
        let text = address.hasSuffix("/") ? String(address.dropLast()) : address
        do { base = try WebhookURL(text) } catch {
            throw .fault("bad_setting", "`\(setting)` is no address of a server: `\(address)`")
        }
        guard !base.path.contains("?") else {
            throw .fault("bad_setting", "`\(setting)` has a query: `\(address)`")
        }
        self.address = text
        authorization = credentials.map(Self.header)
        var configuration = HTTPClient.Configuration(
            timeout: .init(
                connect: .seconds(Self.connectSeconds), read: .seconds(idleSeconds),
                write: .seconds(idleSeconds)))
        // Servers of Python close what is idle for five seconds, at times as a request comes.
        configuration.connectionPool = .init(
            idleTimeout: .seconds(3),
            concurrentHTTP1ConnectionsPerHostSoftLimit: Self.connectionCountMax)
        client = HTTPClient.plain(configuration)
    }

    /// Ends all connections; nothing is sent after it.
    package func close() async { try? await client.shutdown() }

    private static func header(_ credentials: String) -> String {
        credentials.contains(":")
            ? "Basic " + Base64.encode(Array(credentials.utf8)) : "Bearer " + credentials
    }

    package func send(_ request: UpstreamRequest) async throws -> UpstreamAnswer {
        var outgoing = outgoing(request)
        switch request.body {
        case nil: return try await answer(to: outgoing)
        case .bytes(let bytes):
            outgoing.body = .bytes(ByteBuffer(bytes: bytes))
            return try await answer(to: outgoing)
        case .stream(let byteCount, let pieces):
            let channel = PieceChannel()
            outgoing.body = .stream(
                channel, length: byteCount.map { .known(Int64($0)) } ?? .unknown)
            async let _: Void = channel.pump(pieces)
            do {
                let answer = try await answer(to: outgoing)
                // An answer that comes before all was sent is the last word.
                await channel.close()
                return answer
            } catch {
                await channel.close()
                if let own = await channel.failure { throw own }
                throw error
            }
        }
    }

    private func outgoing(_ request: UpstreamRequest) -> HTTPClientRequest {
        let folder = base.path == "/" ? "" : base.path
        var outgoing = HTTPClientRequest(url: base.origin + folder + request.target)
        outgoing.method = HTTPMethod(rawValue: request.method)
        for (name, value) in request.headers { outgoing.headers.add(name: name, value: value) }
        outgoing.headers.replaceOrAdd(name: "accept-encoding", value: "identity")
        if let authorization {
            outgoing.headers.replaceOrAdd(name: "authorization", value: authorization)
        }
        return outgoing
    }

    private func answer(to request: HTTPClientRequest) async throws -> UpstreamAnswer {
        let response: HTTPClientResponse
        do {
            response = try await client.execute(
                request, deadline: .now() + .hours(Self.hoursMax))
        } catch { throw phrased(error) }
        let status = Int(response.status.code)
        if (300..<400).contains(status), status != 304 {
            throw Failure.fault(
                "bad_provider", "\(address) redirects, and redirects are not followed")
        }
        return UpstreamAnswer(
            status: status, headers: response.headers.map { ($0.name, $0.value) }
        ) { consume in
            do {
                for try await piece in response.body {
                    try await consume(Array(piece.readableBytesView))
                }
            } catch { throw self.phrased(error) }
        }
    }

    private func phrased(_ error: any Error) -> any Error {
        switch error {
        case let error as HTTPClientError where error == .cancelled: CancellationError()
        case let error as HTTPClientError
        where error == .readTimeout || error == .writeTimeout || error == .deadlineExceeded:
            Failure.fault("provider_unreachable", "\(address) did not answer in time")
        case is HTTPClientError, is NIOConnectionError, is IOError, is ChannelError,
            is HTTPParserError:
            Failure.fault("provider_unreachable", "\(address) could not be reached, or broke off")
        default: error
        }
    }
}

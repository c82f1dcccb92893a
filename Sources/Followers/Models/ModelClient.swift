import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import Operations

/// Asks a model's server, one request after the other, each in bounded time and memory.
///
/// No redirect is followed: rows go where they were said to go.
struct ModelClient {
    /// What sentences call the server.
    let name: String
    let token: String?
    let secondsMax: Int

    struct Answer {
        let status: Int
        let body: [UInt8]
    }

    private static let connectSecondsMax: Int64 = 10

    /// One for all and for good: a client that ends while a question is broken off loses count of
    /// its connections.
    private static let client = HTTPClient.plain(
        .init(timeout: .init(connect: .seconds(connectSecondsMax))))

    /// Answers several questions over the same connections.
    func session<Value>(
        _ work: (Session) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        try work(Session(settings: self, client: Self.client))
    }

    struct Session {
        fileprivate let settings: ModelClient
        fileprivate let client: HTTPClient

        func get(_ url: String) throws(Failure) -> Answer {
            try send(.GET, url, nil, bytesMost: 1 << 20)
        }

        func post(_ body: [UInt8], to url: String, bytesMost: Int) throws(Failure) -> Answer {
            try send(.POST, url, body, bytesMost: bytesMost)
        }

        private func send(
            _ method: HTTPMethod, _ url: String, _ body: [UInt8]?, bytesMost: Int
        ) throws(Failure) -> Answer {
            do {
                var request = try HTTPClient.Request(url: url, method: method)
                request.headers = ["accept": "application/json", "user-agent": "Assay/1"]
                if let token = settings.token {
                    request.headers.add(name: "authorization", value: "Bearer \(token)")
                }
                if let body {
                    request.headers.add(name: "content-type", value: "application/json")
                    request.body = .byteBuffer(ByteBuffer(bytes: body))
                }
                let response = try client.execute(
                    request: request,
                    delegate: ResponseAccumulator(request: request, maxBodySize: bytesMost),
                    deadline: .now() + .seconds(Int64(settings.secondsMax))
                ).wait()
                return Answer(
                    status: Int(response.status.code),
                    body: response.body.map { Array($0.readableBytesView) } ?? [])
            } catch { throw settings.failure(error) }
        }
    }

    private func failure(_ error: any Error) -> Failure {
        let what: String
        switch error {
        case let error as HTTPClientError
        where error == .deadlineExceeded || error == .readTimeout:
            what = "did not answer within \(secondsMax) s"
        case let error as HTTPClientError where error == .connectTimeout:
            what = "cannot be reached: nobody answers"
        case let error as HTTPClientError:
            what = "did not answer: \(error.shortDescription.lowercased())"
        case is ResponseAccumulator.ResponseTooBigError:
            what = "answers with far more than a number for each row"
        case is NIOConnectionError: what = "cannot be reached: nobody listens there"
        default: what = "cannot be reached: \(error)"
        }
        return .fault("model_failed", "\(name) \(what)")
    }
}

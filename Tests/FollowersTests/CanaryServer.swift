import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A server on this machine that keeps what it is asked, and answers the same to all or as it is told.
final class CanaryServer: Sendable {
    struct Request: Sendable {
        let path: String
        let headers: HTTPHeaders
        let body: [UInt8]
    }

    struct Answer: Sendable {
        var status = HTTPResponseStatus.noContent
        var headers: [(String, String)] = []
        var body: [UInt8] = []
    }

    private let channel: any Channel
    private let kept: Mailbox

    convenience init(_ answer: Answer = Answer()) async throws {
        try await self.init { _ in answer }
    }

    /// `answering`: Called for each request; `nil` is never an answer.
    init(answering: @escaping @Sendable (Request) -> Answer?) async throws {
        let kept = Mailbox()
        self.kept = kept
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Handler(answering, kept))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    var port: Int { channel.localAddress?.port ?? 0 }
    var requests: [Request] { kept.requests.withLock { $0 } }

    func stop() async { try? await channel.close().get() }

    private final class Mailbox: Sendable {
        let requests = Mutex<[Request]>([])
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let answering: @Sendable (Request) -> Answer?
        private let kept: Mailbox
        private var head: HTTPRequestHead?
        private var body: [UInt8] = []

        init(_ answering: @escaping @Sendable (Request) -> Answer?, _ kept: Mailbox) {
            self.answering = answering
            self.kept = kept
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head): self.head = head
            case .body(let buffer): body += buffer.readableBytesView
            case .end:
                let request = Request(
                    path: head?.uri ?? "", headers: head?.headers ?? [:], body: body)
                body = []
                kept.requests.withLock { $0.append(request) }
                guard let answer = answering(request) else { return }
                let head = HTTPResponseHead(
                    version: .http1_1, status: answer.status,
                    headers: HTTPHeaders(answer.headers))
                context.write(wrapOutboundOut(.head(head)), promise: nil)
                let body = ByteBuffer(bytes: answer.body)
                context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
                context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            }
        }
    }
}

import API
import HTTPTypes
import HummingbirdCore
import HummingbirdTLS
package import Logging
import NIOCore
import NIOPosix

import NIOSSL
import Operations
import ServiceLifecycle

/// Serves a responder over HTTP until it is asked to stop; then what is under way is finished.
package struct HTTPService: Service {
    private let settings: ServerSettings
    private let responder: Responder
    private let metrics: ServerMetrics
    private let logger: Logger
    private let requestIDs: RequestIDs
    private let whenListening: @Sendable (_ port: Int) async -> Void

    /// `whenListening`: Told the port once requests can come.
    package init(
        _ settings: ServerSettings, responder: Responder, metrics: ServerMetrics, logger: Logger,
        requestIDs: RequestIDs,
        whenListening: @escaping @Sendable (_ port: Int) async -> Void
    ) {
        self.settings = settings
        self.responder = responder
        self.metrics = metrics
        self.logger = logger
        self.requestIDs = requestIDs
        self.whenListening = whenListening
    }

    /// - Throws: ``Failure`` when it cannot listen, or a certificate does not read.
    package func run() async throws {
        let service = try builder().buildServer(
            configuration: ServerConfiguration(
                address: .hostname(settings.host, port: settings.port), backlog: 1024,
                availableConnectionsDelegate: MaximumAvailableConnections(
                    settings.connectionCountMax)),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger,
            responder: { request, writer, channel in
                try await respond(to: request, writer, channel)
            },
            onServerRunning: { channel in
                await whenListening(channel.localAddress?.port ?? settings.port)
            })
        do {
            try await service.run()
        } catch let error as IOError {
            throw Failure.fault(
                "cannot_listen",
                "cannot listen on \(settings.host):\(settings.port): \(error.localizedReason)")
        }
    }

    private func builder() throws -> HTTPServerBuilder {
        let plain = HTTPServerBuilder.http1(
            configuration: .init(
                additionalChannelHandlers: [ContinueHandler()],
                idleTimeout: .seconds(Int64(settings.idleSeconds)),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: settings.headerByteCountMax,
                    maxHeaderListSize: settings.headerByteCountMax, maxHeaderFieldCount: 100)))
        guard let certificateFile = settings.certificateFile, let keyFile = settings.keyFile else {
            return plain
        }
        do {
            let configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: try NIOSSLCertificate.fromPEMFile(certificateFile)
                    .map { .certificate($0) },
                privateKey: .privateKey(try NIOSSLPrivateKey(file: keyFile, format: .pem)))
            return try .tls(plain, tlsConfiguration: configuration)
        } catch {
            throw Failure.fault(
                "bad_certificate",
                "`\(certificateFile)` and `\(keyFile)` are no certificate and its key")
        }
    }

    private func respond(
        to request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel
    ) async throws {
        let began = NIODeadline.now()
        metrics.began()
        let incoming = Responder.Incoming(
            id: requestIDs.next(), head: request.head,
            body: RequestBytes(request, seconds: settings.bodySeconds),
            remoteAddress: channel.remoteAddress?.ipAddress ?? "")
        let (response, route) = await responder.respond(to: incoming)
        let seconds = Double((NIODeadline.now() - began).nanoseconds) / 1e9
        metrics.ended(
            route: route, method: request.method.rawValue, status: response.status.code,
            seconds: seconds)
        logger.info(
            "request",
            metadata: [
                "request": "\(incoming.id)", "method": "\(request.method.rawValue)",
                "route": "\(route)", "status": "\(response.status.code)",
                "milliseconds": "\((seconds * 10_000).rounded() / 10)",
            ])
        try await writer.write(response)
    }
}

extension ResponseWriter {
    consuming fileprivate func write(_ response: ServerResponse) async throws {
        var head = HTTPResponse(status: response.status, headerFields: response.headers)
        switch response.body {
        case .empty:
            if head.headerFields[.contentLength] == nil, ![204, 304].contains(response.status.code)
            {
                head.headerFields[.contentLength] = "0"
            }
            try await write(response: head, body: ResponseBody())
        case .bytes(let buffer):
            head.headerFields[.contentLength] = "\(buffer.readableBytes)"
            try await write(response: head, body: ResponseBody(byteBuffer: buffer))
        case .stream(let byteCount, let body):
            if let byteCount { head.headerFields[.contentLength] = "\(byteCount)" }
            var bodyWriter: any ResponseBodyWriter = try await writeHead(head)
            try await body { try await bodyWriter.write($0) }
            try await bodyWriter.finish(nil)
        }
    }
}

extension RequestBytes {
    /// The rate at which bodies of any size may come.
    private static let byteCountPerSecondMin: Int64 = 32 << 10

    /// `seconds`: How long it may take to come in, besides what its size needs at the slowest rate.
    fileprivate init(_ request: Request, seconds: Int) {
        self.init(
            statedByteCount: request.headers[.contentLength].flatMap { Int($0) },
            read: { body in
                var deadline = NIODeadline.now() + .seconds(Int64(seconds))
                do {
                    for try await buffer in request.body {
                        guard NIODeadline.now() < deadline else {
                            throw ProblemError(Problem(408, "too_slow", "the body came too slowly"))
                        }
                        // A large body may take as long as it does at this rate.
                        deadline =
                            deadline
                            + .nanoseconds(
                                Int64(buffer.readableBytes) * 1_000_000_000
                                    / Self.byteCountPerSecondMin)
                        try await body(buffer)
                    }
                } catch is NIOTooManyBytesError {
                    throw ProblemError(Problem(413, "too_large", "the body is too large"))
                }
            })
    }
}

extension IOError {
    fileprivate var localizedReason: String {
        switch errnoCode {
        case EADDRINUSE: "another program listens there"
        case EACCES: "that needs more rights"
        default: "\(self)"
        }
    }
}

// The group that it runs in writes it down when it begins: without a name, all that it holds.
extension HTTPService: CustomStringConvertible {
    package var description: String { "HTTP" }
}

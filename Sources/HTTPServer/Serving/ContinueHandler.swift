import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Tells a client that waits to be told so that it may send its body: `curl` waits a second, some
/// clients for ever (RFC 9110, 10.1.1).
///
/// It does so at once: whether the body is wanted turns out when it is asked for, and what is not wanted
/// is thrown away then.
final class ContinueHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundOut = HTTPResponsePart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head(let head) = unwrapInboundIn(data),
            head.headerFields[.expect]?.lowercased() == "100-continue"
        {
            context.writeAndFlush(
                wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
        }
        context.fireChannelRead(data)
    }
}

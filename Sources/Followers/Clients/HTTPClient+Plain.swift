package import AsyncHTTPClient
import NIOPosix

extension HTTPClient {
    /// A client of HTTP/1.1 that follows nobody elsewhere, and says at once where nobody listens: by
    /// itself it would knock until the time is up.
    package static func plain(_ configuration: Configuration) -> HTTPClient {
        var configuration = configuration
        configuration.redirectConfiguration = .disallow
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(
            eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup.singleton),
            configuration: configuration)
    }
}

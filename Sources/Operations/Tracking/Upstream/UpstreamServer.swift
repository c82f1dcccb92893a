/// Another server that requests are passed on to, named by whoever runs this one.
package protocol UpstreamServer: Sendable {
    /// As people write it, for records and messages.
    var address: String { get }

    /// - Returns: The answer as soon as its head is there, whatever its status.
    /// - Throws: A fault when none comes; what the request's body throws, as it is.
    func send(_ request: UpstreamRequest) async throws -> UpstreamAnswer
}

/// What another server is asked.
package struct UpstreamRequest: Sendable {
    package typealias Headers = [(name: String, value: String)]
    package typealias Pieces =
        @Sendable (_ consume: ([UInt8]) async throws -> Void) async throws -> Void

    package enum Body: Sendable {
        case bytes([UInt8])
        /// As they come; `byteCount` is what was stated of them.
        case stream(byteCount: Int?, Pieces)
    }

    package let method: String
    /// Path and query, percent-encoded; begins with `/`.
    package let target: String
    package let headers: Headers
    package let body: Body?

    package init(
        _ method: String, _ target: String, headers: Headers = [], body: Body? = nil
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
    }
}

/// What another server answers: its head, and a body that is read once.
package struct UpstreamAnswer: Sendable {
    package let status: Int
    package let headers: UpstreamRequest.Headers
    /// Hands over the body, a piece at a time.
    package let body: UpstreamRequest.Pieces

    package init(
        status: Int, headers: UpstreamRequest.Headers, body: @escaping UpstreamRequest.Pieces
    ) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    package func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name }?.value
    }

    /// All of the body at once.
    ///
    /// - Returns: `nil` when it is larger than `byteCountMax`.
    package func collect(upTo byteCountMax: Int) async throws -> [UInt8]? {
        if let stated = header("content-length").flatMap({ Int($0) }), stated > byteCountMax {
            return nil
        }
        struct TooLarge: Error {}
        var bytes: [UInt8] = []
        do {
            try await body { piece in
                guard bytes.count + piece.count <= byteCountMax else { throw TooLarge() }
                bytes += piece
            }
        } catch is TooLarge { return nil }
        return bytes
    }
}

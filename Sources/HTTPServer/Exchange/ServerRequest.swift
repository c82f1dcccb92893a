package import API
package import HTTPTypes
package import NIOCore
package import Operations
package import Transparency

/// A request that found its route, with the one who asks.
package struct ServerRequest: Sendable {
    /// For logs and problems.
    package let id: String
    package let method: HTTPRequest.Method
    /// As it was asked, without the query.
    package let path: String
    package let parameters: [String: String]
    package let query: [(name: String, value: String)]
    package let headers: HTTPFields
    package let body: RequestBytes
    /// `nil` on open routes only.
    package let caller: Caller?
    /// The browser's, when it is one that is signed in.
    package let session: Session?
    /// Where it came from, as far as the server knows.
    package let remoteAddress: String
    package let now: Instant
    /// Where the client found this server, such as `https://assay.example:8420`: one of its own
    /// hosts.
    package let site: String

    /// The caller of a route that is not open.
    package func actor() throws(Failure) -> Actor {
        guard let caller else { throw .fault("unauthenticated", "sign in first") }
        return .authenticated(caller, as: nil)
    }

    /// The same caller's request for a route without parameters, out of which this one is answered.
    package func asking(
        _ route: Route, query: [(name: String, value: String)], body: [UInt8]
    ) -> ServerRequest {
        ServerRequest(
            id: id, method: route.method, path: route.path.text, parameters: [:], query: query,
            headers: headers,
            body: RequestBytes(statedByteCount: body.count) { consume in
                if !body.isEmpty { try await consume(ByteBuffer(bytes: body)) }
            }, caller: caller, session: session, remoteAddress: remoteAddress, now: now, site: site)
    }
}

/// The body of a request as it comes in.
package struct RequestBytes: Sendable {
    /// As the client stated it.
    package let statedByteCount: Int?
    private let read: @Sendable ((ByteBuffer) async throws -> Void) async throws -> Void

    package init(
        statedByteCount: Int?,
        read: @escaping @Sendable ((ByteBuffer) async throws -> Void) async throws -> Void
    ) {
        self.statedByteCount = statedByteCount
        self.read = read
    }

    /// Hands over all of it, piece by piece.
    package func forEach(_ body: (ByteBuffer) async throws -> Void) async throws {
        try await read(body)
    }

    /// All of it at once.
    ///
    /// - Throws: ``Problem`` 413 when it is larger than `byteCountMax`.
    package func collect(upTo byteCountMax: Int) async throws -> [UInt8] {
        if let stated = statedByteCount, stated > byteCountMax { throw Self.tooLarge(byteCountMax) }
        var bytes: [UInt8] = []
        try await read { buffer in
            guard bytes.count + buffer.readableBytes <= byteCountMax else {
                throw Self.tooLarge(byteCountMax)
            }
            bytes.append(contentsOf: buffer.readableBytesView)
        }
        return bytes
    }

    private static func tooLarge(_ byteCountMax: Int) -> ProblemError {
        ProblemError(
            Problem(413, "too_large", "the body is larger than \(byteCountMax) bytes"))
    }
}

/// A problem on its way to the client.
package struct ProblemError: Error, Sendable {
    package let problem: Problem
    package var headers: HTTPFields = [:]

    package init(_ problem: Problem, headers: HTTPFields = [:]) {
        self.problem = problem
        self.headers = headers
    }
}

package import HTTPTypes
package import NIOCore
package import Transparency

/// What goes back to the client.
package struct ServerResponse: Sendable {
    package enum Body: Sendable {
        case empty
        case bytes(ByteBuffer)
        /// Written piece by piece by the closure.
        case stream(
            byteCount: Int?, @Sendable ((ByteBuffer) async throws -> Void) async throws -> Void)
    }

    package var status: HTTPResponse.Status
    package var headers: HTTPFields
    package var body: Body

    package init(_ status: HTTPResponse.Status, headers: HTTPFields = [:], body: Body = .empty) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    package init(_ status: Int, type: String, _ bytes: [UInt8], headers: HTTPFields = [:]) {
        self.init(.init(code: status), headers: headers, body: .bytes(ByteBuffer(bytes: bytes)))
        self.headers[.contentType] = type
    }

    package static func json(
        _ json: JSON, status: Int = 200, headers: HTTPFields = [:]
    ) -> ServerResponse {
        ServerResponse(status, type: "application/json", json.canonicalBytes, headers: headers)
    }

    package static func html(_ html: String, status: Int = 200) -> ServerResponse {
        ServerResponse(status, type: "text/html; charset=utf-8", Array(html.utf8))
    }

    package static func redirect(to location: String) -> ServerResponse {
        ServerResponse(.seeOther, headers: [.location: location])
    }
}

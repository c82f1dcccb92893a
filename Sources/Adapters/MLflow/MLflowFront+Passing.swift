import API
import HTTPServer
import HTTPTypes
import NIOCore
import Operations
import Transparency

// Requests and answers on their way through.
extension MLflowFront {
    /// Passes a request on as it comes, and gives back the answer as it comes.
    func pass(_ request: ServerRequest) async throws -> ServerResponse {
        let answer = try await upstream.server.send(
            UpstreamRequest(
                request.method.rawValue, Self.target(of: request),
                headers: Self.headers(of: request), body: try body(of: request)))
        guard answer.status != 401 else { throw upstream.notLetIn }
        var headers = Self.headers(of: answer)
        let byteCount = answer.header("content-length").flatMap { Int($0) }
        if request.method == .head || [204, 304].contains(answer.status) {
            if request.method == .head { headers[.contentLength] = byteCount.map { "\($0)" } }
            return ServerResponse(.init(code: answer.status), headers: headers)
        }
        return ServerResponse(
            .init(code: answer.status), headers: headers,
            body: .stream(byteCount: byteCount) { write in
                try await answer.body { try await write(ByteBuffer(bytes: $0)) }
            })
    }

    /// INVARIANT: the address is written anew from what was checked of it, so that no spelling means
    /// one endpoint here and another there.
    private static func target(of request: ServerRequest) -> String {
        let parts = request.path.dropFirst().split(
            separator: "/", omittingEmptySubsequences: false)
        let path = parts.map { PercentEncoding.encode(String($0)) }.joined(separator: "/")
        let query = PercentEncoding.encode(request.query)
        return "/" + path + (query.isEmpty ? "" : "?" + query)
    }

    private func body(of request: ServerRequest) throws -> UpstreamRequest.Body? {
        guard request.method != .get, request.method != .head else { return nil }
        let isOfFiles = request.path.contains("/mlflow-artifacts/")
        let byteCountMax =
            isOfFiles ? platform.uploads.limits.byteCountMax : Self.messageByteCountMax
        let tooLarge = ProblemError(
            Problem(413, "too_large", "the body is larger than \(byteCountMax) bytes"))
        let stated = request.body.statedByteCount
        guard stated ?? 0 <= byteCountMax else { throw tooLarge }
        return .stream(byteCount: stated) { consume in
            var byteCount = 0
            try await request.body.forEach { buffer in
                byteCount += buffer.readableBytes
                guard byteCount <= byteCountMax else { throw tooLarge }
                try await consume(Array(buffer.readableBytesView))
            }
        }
    }

    /// What of a request's headers concerns this connection, or this server alone.
    ///
    /// INVARIANT: no credentials of this server's own go on, in whichever header they come.
    private static let ownRequestHeaders: Set<String> = hopByHop.union([
        "host", "authorization", "cookie", "content-length", "expect", "accept-encoding", "origin",
        "referer", "x-csrf-token", "forwarded", "x-forwarded-for", "x-forwarded-host",
        "x-forwarded-proto", "x-real-ip", "x-mlflow-workspace",
    ])

    private static let hopByHop: Set<String> = [
        "connection", "keep-alive", "proxy-authenticate", "proxy-authorization",
        "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
    ]

    private static func headers(of request: ServerRequest) -> UpstreamRequest.Headers {
        let named = Self.named(
            by: request.headers.first { $0.name.canonicalName == "connection" }?.value)
        return request.headers.compactMap { field in
            let name = field.name.canonicalName
            guard !ownRequestHeaders.contains(name), !named.contains(name) else { return nil }
            return (name, field.value)
        }
    }

    /// What of an answer's headers concerns another connection, or says what browsers may do here.
    private static let ownAnswerHeaders: Set<String> = hopByHop.union([
        "content-length", "set-cookie", "server", "date", "www-authenticate", "location",
        "content-security-policy", "content-security-policy-report-only", "clear-site-data",
        "strict-transport-security", "x-content-type-options", "x-frame-options", "refresh", "link",
    ])

    /// INVARIANT: nothing that the other server gives is shown by a browser as a page of this one.
    private static func headers(of answer: UpstreamAnswer) -> HTTPFields {
        let named = named(by: answer.header("connection"))
        var headers = HTTPFields()
        for (name, value) in answer.headers {
            let lower = name.lowercased()
            guard !ownAnswerHeaders.contains(lower), !named.contains(lower),
                !lower.hasPrefix("access-control-"), !lower.hasPrefix("cross-origin-"),
                let field = HTTPField.Name(name), HTTPField.isValidValue(value)
            else { continue }
            headers.append(HTTPField(name: field, value: value))
        }
        headers[.contentSecurityPolicy] = "sandbox"
        headers[.xContentTypeOptions] = "nosniff"
        if headers[.contentType]?.lowercased().hasPrefix("application/json") != true,
            headers[.contentDisposition]?.lowercased().hasPrefix("attachment") != true
        {
            headers[.contentDisposition] = "attachment"
        }
        return headers
    }

    private static func named(by connection: String?) -> Set<String> {
        Set(
            (connection ?? "").lowercased().split(separator: ",").map { name in
                String(name.filter { $0 != " " && $0 != "\t" })
            })
    }

    /// An answer that was read whole, as it is.
    func relay(_ reply: MLflowUpstream.Reply) throws -> ServerResponse {
        guard let json = reply.json else {
            throw upstream.malformed("status \(reply.status), with no JSON object")
        }
        return .json(json, status: reply.status)
    }
}

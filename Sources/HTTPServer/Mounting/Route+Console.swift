import API
package import Console
import Governance
import HTTPTypes
package import Operations
import Transparency

extension Route {
    static let formByteCountMax = 2 << 20

    /// The way in to a page or a form of the console.
    package static func console(_ page: ConsolePage, on platform: Platform) -> Route {
        let method: HTTPRequest.Method = page.method == "GET" ? .get : .post
        return Route(
            method, page.path, access: .needing(page.permission), audience: .people,
            isReading: method == .get || !page.permission.isWriting,
            bodyByteCountMax: formByteCountMax
        ) { request in
            let response = try await page.handle(try await request.consoleRequest(), platform)
            return ServerResponse(response, for: request)
        }
    }

    /// Stylesheet, script and mark.
    static let asset = Route(
        .get, "/assets/{name}", access: .open(because: "the page to sign in by needs them"),
        audience: .people
    ) { request in
        guard let (type, bytes) = ConsoleSite.asset(request.parameters["name"] ?? "") else {
            throw Failure.fault("unknown_file", "there is no such file")
        }
        var response = ServerResponse.reading(bytes, type: type, for: request)
        response.headers[.cacheControl] = "public, max-age=300"
        return response
    }
}

extension ServerRequest {
    fileprivate func consoleRequest() async throws -> ConsoleRequest {
        guard let caller else { throw Failure.fault("unauthenticated", "sign in first") }
        let form = method == .post ? try await self.form() : []
        return ConsoleRequest(
            path: path.split(separator: "/").map(String.init), parameters: parameters,
            query: query, form: form, caller: caller, csrf: session?.csrf ?? "",
            source: remoteAddress, now: now, site: site)
    }

    /// The fields of a form of this session.
    ///
    /// - Throws: A problem when the form does not carry the session's secret.
    func form() async throws -> [(name: String, value: String)] {
        let form = try await sentForm()
        let token = form.first { $0.name == "csrf" }?.value ?? ""
        guard let session, session.accepts(csrf: token) else { throw Responder.otherSite }
        return form
    }

    /// The fields of a form that anybody may send.
    func sentForm() async throws -> [(name: String, value: String)] {
        let bytes = try await body.collect(upTo: Route.formByteCountMax)
        guard let text = String(validating: bytes, as: UTF8.self),
            let form = PercentEncoding.pairs(text)
        else {
            throw ProblemError(Problem(400, "bad_form", "the form does not read"))
        }
        return form
    }
}

extension ServerResponse {
    fileprivate init(_ response: ConsoleResponse, for request: ServerRequest) {
        switch response {
        case .page(let status, let html): self = .html(html, status: status)
        case .redirect(let location): self = .redirect(to: location)
        case .download(let name, let type, let bytes):
            self.init(200, type: type, bytes)
            headers[.contentDisposition] = "attachment; filename=\"\(Self.fileName(name))\""
        }
    }

    /// INVARIANT: a file that somebody handed in is never shown, only saved.
    static func fileName(_ name: String) -> String {
        String(name.unicodeScalars.map { Self.isPlain($0) ? Character($0) : "-" })
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII
            && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || "-_.@".unicodeScalars.contains(scalar))
    }
}

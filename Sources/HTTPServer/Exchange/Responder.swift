package import API
import Governance
package import HTTPTypes
import NIOCore
package import Operations
package import Transparency

/// The life of a request: which route, who asks, may they, what happens, what goes back.
package struct Responder: Sendable {
    package let table: RouteTable
    let authenticator: any Authenticating
    let origins: OriginRules
    /// Whether clients reach it by TLS, here or at a proxy in front.
    let isSecure: Bool
    let health: ServerHealth
    let errorPage: ErrorPage
    let now: @Sendable () -> Instant

    /// A page for people that says what went wrong, to the one who is signed in, if anybody is;
    /// `next` is where to go on after signing in.
    package typealias ErrorPage =
        @Sendable (Problem, _ reader: (Caller, Session)?, _ next: String) -> String

    package init(
        table: RouteTable, authenticator: any Authenticating, origins: OriginRules,
        isSecure: Bool, health: ServerHealth,
        errorPage: @escaping ErrorPage,
        now: @escaping @Sendable () -> Instant
    ) {
        self.table = table
        self.authenticator = authenticator
        self.origins = origins
        self.isSecure = isSecure
        self.health = health
        self.errorPage = errorPage
        self.now = now
    }

    package var cookieName: String {
        ServerCookies(isSecure: isSecure).name(.session)
    }

    /// A request as it came in, before anything is known of it.
    package struct Incoming: Sendable {
        package let id: String
        package let head: HTTPRequest
        package let body: RequestBytes
        package let remoteAddress: String

        package init(id: String, head: HTTPRequest, body: RequestBytes, remoteAddress: String) {
            self.id = id
            self.head = head
            self.body = body
            self.remoteAddress = remoteAddress
        }
    }

    /// What goes back, and the pattern of the route for the counts; never throws.
    package func respond(to incoming: Incoming) async -> (response: ServerResponse, route: String) {
        var route: Route?
        var reader: (Caller, Session)?
        var response: ServerResponse
        do {
            response = try await answer(incoming, &route, &reader)
        } catch {
            if let failure = error as? Failure { health.saw(failure) }
            response = refused(incoming, Self.problem(error), route?.audience, reader)
        }
        if incoming.head.method == .head, case .bytes(let bytes) = response.body {
            response.headers[.contentLength] = "\(bytes.readableBytes)"
            response.body = .empty
        }
        SecurityHeaders.add(to: &response.headers, isSecure: isSecure)
        response.headers[Self.requestID] = incoming.id
        return (response, route?.path.text ?? "")
    }

    private static let requestID = SecurityHeaders.name("X-Request-ID")
    private static let csrfToken = SecurityHeaders.name("X-CSRF-Token")
    package static let otherSite = ProblemError(
        Problem(
            403, "other_site", "this was not sent from a page of this server; reload and try again")
    )

    private func answer(
        _ incoming: Incoming, _ found: inout Route?, _ reader: inout (Caller, Session)?
    ) async throws -> ServerResponse {
        let head = incoming.head
        guard origins.allows(authority: head.authority) else {
            throw ProblemError(
                Problem(
                    421, "other_host",
                    "this server does not answer as the host that was asked for; see `--host-name`")
            )
        }
        if let moved = moved(head) { return moved }
        let (path, query) = try Self.taken(apart: head.path ?? "")
        let (route, parameters) = try matched(head.method, path, &found)
        found = route
        guard query.count <= route.audience.queryCountMax else { throw Self.badPath }
        let credentials = Credentials(head.headerFields, cookieName: cookieName)
        let (caller, session) = try await identified(credentials, for: route)
        if let caller, let session { reader = (caller, session) }
        try await admit(caller, to: route)
        try guardChange(head, credentials, session, route)
        if !route.isReading, let reason = await health.check() {
            throw Failure.fault("read_only", "the ledger cannot be written at present: \(reason)")
        }
        let request = ServerRequest(
            id: incoming.id, method: head.method, path: "/" + path.joined(separator: "/"),
            parameters: parameters, query: query, headers: head.headerFields,
            body: incoming.body, caller: caller, session: session,
            remoteAddress: incoming.remoteAddress, now: now(),
            site: (isSecure ? "https://" : "http://") + origins.shown(head.authority))
        return try await route.handle(request)
    }

    /// Where a program of others finds what it asked for with two slashes before the path, as one does
    /// that puts a slash of its own after an address that ends in one.
    ///
    /// INVARIANT: nothing is served by such a path; who follows is asked as anybody.
    private func moved(_ head: HTTPRequest) -> ServerResponse? {
        guard head.method == .get || head.method == .head,
            let target = head.path.flatMap(AskedPath.withOneSlash),
            let (path, _) = try? Self.taken(apart: target),
            case .found(let route, _) = table.match(head.method, path),
            case .others = route.audience
        else { return nil }
        return ServerResponse(.permanentRedirect, headers: [.location: target])
    }

    private static func taken(
        apart target: String
    ) throws -> (path: [String], query: [(name: String, value: String)]) {
        let halves = target.split(
            separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = halves.first, let path = AskedPath.parts(first),
            target.utf8.count <= 16_384,
            let query = PercentEncoding.pairs(
                halves.count == 2 ? halves[1] : "", countMax: Route.Audience.queryCountMax)
        else {
            throw badPath
        }
        return (path, query)
    }

    private static let badPath = ProblemError(
        Problem(400, "bad_path", "the path or its query is not plain percent-encoded text"))

    private func matched(
        _ method: HTTPRequest.Method, _ path: [String], _ neighbour: inout Route?
    ) throws -> (Route, [String: String]) {
        switch table.match(method, path) {
        case .found(let route, let parameters): return (route, parameters)
        case .otherMethods(let methods, let other):
            neighbour = other
            throw ProblemError(
                Problem(405, "wrong_method", "this address is not for `\(method.rawValue)`"),
                headers: [.allow: methods.map(\.rawValue).joined(separator: ", ")])
        case .nowhere:
            throw ProblemError(Problem(404, "unknown_address", "there is nothing at this address"))
        }
    }

    private func identified(
        _ credentials: Credentials?, for route: Route
    ) async throws -> (Caller?, Session?) {
        do {
            switch credentials {
            case .token(let token): return (try await authenticator.caller(token: token), nil)
            case .session(let secret):
                let (caller, session) = try await authenticator.caller(session: secret)
                return (caller, session)
            case nil:
                // A page acts with the session's secret, so people sign in all the same.
                guard route.audience.isPrograms else { return (nil, nil) }
                return (try await authenticator.callerWithoutCredentials(), nil)
            }
        } catch  where error.code == "unauthenticated" {
            // Who was signed in until now can still see what anybody may.
            if case .open = route.access { return (nil, nil) }
            throw error
        }
    }

    private func admit(_ caller: Caller?, to route: Route) async throws {
        switch route.access {
        case .open: return
        case .signedIn: guard caller == nil else { return }
        case .permission(let permission):
            guard let caller else { break }
            guard caller.access.workspaces(for: permission).isEmpty else { return }
            await health.platform.recordRefusal(
                of: permission, to: caller, on: .visible, code: "not_allowed")
            throw Failure.refused(
                "not_allowed",
                "you may not do this: it needs `\(permission.rawValue)`, which none of your roles "
                    + "gives; an administrator can grant one that does")
        }
        throw Failure.fault(
            "unauthenticated", "sign in, or send a token as `Authorization: Bearer …`")
    }

    /// INVARIANT: what a browser sends by itself, its cookie, is never enough to change something:
    /// a page's form carries the session's secret too, which the page's handler asks for.
    private func guardChange(
        _ head: HTTPRequest, _ credentials: Credentials?, _ session: Session?, _ route: Route
    ) throws {
        guard !(head.method == .get || head.method == .head) else { return }
        if case .token = credentials {
        } else {
            guard origins.allowsChange(head.headerFields) else { throw Self.otherSite }
        }
        if let session, route.audience.isPrograms,
            !session.accepts(csrf: head.headerFields[Self.csrfToken] ?? "")
        {
            throw Self.otherSite
        }
    }
}

// What goes wrong.
extension Responder {
    static func problem(_ error: any Error) -> ProblemError {
        switch error {
        case let error as ProblemError: error
        case let failure as Failure: ProblemError(Problem(failure))
        case is CancellationError:
            ProblemError(Problem(503, "stopping", "the server is stopping", retryAfterSeconds: 1))
        // INVARIANT: what an error of another kind says stays here; it may name files and tables.
        default: ProblemError(Problem(500, "unexpected", "something went wrong in the server"))
        }
    }

    private func refused(
        _ incoming: Incoming, _ error: ProblemError, _ audience: Route.Audience?,
        _ reader: (Caller, Session)?
    ) -> ServerResponse {
        let problem = error.problem
        var response: ServerResponse
        if case .others(let phrasing) = audience {
            response = phrasing.answer(problem, incoming.id)
        } else if wantsPage(incoming.head, audience) {
            // A form that was sent is not sent again by going to its address.
            let next = incoming.head.method == .get ? incoming.head.path ?? "/" : "/"
            response = .html(errorPage(problem, reader, next), status: problem.status)
        } else {
            response = ServerResponse(
                problem.status, type: "application/problem+json",
                problem.json(request: incoming.id).canonicalBytes)
            if problem.status == 401 { response.headers[.wwwAuthenticate] = "Bearer" }
        }
        response.headers.append(contentsOf: error.headers)
        if let seconds = problem.retryAfterSeconds { response.headers[.retryAfter] = "\(seconds)" }
        return response
    }

    private func wantsPage(_ head: HTTPRequest, _ audience: Route.Audience?) -> Bool {
        switch audience {
        case .people: true
        case .programs, .others: false
        case nil:
            (head.headerFields[.accept]?.contains("text/html") ?? false)
                && !(head.path ?? "").hasPrefix("/api/")
        }
    }
}

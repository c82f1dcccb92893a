package import API
package import Governance
package import HTTPTypes

/// Who may come in by a route.
///
/// INVARIANT: there is no case for "not said": a route without a stated permission does not compile.
package enum RouteAccess: Sendable, Equatable {
    /// Anybody, for the reason given.
    case open(because: String)
    /// Whoever is signed in.
    case signedIn
    /// Whoever has the permission somewhere; what it is about is checked when it is done.
    case permission(Permission)

    /// INVARIANT: what is one's own needs no role; who it belongs to is checked when it is done.
    package static func needing(_ permission: Permission) -> RouteAccess {
        permission == .useOwnAccount ? .signedIn : .permission(permission)
    }
}

/// One way in: method and path, who may, and what happens.
package struct Route: Sendable {
    package typealias Handle = @Sendable (ServerRequest) async throws -> ServerResponse

    package let method: HTTPRequest.Method
    package let path: RoutePath
    package let access: RouteAccess
    /// Whether it answers people, with pages, or programs, with JSON.
    package let audience: Audience
    /// What it changes nothing by; such a route is served while the ledger cannot be written.
    package let isReading: Bool
    package let bodyByteCountMax: Int
    package let handle: Handle
    /// How it stands in OpenAPI; pages and protocols of others do not.
    package let endpoint: Endpoint?

    package enum Audience: Sendable, Equatable {
        case people, programs
        /// Programs of others, which want problems in words of their own.
        case others(ProblemPhrasing)

        static let queryCountMax = 2_000

        /// How many fields a query has at most: others ask for many things by one address.
        var queryCountMax: Int {
            switch self {
            case .people, .programs: 200
            case .others: Self.queryCountMax
            }
        }

        var isPrograms: Bool {
            switch self {
            case .people: false
            case .programs, .others: true
            }
        }
    }

    package init(
        _ method: HTTPRequest.Method, _ path: String, access: RouteAccess,
        audience: Audience = .programs, isReading: Bool? = nil, bodyByteCountMax: Int = 1 << 20,
        endpoint: Endpoint? = nil, handle: @escaping Handle
    ) {
        self.method = method
        self.path = RoutePath(path)
        self.access = access
        self.audience = audience
        self.isReading = isReading ?? (method == .get || method == .head)
        self.bodyByteCountMax = bodyByteCountMax
        self.endpoint = endpoint
        self.handle = handle
    }
}

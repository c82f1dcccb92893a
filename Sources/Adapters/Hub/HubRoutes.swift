import Governance
package import HTTPServer
import HTTPTypes
package import Operations
import Transparency

/// The ways in for clients of the Hugging Face Hub, under the paths that they expect.
package struct HubRoutes {
    let platform: Platform
    let authenticator: any Authenticating
    /// Where projects come from that are not here; `nil` when nowhere.
    let mirror: HubMirror?
    let uploads = LargeFileUploads()

    /// `authenticator`: Who is behind a token that an upload began with.
    package init(
        platform: Platform, authenticator: any Authenticating, mirror: HubMirror? = nil
    ) {
        self.platform = platform
        self.authenticator = authenticator
        self.mirror = mirror
    }

    package var routes: [Route] {
        modelRoutes + fileRoutes + uploadRoutes + largeFileRoutes + about + nowhere
    }

    /// A route under a repository's name, which has one part or two.
    func repository(
        _ method: HTTPRequest.Method, _ before: String, _ after: String, _ permission: Permission,
        bodyByteCountMax: Int = 1 << 20, isReading: Bool? = nil, _ handle: @escaping Route.Handle
    ) -> [Route] {
        ["{owner}/{name}", "{owner}"].map { name in
            route(
                method, "\(before)\(name)\(after)", permission, bodyByteCountMax: bodyByteCountMax,
                isReading: isReading, handle)
        }
    }

    func route(
        _ method: HTTPRequest.Method, _ path: String, _ permission: Permission,
        bodyByteCountMax: Int = 1 << 20, isReading: Bool? = nil, _ handle: @escaping Route.Handle
    ) -> Route {
        Route(
            method, path, access: .permission(permission), audience: .others(HubProblem.phrasing),
            isReading: isReading, bodyByteCountMax: bodyByteCountMax, handle: handle)
    }

    /// What clients ask about whoever has a token.
    private var about: [Route] {
        [
            Route(
                .get, "/api/whoami-v2", access: .signedIn, audience: .others(HubProblem.phrasing)
            ) { request in
                let name = request.caller?.name ?? ""
                return .json([
                    "auth": [
                        "accessToken": ["displayName": "assay", "role": "write"],
                        "type": "access_token",
                    ],
                    "fullname": .string(name), "name": .string(name), "orgs": [], "type": "user",
                ])
            }
        ]
    }

    /// What a hub has and this server has not.
    private var nowhere: [Route] {
        ["/api/datasets/{rest...}", "/api/spaces/{rest...}", "/datasets/{rest...}"].map { path in
            Route(
                .get, path, access: .open(because: "it says that there is nothing"),
                audience: .others(HubProblem.phrasing)
            ) { _ in
                throw Failure.fault(
                    "unknown_repository", "this server has models only, no data sets or spaces")
            }
        }
    }
}

extension ServerRequest {
    /// The repository that an address names.
    var project: String {
        [parameters["owner"], parameters["name"]].compactMap(\.self).joined(separator: "/")
    }
}

@testable import HTTPServer

/// Addresses of routes, with something in the place of each parameter.
enum RouteTargets {
    /// What stands there, so that only what is put in its place is wrong.
    private static let plausible = [
        "version": "model:mail@1", "old": "model:mail@1", "new": "model:mail@1", "index": "0",
        "record": "0", "name": "high-risk", "id": "0", "webhook": "wh_0",
        "digest": "sha256:" + String(repeating: "a", count: 64), "path": "0/000",
        "decision": String(repeating: "a", count: 64),
    ]

    static func plain(_ route: Route) -> String { target(route, replacing: nil, with: "") }

    /// One for each parameter of the route, with a text in its place as it stands.
    static func all(_ route: Route, with text: String) -> [String] {
        names(of: route).map { target(route, replacing: $0, with: text) }
    }

    static func names(of route: Route) -> [String] {
        route.path.parts.compactMap { part in
            switch part {
            case .fixed: nil
            case .parameter(let name), .rest(let name): name
            }
        }
    }

    private static func target(
        _ route: Route, replacing replaced: String?, with text: String
    ) -> String {
        "/"
            + route.path.parts.map { part in
                switch part {
                case .fixed(let fixed): fixed
                case .parameter(let name), .rest(let name):
                    name == replaced ? text : plausible[name] ?? "none"
                }
            }.joined(separator: "/")
    }
}

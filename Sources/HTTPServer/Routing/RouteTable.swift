package import HTTPTypes

/// All ways in, and which of them a request means.
package struct RouteTable: Sendable {
    package let routes: [Route]
    private let root: Node

    package enum Match: Sendable {
        case found(Route, parameters: [String: String])
        /// Something is there, for other methods; one of its routes says to whom.
        case otherMethods([HTTPRequest.Method], Route)
        case nowhere
    }

    /// - Precondition: no two routes have the same method and path.
    package init(_ routes: [Route]) {
        self.routes = routes
        var root = Node()
        for route in routes { root.insert(route, route.path.parts[...]) }
        self.root = root
    }

    /// The route for a method and decoded parts of a path; fixed parts go before parameters, and
    /// `HEAD` is served by `GET`.
    ///
    /// - Complexity: O(parts) but for ambiguous paths, of which there are two at most.
    package func match(_ method: HTTPRequest.Method, _ parts: [String]) -> Match {
        var parameters: [String: String] = [:]
        guard let node = root.find(parts[...], &parameters) else { return .nowhere }
        let asked = method == .head && node.routes[.head] == nil ? .get : method
        if let route = node.routes[asked] { return .found(route, parameters: parameters) }
        let methods = node.routes.keys.sorted { $0.rawValue < $1.rawValue }
        guard let first = methods.first.flatMap({ node.routes[$0] }) else { return .nowhere }
        return .otherMethods(methods, first)
    }
}

extension RouteTable {
    private struct Node: Sendable {
        var routes: [HTTPRequest.Method: Route] = [:]
        var fixed: [String: Node] = [:]
        var parameter: [String: Node] = [:]
        var rest: [String: Node] = [:]

        mutating func insert(_ route: Route, _ parts: ArraySlice<RoutePath.Part>) {
            guard let part = parts.first else {
                precondition(
                    routes[route.method] == nil, "`\(route.method) \(route.path.text)` stands twice"
                )
                routes[route.method] = route
                return
            }
            switch part {
            case .fixed(let text): fixed[text, default: Node()].insert(route, parts.dropFirst())
            case .parameter(let name):
                parameter[name, default: Node()].insert(route, parts.dropFirst())
            case .rest(let name): rest[name, default: Node()].insert(route, parts.dropFirst())
            }
        }

        func find(
            _ parts: ArraySlice<String>, _ parameters: inout [String: String]
        ) -> Node? {
            guard let part = parts.first else { return routes.isEmpty ? nil : self }
            if let found = fixed[part]?.find(parts.dropFirst(), &parameters) { return found }
            // A slash at the end is there for routes that say so, and for no parameter.
            guard parts.last?.isEmpty != true || parts.count > 1 else { return nil }
            for (name, node) in parameter {
                guard let found = node.find(parts.dropFirst(), &parameters) else { continue }
                parameters[name] = part
                return found
            }
            for (name, node) in rest where !node.routes.isEmpty && parts.last?.isEmpty != true {
                parameters[name] = parts.joined(separator: "/")
                return node
            }
            return nil
        }
    }
}

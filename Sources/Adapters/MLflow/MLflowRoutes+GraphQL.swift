import Governance
import HTTPServer
import HTTPTypes
import Operations
import Tracking
import Transparency

// What MLflow's own pages ask for several things at once by.
extension MLflowRoutes {
    var graphQLRoutes: [Route] {
        let asked =
            experiments + datasetRoutes + runRoutes + metricRoutes + artifactRoutes
            + modelVersionRoutes
        let prefix = "/api/2.0/mlflow/"
        let paths = Set(GraphQLSchema.roots.values.compactMap(\.path))
        var routes: [String: Route] = [:]
        for route in asked where route.path.text.hasPrefix(prefix) {
            let path = String(route.path.text.dropFirst(prefix.count))
            if paths.contains(path) { routes[path] = route }
        }
        return [
            Route(
                .post, "/graphql", access: .permission(.readRuns),
                audience: .others(MLflowProblem.phrasing), isReading: true
            ) { [routes] request in
                let asked = try await MLflowRequest(request)
                let operation: GraphQLDocument.Operation
                do throws(GraphQLProblem) {
                    let document = try GraphQLDocument(
                        try asked.graphQL("query"), variables: asked.variables)
                    operation = try document.operation(named: try asked.operationName)
                } catch {
                    return .json(["data": .null, "errors": [.string(error.message)]])
                }
                var answer = GraphQLAnswer(routes, for: request)
                return .json(try await answer.answer(operation))
            }
        ]
    }
}

extension MLflowRequest {
    fileprivate func graphQL(_ name: String) throws(GraphQLProblem) -> String {
        guard let text = value(name)?.stringValue else {
            throw GraphQLProblem("Must provide a query.")
        }
        return text
    }

    fileprivate var variables: [String: JSON] { value("variables")?.objectValue ?? [:] }

    fileprivate var operationName: String? {
        get throws(GraphQLProblem) {
            guard let name = value("operationName") else { return nil }
            guard let text = name.stringValue else {
                throw GraphQLProblem("The operation's name is no text.")
            }
            return text
        }
    }
}

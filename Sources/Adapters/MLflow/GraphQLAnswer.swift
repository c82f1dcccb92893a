import HTTPServer
import HTTPTypes
import NIOCore
import Operations
import Tracking
import Transparency

/// Answers one GraphQL query out of the answers of other routes.
///
/// INVARIANT: everything in it was answered by a route to the very caller, who is asked for the
/// permission there; nothing is read besides.
struct GraphQLAnswer {
    private let routes: [String: Route]
    private let request: ServerRequest
    /// Answers that are asked for again and again, such as an experiment's for each of its runs.
    private var known: [String: JSON] = [:]
    private var callCount = 0

    /// Routes that one query asks at most.
    static let callCountMax = 1_000
    private static let limits = JSONLimits(
        byteCountMax: 64 << 20, depthMax: 64, valueCountMax: 1 << 21)

    /// `routes`: By the path below `mlflow/`.
    init(_ routes: [String: Route], for request: ServerRequest) {
        self.routes = routes
        self.request = request
    }

    mutating func answer(_ operation: GraphQLDocument.Operation) async throws -> JSON {
        var (data, errors): ([String: JSON], [JSON]) = ([:], [])
        for field in operation.fields {
            do {
                data[field.key] = try await root(field, isMutation: operation.isMutation)
            } catch let failure as Failure {
                data[field.key] = .null
                errors.append(.string(failure.message))
            }
        }
        return ["data": .object(data), "errors": errors.isEmpty ? .null : .array(errors)]
    }

    private mutating func root(_ field: GraphQLField, isMutation: Bool) async throws -> JSON {
        let type = isMutation ? "Mutation" : "Query"
        if field.name == "__typename" { return .string(type) }
        guard let root = GraphQLSchema.roots[field.name],
            isMutation ? root.isOfMutations : root.isOfQueries
        else { throw Self.unknown(field.name, type) }
        guard let path = root.path else {
            let echo: JSON = ["output": field.arguments["inputString"] ?? .null]
            return try await object(echo, field, root.type)
        }
        let input = field.arguments["input"]?.objectValue ?? [:]
        let asked = Dictionary(
            input.map { (GraphQLSchema.snakeCase($0.key), $0.value) }, uniquingKeysWith: { $1 })
        return try await object(try await call(path, asked), field, root.type)
    }

    private static func unknown(_ name: String, _ type: String) -> Failure {
        MLflowProblem.invalid("Cannot query field '\(name.prefix(100))' on type '\(type)'.")
    }

    /// What is asked for of an object, of which `source` may say nothing.
    private mutating func object(
        _ source: JSON, _ asked: GraphQLField, _ type: String
    ) async throws -> JSON {
        guard !asked.fields.isEmpty else {
            throw MLflowProblem.invalid(
                "Field '\(asked.name.prefix(100))' of type '\(type)' must have a selection of "
                    + "subfields.")
        }
        var members: [String: JSON] = [:]
        for field in asked.fields {
            guard field.name != "__typename" else {
                members[field.key] = .string(type)
                continue
            }
            guard let kind = GraphQLSchema.types[type]?[field.name] else {
                throw Self.unknown(field.name, type)
            }
            let value =
                if type == "MlflowRunExtension", field.name == "experiment" {
                    try await experiment(of: source)
                } else if type == "MlflowRunExtension", field.name == "modelVersions" {
                    try await versions(of: source)
                } else {
                    source[GraphQLSchema.snakeCase(field.name)] ?? .null
                }
            members[field.key] = try await self.value(value, field, kind)
        }
        return .object(members)
    }

    /// A field as GraphQL has it; what there is none of is empty, as in MLflow's messages.
    private mutating func value(
        _ value: JSON, _ field: GraphQLField, _ kind: GraphQLSchema.Kind
    ) async throws -> JSON {
        switch kind {
        case .text: return value.isNull ? "" : value
        case .flag: return value.isNull ? false : value
        case .float:
            // GraphQL has no number for `NaN` and the infinities, which come as texts.
            return value.isNull ? 0 : value.stringValue == nil ? value : .null
        case .long: return .string(value.mlflowInteger.map { "\($0)" } ?? "0")
        case .nothing: return .null
        case .texts: return value.isNull ? [] : value
        case .object(let type): return try await object(value, field, type)
        case .objects(let type):
            var elements: [JSON] = []
            for element in value.arrayValue ?? [] {
                elements.append(try await object(element, field, type))
            }
            return .array(elements)
        }
    }

    private mutating func experiment(of run: JSON) async throws -> JSON {
        let id = run["info"]?["experiment_id"] ?? ""
        if let experiment = known[id.canonical] { return experiment }
        let answer = try await call("experiments/get", ["experiment_id": id])
        let experiment = answer["experiment"] ?? .null
        known[id.canonical] = experiment
        return experiment
    }

    private mutating func versions(of run: JSON) async throws -> JSON {
        // A run's id is this server's own word, in which no quote stands.
        let id = run["info"]?["run_id"]?.stringValue ?? ""
        let answer = try await call(
            "model-versions/search", ["filter": .string("run_id = '\(id)'")])
        return answer["model_versions"] ?? []
    }

    /// Asks another route in the caller's name.
    private mutating func call(_ path: String, _ asked: [String: JSON]) async throws -> JSON {
        callCount += 1
        guard callCount <= Self.callCountMax, let route = routes[path] else {
            throw MLflowProblem.invalid("A query asks for too much at once; ask in pages.")
        }
        let isQuery = route.method == .get
        let response = try await route.handle(
            request.asking(
                route, query: isQuery ? Self.query(asked) : [],
                body: isQuery ? [] : JSON.object(asked).canonicalBytes))
        guard case .bytes(let buffer) = response.body,
            let json = try? JSON(parsing: Array(buffer.readableBytesView), limits: Self.limits)
        else { throw MLflowProblem.invalid("A query asks for too much at once; ask in pages.") }
        return json
    }

    private static func query(_ asked: [String: JSON]) -> [(name: String, value: String)] {
        asked.flatMap { name, value in
            (value.arrayValue ?? [value]).filter { !$0.isNull }.map { element in
                (name, element.stringValue ?? element.canonical)
            }
        }
    }
}

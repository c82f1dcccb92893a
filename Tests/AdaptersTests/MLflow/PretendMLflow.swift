import Operations
import Synchronization
import Transparency

/// An MLflow server in memory, as far as the one in front of it asks, which keeps what it was asked
/// and can be told to answer otherwise.
final class PretendMLflow: UpstreamServer {
    let address = "http://mlflow.example:5000"

    struct Asked: Sendable {
        let line: String
        let headers: [String: String]
        let body: [UInt8]

        var json: JSON { (try? JSON(parsing: body)) ?? .null }
    }

    struct State: Sendable {
        var asked: [Asked] = []
        var descriptions: [String: String] = [:]
        /// By `NAME/NUMBER`.
        var versions: [String: [String: JSON]] = [:]
        /// By `NAME/ALIAS`, the number.
        var aliases: [String: String] = [:]
        var files: [String: [UInt8]] = [:]
        /// The pages of a list, by the path's last two parts.
        var pages: [String: [JSON]] = [:]
        /// What is answered in place of what is there, by the path's end.
        var lies: [String: (status: Int, body: [UInt8])] = [:]
        var headers: UpstreamRequest.Headers = [("content-type", "application/json")]
    }

    private let state = Mutex(State())

    func with<Value: Sendable>(_ body: (inout sending State) -> sending Value) -> Value {
        state.withLock { body(&$0) }
    }

    var lines: [String] { with { $0.asked.map(\.line) } }

    /// A model with one version, whose files are there.
    func add(
        _ name: String, _ number: Int = 1, files: [String: [UInt8]],
        source: String? = nil, run: String = ""
    ) {
        let place = "0/models/m-\(name)\(number)/artifacts"
        with { state in
            state.descriptions[name] = state.descriptions[name] ?? ""
            state.versions["\(name)/\(number)"] = [
                "name": .string(name), "version": .string("\(number)"), "status": "READY",
                "creation_timestamp": 1_790_000_000_000, "current_stage": "None",
                "source": .string(source ?? "mlflow-artifacts:/\(place)"), "run_id": .string(run),
            ]
            for (path, bytes) in files { state.files["\(place)/\(path)"] = bytes }
        }
    }

    func send(_ request: UpstreamRequest) async throws -> UpstreamAnswer {
        var body: [UInt8] = []
        switch request.body {
        case nil: break
        case .bytes(let bytes): body = bytes
        case .stream(_, let pieces): try await pieces { body += $0 }
        }
        let halves = request.target.split(separator: "?", maxSplits: 1).map(String.init)
        var fields: [String: JSON] = (try? JSON(parsing: body))?.objectValue ?? [:]
        for pair in PercentEncoding.pairs(
            halves.count > 1 ? halves[1] : "", countMax: 100) ?? []
        {
            fields[pair.name] = .string(pair.value)
        }
        let asked = Asked(
            line: "\(request.method) \(request.target)",
            headers: Dictionary(
                request.headers.map { ($0.name.lowercased(), $0.value) }
            ) { $1 }, body: body)
        let sent = fields
        return with { state in
            state.asked.append(asked)
            let path = halves[0]
            var answer: (Int, [UInt8]) = Self.answer(request.method, path, sent, body, &state)
            if let lie = state.lies.first(where: { path.hasSuffix($0.key) })?.value {
                answer = (lie.status, lie.body)
            }
            let bytes = answer.1
            return UpstreamAnswer(status: answer.0, headers: state.headers) { consume in
                try await consume(bytes)
            }
        }
    }

    private static func answer(
        _ method: String, _ path: String, _ fields: [String: JSON], _ body: [UInt8],
        _ state: inout State
    ) -> (Int, [UInt8]) {
        let files = "/api/2.0/mlflow-artifacts/artifacts"
        if path == files { return listing(fields["path"]?.stringValue ?? "", state) }
        if path.hasPrefix(files + "/") {
            let name = PercentEncoding.decode(path.dropFirst(files.count + 1)) ?? ""
            if method == "PUT" { state.files[name] = body }
            return state.files[name].map { (200, method == "PUT" ? Array("{}".utf8) : $0) }
                ?? missing
        }
        let end = path.split(separator: "/").suffix(2).joined(separator: "/")
        if let pages = state.pages[end] { return page(of: pages, fields) }
        let name = fields["name"]?.stringValue ?? ""
        let alias = "\(name)/\(fields["alias"]?.stringValue ?? "")"
        let key = "\(name)/\(fields["version"]?.stringValue ?? "")"
        switch (method, end) {
        case ("POST", "model-versions/create"):
            let number = state.versions.keys.count { $0.hasPrefix(name + "/") } + 1
            state.versions["\(name)/\(number)"] = fields.merging([
                "version": .string("\(number)"), "status": "READY",
                "creation_timestamp": 1_790_000_000_001,
            ]) { $1 }
            return version("\(name)/\(number)", state)
        case ("GET", "model-versions/get"): return version(key, state)
        case ("GET", "model-versions/get-download-uri"):
            return state.versions[key].map { done(["artifact_uri": $0["source"] ?? ""]) }
                ?? missing
        case ("GET", "model-versions/search"):
            return done(["model_versions": .array(state.versions.values.map(JSON.object))])
        case ("GET", "registered-models/get"):
            return state.descriptions[name].map {
                done([
                    "registered_model": ["name": .string(name), "description": .string($0)]
                ])
            } ?? missing
        case ("POST", "registered-models/alias"):
            state.aliases[alias] = fields["version"]?.stringValue
            return done([:])
        case ("DELETE", "registered-models/alias"):
            state.aliases[alias] = nil
            return done([:])
        case ("GET", "registered-models/alias"):
            return state.aliases[alias].map { version("\(name)/\($0)", state) } ?? missing
        case ("POST", "model-versions/transition-stage"):
            state.versions[key]?["current_stage"] = fields["stage"]
            return version(key, state)
        case ("DELETE", "model-versions/delete"):
            state.versions[key] = nil
            return done([:])
        default: return done(["passed": true])
        }
    }

    private static func listing(_ folder: String, _ state: State) -> (Int, [UInt8]) {
        var names: [String: Bool] = [:]
        for path in state.files.keys where path.hasPrefix(folder + "/") {
            let rest = path.dropFirst(folder.count + 1)
            names[String(rest.prefix { $0 != "/" })] = rest.contains("/")
        }
        return done([
            "files": .array(
                names.keys.sorted().map { name in
                    ["path": .string(name), "is_dir": .bool(names[name] == true)]
                })
        ])
    }

    /// No page has what a filter asks for: that is for prompts alone.
    private static func page(of pages: [JSON], _ fields: [String: JSON]) -> (Int, [UInt8]) {
        guard fields["filter"] == nil else { return done([:]) }
        let number = fields["page_token"]?.stringValue.flatMap { Int($0) } ?? 0
        guard number < pages.count else { return missing }
        var members = pages[number].objectValue ?? [:]
        if number + 1 < pages.count { members["next_page_token"] = .string("\(number + 1)") }
        return done(.object(members))
    }

    private static func version(_ key: String, _ state: State) -> (Int, [UInt8]) {
        state.versions[key].map { done(["model_version": .object($0)]) } ?? missing
    }

    private static func done(_ json: JSON) -> (Int, [UInt8]) { (200, json.canonicalBytes) }

    private static let missing: (Int, [UInt8]) = (
        404,
        JSON.object(["error_code": "RESOURCE_DOES_NOT_EXIST", "message": "none"])
            .canonicalBytes
    )
}

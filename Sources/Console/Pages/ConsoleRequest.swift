import Governance
package import Operations
package import Transparency

/// What a browser asks for, read and authenticated.
package struct ConsoleRequest: Sendable {
    /// Decoded.
    package let path: [String]
    /// What stands in the path for `{…}`, decoded.
    package let parameters: [String: String]
    package let query: [(name: String, value: String)]
    /// The fields of a form that was sent.
    package let form: [(name: String, value: String)]
    package let caller: Caller
    /// To be sent back with every form, in its field `csrf`.
    package let csrf: String
    /// Where it came from, as far as the server knows.
    package let source: String
    package let now: Instant
    /// Where the browser found this server, such as `https://assay.example:8420`.
    package let site: String

    package init(
        path: [String], parameters: [String: String], query: [(name: String, value: String)],
        form: [(name: String, value: String)], caller: Caller, csrf: String,
        source: String, now: Instant, site: String
    ) {
        self.path = path
        self.parameters = parameters
        self.query = query
        self.form = form
        self.caller = caller
        self.csrf = csrf
        self.source = source
        self.now = now
        self.site = site
    }
}

extension ConsoleRequest {
    var actor: Actor { .authenticated(caller, as: nil) }

    func allows(_ permission: Permission, in workspace: Workspace) -> Bool {
        caller.access.allows(permission, in: workspace)
    }

    func allows(_ permission: Permission) -> Bool {
        !caller.access.workspaces(for: permission).isEmpty
    }

    func parameter(_ name: String) -> String { parameters[name] ?? "" }

    /// The first of that name, without white space around; `nil` when there is none or it is empty.
    func asked(_ name: String) -> String? { Self.first(name, in: query) }
    func field(_ name: String) -> String? { Self.first(name, in: form) }

    private static func first(
        _ name: String, in pairs: [(name: String, value: String)]
    ) -> String? {
        let value = pairs.first { $0.name == name }?.value ?? ""
        let start = value.drop(while: \.isWhitespace)
        let trimmed = String(start.reversed().drop(while: \.isWhitespace).reversed())
        return trimmed.isEmpty ? nil : trimmed
    }

    func moment(_ instant: Instant) -> Moment { Moment(instant, now: now) }
    func moment(_ text: String?) -> Moment? { text.flatMap { Instant($0) }.map(moment) }

    func page(
        _ title: String, in section: Section?, status: Int = 200, _ view: some View
    ) throws -> ConsoleResponse {
        let frame = PageFrame(
            title: title, section: section, caller: caller, csrf: csrf, find: asked("q") ?? "",
            content: try Templates.render(view))
        return .page(status: status, html: try Templates.render(frame))
    }

    func version(_ name: String = "version") throws(Failure) -> VersionName {
        let text = parameter(name)
        guard let version = VersionName(text) else {
            throw .fault(
                "bad_version", "`\(text)` names no version; one looks like `model:income@2`")
        }
        return version
    }
}

import Governance
package import Operations
package import Transparency

extension IssueToken: APIOperation {
    package static let endpoint = Endpoint(
        .post, "/tokens", name: "issueToken",
        "Make a token for oneself, or for a service; its text is shown once.",
        body: .object(
            ["label": .text(max: 64, min: 1, example: "ci"), "expiresAt": .instant],
            optional: [
                "for": .orNull(.accountName.described("A service; oneself unless said.")),
                "permissions": .orNull(
                    .list(.oneOf(Permission.allCases.map(\.rawValue)), max: 100)
                        .described("What it is for; all that its owner may unless said.")),
                "workspaces": .orNull(
                    .list(.text(max: 64, min: 1), max: 1000)
                        .described("Where; all of its owner's unless said.")),
            ]),
        answer: .object(
            ["id": .text(max: 64), "token": .text(max: 200), "expiresAt": .instant],
            isOpen: true), status: 201, problems: [404, 409])

    package init(_ request: APIRequest) throws {
        self.init(
            for: try request.optionalText("for"), label: try request.text("label"),
            permissions: try request.all("permissions", as: "permissions") {
                Permission(rawValue: $0)
            },
            workspaces: try request.all("workspaces", as: "workspaces") { Workspace($0) },
            expiresAt: try request.parsed("expiresAt", as: "a date such as 2026-12-31") {
                Instant($0)
            }, by: request.actor)
    }

    package var call: APICall {
        APICall(
            body: [
                "for": name.map(JSON.string) ?? .null, "label": .string(label),
                "permissions": scope.json["permissions"] ?? .null,
                "workspaces": scope.json["workspaces"] ?? .null,
                "expiresAt": .string(expiresAt.description),
            ])
    }

    package static func json(_ answer: Issued) -> JSON {
        [
            "id": .string(answer.id), "token": .string(answer.text),
            "expiresAt": .string(answer.expiresAt.description),
        ]
    }

    package static func answer(_ json: JSON) -> Issued? {
        guard let id = json["id"]?.stringValue, let text = json["token"]?.stringValue,
            let expiresAt = json["expiresAt"]?.stringValue.flatMap({ Instant($0) })
        else { return nil }
        return Issued(text: text, id: id, expiresAt: expiresAt)
    }
}

extension APIRequest {
    /// A list of names that must all be known; `nil` when it is not there.
    fileprivate func all<Value: Hashable>(
        _ name: String, as what: String, _ read: (String) -> Value?
    ) throws(Failure) -> Set<Value>? {
        guard let texts = try texts(name) else { return nil }
        let values = texts.compactMap(read)
        guard values.count == texts.count else { throw Self.malformed(name, "a list of \(what)") }
        return Set(values)
    }
}

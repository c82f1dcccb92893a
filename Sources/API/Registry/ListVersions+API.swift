import Governance
package import Ledger
package import Operations
package import Transparency

extension ListVersions: APIOperation {
    package static let endpoint = Endpoint(
        .get, "/versions", name: "listVersions", "Find versions, newest first.",
        parameters: fields.map {
            .init($0, in: .query, .text(max: 200), "Only versions whose \($0) is this.")
        } + [
            .init(
                "q", in: .query, .text(max: 400),
                "Words of the name or the purpose, or their beginnings."),
            .cursor, .limit,
        ],
        answer: .object(["versions": .list(.any), "next": .orNull(.text(max: 64))], isOpen: true),
        problems: [404])

    package static var isOfLedgerAlone: Bool { true }

    package init(_ request: APIRequest) throws {
        let matching = Self.fields.flatMap { field in
            request.queried(field).map { (field: field, value: $0) }
        }
        let known = Set(Self.fields + ["q", "cursor", "limit"])
        if let other = request.query.first(where: { !known.contains($0.name) }) {
            throw Failure.fault(
                "unknown_field",
                "versions have no field `\(other.name)`; there are \(Self.fields.inBackticks)")
        }
        let page = try request.page()
        self.init(
            matching: matching, text: try request.optionalText("q"), after: page.after,
            limit: page.limit, by: request.actor)
    }

    package var call: APICall {
        var query = matching.map { (name: $0.field, value: $0.value) }
        if let text { query.append(("q", text)) }
        return APICall(query: query + PageRequest(after: after, limit: limit).query)
    }

    package static func json(_ answer: RowPage) -> JSON {
        [
            "versions": .array(answer.rows.map(\.document)),
            "next": answer.next.json,
        ]
    }

    package static func answer(_ json: JSON) -> RowPage? {
        guard let documents = json["versions"]?.arrayValue else { return nil }
        let rows = documents.map { document in
            Row(
                table: ReadModel.versions.rawValue,
                key: document["version"]?["name"]?.stringValue ?? "", document: document)
        }
        return RowPage(rows, next: json.nextPage)
    }
}

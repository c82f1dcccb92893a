package import Operations
package import Transparency

extension ListInstallations: APIOperation {
    package static let endpoint = Endpoint(
        .get, "/installations", name: "listInstallations",
        "Who took which file of which package, with what installer and where, newest first.",
        parameters: fields.map {
            .init($0, in: .query, .text(max: 300), "Only installations whose \($0) is this.")
        } + [.cursor, .limit],
        answer: .object(
            ["installations": .list(.any), "next": .orNull(.text(max: 64))], isOpen: true))

    package init(_ request: APIRequest) throws {
        let matching = Self.fields.flatMap { field in
            request.queried(field).map { (field: field, value: $0) }
        }
        self.init(matching: matching, page: try request.page(), by: request.actor)
    }

    package var call: APICall {
        APICall(query: matching.map { (name: $0.field, value: $0.value) } + page.query)
    }

    package static func json(_ answer: Listed) -> JSON {
        ["installations": .array(answer.installations.map(\.json)), "next": answer.next.json]
    }

    package static func answer(_ json: JSON) -> Listed? {
        guard let rows = json["installations"]?.arrayValue else { return nil }
        let installations = rows.compactMap(Installation.init(json:))
        guard installations.count == rows.count else { return nil }
        return Listed(installations: installations, next: json.nextPage)
    }
}

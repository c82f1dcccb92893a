package import Operations
package import Transparency

extension ListFindings: APIOperation {
    package static let endpoint = Endpoint(
        .get, "/findings", name: "listFindings",
        "Findings that are open against versions, newest first.",
        parameters: fields.map {
            .init($0, in: .query, .text(max: 200), "Only findings whose \($0) is this.")
        } + [.cursor, .limit],
        answer: .object(["findings": .list(.any), "next": .orNull(.text(max: 64))], isOpen: true),
        problems: [404])

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
        ["findings": .array(answer.findings.map(\.json)), "next": answer.next.json]
    }

    package static func answer(_ json: JSON) -> Listed? {
        guard let findings = json["findings"]?.arrayValue else { return nil }
        let open = findings.compactMap(OpenFinding.init(json:))
        guard open.count == findings.count else { return nil }
        return Listed(findings: open, next: json.nextPage)
    }
}

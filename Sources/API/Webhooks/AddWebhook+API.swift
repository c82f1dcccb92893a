import Governance
import Ledger
package import Operations
package import Transparency

extension AddWebhook: APIOperation {
    package static let endpoint = Endpoint(
        .post, "/webhooks", name: "addWebhook",
        "Have a URL told of new records; the secret that messages are signed with is shown once.",
        body: .object(
            ["url": .text(max: 2048, min: 8, example: "https://example.org/assay")],
            optional: [
                "kinds": .orNull(.list(kind, max: RecordKind.allCases.count)),
                "format": .orNull(.oneOf(WebhookFormat.allCases.map(\.rawValue))),
            ]),
        answer: .object(
            [
                "id": .text(max: 40), "origin": .text(max: 400), "kinds": .list(kind),
                "secret": .text(max: 100),
            ], isOpen: true), status: 201, problems: [409, 422])

    fileprivate static let kind = Schema.oneOf(RecordKind.allCases.map(\.rawValue))

    package init(_ request: APIRequest) throws {
        let kinds = try request.texts("kinds")?.map { text throws(Failure) in
            guard let kind = RecordKind(rawValue: text) else {
                throw APIRequest.malformed("kinds", "a list of kinds of records")
            }
            return kind
        }
        self.init(
            url: try request.text("url"), kinds: kinds.map(Set.init),
            format: try request.optionallyParsed("format", as: "a format of messages") {
                WebhookFormat(rawValue: $0)
            } ?? .record, by: request.actor)
    }

    package var call: APICall {
        APICall(
            body: [
                "url": .string(url), "kinds": kinds.json, "format": .string(format.rawValue),
            ])
    }

    package static func json(_ answer: Added) -> JSON {
        [
            "id": .string(answer.id), "origin": .string(answer.origin),
            "kinds": answer.kinds.json, "secret": .string(answer.secret),
        ]
    }

    package static func answer(_ json: JSON) -> Added? {
        guard let id = json["id"]?.stringValue, let origin = json["origin"]?.stringValue,
            let kinds = json["kinds"].flatMap(Set<RecordKind>.init(json:)),
            let secret = json["secret"]?.stringValue
        else { return nil }
        return Added(id: id, origin: origin, kinds: kinds, secret: secret)
    }
}

extension RemoveWebhook: APIOperation {
    package static let endpoint = Endpoint(
        .delete, "/webhooks/{webhook}", name: "removeWebhook", "Tell a URL nothing more.",
        parameters: [.webhook], answer: .object([:], isOpen: true), problems: [404, 409])

    package init(_ request: APIRequest) throws {
        self.init(id: try request.text("webhook"), by: request.actor)
    }

    package var call: APICall { APICall(parameters: ["webhook": id]) }
    package static func json(_ answer: Void) -> JSON { [:] }
    package static func answer(_ json: JSON) -> Void? { () }
}

extension ReplayDelivery: APIOperation {
    package static let endpoint = Endpoint(
        .post, "/webhooks/{webhook}/deliveries/{record}/replay", name: "replayDelivery",
        "Tell a URL of a record again.",
        parameters: [
            .webhook, .init("record", in: .path, .count, "The index of the record."),
        ], answer: .object([:], isOpen: true), status: 202, problems: [404, 409])

    package init(_ request: APIRequest) throws {
        self.init(
            webhook: try request.text("webhook"),
            record: try request.parsed("record", as: "the index of a record") { text in
                Int(text).flatMap { $0 >= 0 ? $0 : nil }
            }, by: request.actor)
    }

    package var call: APICall {
        APICall(parameters: ["webhook": webhook, "record": "\(record)"])
    }
    package static func json(_ answer: Void) -> JSON { [:] }
    package static func answer(_ json: JSON) -> Void? { () }
}

extension ListWebhooks: APIOperation {
    package static let endpoint = Endpoint(
        .get, "/webhooks", name: "listWebhooks",
        "The URLs that are told of new records, and what they could not be told.",
        answer: .object(["webhooks": .list(.any)], isOpen: true))

    package init(_ request: APIRequest) throws { self.init(by: request.actor) }
    package var call: APICall { APICall() }

    package static func json(_ answer: [Listed]) -> JSON {
        ["webhooks": .array(answer.map(\.json))]
    }

    package static func answer(_ json: JSON) -> [Listed]? {
        json["webhooks"]?.all(Listed.init(json:))
    }
}

extension ListWebhooks.Listed {
    fileprivate var json: JSON {
        [
            "id": .string(webhook.id), "origin": .string(webhook.origin),
            "kinds": webhook.kinds.json, "format": .string(webhook.format.rawValue),
            "addedAt": .string(webhook.addedAt),
            "addedBy": .string(webhook.addedBy.text), "next": JSON(next),
            "waiting": JSON(waitingCount), "dead": .array(dead.map(\.json)),
        ]
    }

    fileprivate init?(json: JSON) {
        let row = Row(
            table: ReadModel.webhooks.rawValue, key: json["id"]?.stringValue ?? "", document: json)
        guard let webhook = Webhook(row), let next = json["next"]?.intValue,
            let waiting = json["waiting"]?.intValue,
            let dead = json["dead"]?.all({ WebhookDelivery(json: $0) })
        else { return nil }
        self.init(webhook: webhook, next: next, waitingCount: waiting, dead: dead)
    }
}

extension Set<RecordKind> {
    fileprivate var json: JSON { .array(map(\.rawValue).sorted().map(JSON.string)) }

    fileprivate init?(json: JSON) {
        guard let kinds = json.all({ $0.stringValue.flatMap(RecordKind.init(rawValue:)) }) else {
            return nil
        }
        self.init(kinds)
    }
}

extension Endpoint.Parameter {
    fileprivate static let webhook = Endpoint.Parameter(
        "webhook", in: .path, .text(max: 40, min: 1), "A webhook's id.")
}

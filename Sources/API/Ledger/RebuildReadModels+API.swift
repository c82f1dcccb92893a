package import Operations
package import Transparency

extension RebuildReadModels: APIOperation {
    package static let endpoint = Endpoint(
        .post, "/log/rebuild", name: "rebuildReadModels",
        "Make every read model again from the records.", body: .object([:]),
        answer: ReadModelsReport.schema)

    package init(_ request: APIRequest) throws { self.init(by: request.actor) }
    package var call: APICall { APICall(body: [:]) }
    package static func json(_ answer: ReadModelsReport) -> JSON { answer.json }
    package static func answer(_ json: JSON) -> ReadModelsReport? { ReadModelsReport(json: json) }
}

extension CheckReadModels: APIOperation {
    package static let endpoint = Endpoint(
        .get, "/log/read-models", name: "checkReadModels",
        "Compare every read model with what the records make.", answer: ReadModelsReport.schema)

    package init(_ request: APIRequest) throws { self.init(by: request.actor) }
    package var call: APICall { APICall() }
    package static func json(_ answer: ReadModelsReport) -> JSON { answer.json }
    package static func answer(_ json: JSON) -> ReadModelsReport? { ReadModelsReport(json: json) }
}

extension ReadModelsReport {
    fileprivate static let schema = Schema.object(
        ["records": .count, "rows": .count, "differed": .count, "differences": .list(.text())],
        isOpen: true)

    fileprivate var json: JSON {
        [
            "records": JSON(recordCount), "rows": JSON(rowCount), "differed": JSON(differenceCount),
            "differences": .array(differences.map(JSON.string)),
        ]
    }

    fileprivate init?(json: JSON) {
        guard let records = json["records"]?.intValue, let rows = json["rows"]?.intValue,
            let differed = json["differed"]?.intValue,
            let differences = json["differences"]?.arrayValue?.compactMap(\.stringValue)
        else { return nil }
        self.init(
            recordCount: records, rowCount: rows, differenceCount: differed,
            differences: differences)
    }
}

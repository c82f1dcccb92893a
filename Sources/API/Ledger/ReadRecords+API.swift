import Governance
package import Operations
package import Transparency

extension ReadRecords: APIOperation {
    package static let endpoint = Endpoint(
        .get, "/log/records", name: "readRecords", "Records of the ledger as they are kept.",
        parameters: [
            .init("from", in: .query, .count, "The index of the first; the newest unless said."),
            .init("count", in: .query, .whole(1...countMax), "How many at most; 20 unless said."),
        ], answer: .object(["records": .list(.any)], isOpen: true))

    package init(_ request: APIRequest) throws {
        self.init(
            from: try request.whole("from", in: 0...JSON.integerMax),
            count: try request.whole("count", in: 1...Self.countMax) ?? 20, by: request.actor)
    }

    package var call: APICall {
        APICall(
            query: [(name: "count", value: "\(count)")]
                + (from.map { [(name: "from", value: "\($0)")] } ?? []))
    }

    package static func json(_ answer: [Entry]) -> JSON {
        ["records": .array(answer.map { ["index": JSON($0.index), "record": $0.json] })]
    }

    package static func answer(_ json: JSON) -> [Entry]? {
        json["records"]?.all { entry in
            guard let index = entry["index"]?.intValue, let record = entry["record"] else {
                return nil
            }
            return Entry(index: index, json: record)
        }
    }
}

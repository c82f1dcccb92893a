package import Operations
package import Transparency

extension FindRecord: APIOperation {
    package static let endpoint = Endpoint(
        .get, "/log/find", name: "findRecord", "The record of a version, a decision, or an index.",
        parameters: [
            .init(
                "target", in: .query, .text(max: 200, min: 1), "A version, a decision or an index.")
        ],
        answer: .object(["index": .count, "what": .text()], isOpen: true), problems: [404])

    package init(_ request: APIRequest) throws {
        guard let target = try request.optionalText("target") else {
            throw APIRequest.malformed("target", "text")
        }
        self.init(target: target, by: request.actor)
    }

    package var call: APICall { APICall(query: [("target", target)]) }

    package static func json(_ answer: Found) -> JSON {
        ["index": JSON(answer.index), "what": .string(answer.what)]
    }

    package static func answer(_ json: JSON) -> Found? {
        guard let index = json["index"]?.intValue, let what = json["what"]?.stringValue else {
            return nil
        }
        return Found(index: index, what: what)
    }
}

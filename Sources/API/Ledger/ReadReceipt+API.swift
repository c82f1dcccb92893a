package import Operations
package import Transparency

extension ReadReceipt: APIOperation {
    package static let endpoint = Endpoint(
        .get, "/log/receipt", name: "readReceipt",
        "The proof that a version's release or registration, a decision or a record is in the ledger.",
        parameters: [
            .init(
                "target", in: .query, .text(max: 200, min: 1), "A version, a decision or an index.")
        ],
        answer: .object(
            ["index": .count, "receipt": .text(max: 1 << 20).described("C2SP tlog-proof.")],
            isOpen: true), problems: [404])

    package init(_ request: APIRequest) throws {
        guard let target = try request.optionalText("target") else {
            throw APIRequest.malformed("target", "text")
        }
        self.init(target: target, by: request.actor)
    }

    package var call: APICall { APICall(query: [("target", target)]) }

    package static func json(_ answer: LogProof) -> JSON {
        ["index": JSON(answer.index), "receipt": .string(answer.encoded)]
    }

    package static func answer(_ json: JSON) -> LogProof? {
        json["receipt"]?.stringValue.flatMap { try? LogProof(parsing: Array($0.utf8)) }
    }
}

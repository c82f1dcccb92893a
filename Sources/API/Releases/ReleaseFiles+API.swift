import Governance
package import Operations
package import Transparency

extension ReleaseFiles: APIOperation {
    package static let endpoint = Endpoint(
        .get, "/versions/{version}/release", name: "readRelease",
        "The signed files of a release: its statement and a bundle for each part.",
        parameters: [.version, .to],
        answer: .object(
            ["files": .list(.object(["name": .text(max: 255), "text": .text(max: 1 << 28)]))],
            isOpen: true), problems: [404])

    package init(_ request: APIRequest) throws {
        self.init(
            version: try request.version(), to: try request.environment(), by: request.actor)
    }

    package var call: APICall {
        APICall(parameters: ["version": version.description], query: [("to", to)])
    }

    package static func json(_ answer: [File]) -> JSON {
        [
            "files": .array(
                answer.map { ["name": .string($0.name), "text": .string($0.text)] })
        ]
    }

    package static func answer(_ json: JSON) -> [File]? {
        json["files"]?.all { file in
            guard let name = file["name"]?.stringValue, let text = file["text"]?.stringValue,
                !name.contains("/"), !name.hasPrefix(".")
            else { return nil }
            return File(name: name, text: text)
        }
    }
}

import Governance
package import Operations
package import Transparency

extension RecordLineage: APIOperation {
    /// Twenty thousand references fit, if they are digests.
    package static let bodyByteCountMax = 4 << 20

    package static let endpoint = Endpoint(
        .post, "/activities", name: "recordLineage",
        "Say that an activity made outputs of inputs.",
        body: .object(
            [
                "activity": .object(
                    [
                        "id": .text(max: LineageActivity.idByteCountMax, min: 1),
                        "kind": .oneOf(LineageActivity.Kind.allCases.map(\.rawValue)),
                        "name": .text(max: LineageActivity.nameByteCountMax, min: 1),
                        "inputs": .list(
                            .text(max: 1_000, min: 1), max: LineageActivity.referenceCountMax),
                        "outputs": .list(
                            .text(max: 1_000, min: 1), max: LineageActivity.referenceCountMax),
                    ], optional: ["statement": .any])
            ], optional: ["workspace": .orNull(.text(max: 64)), "statement": .any]),
        answer: .object(["isNew": .any], isOpen: true), status: 201, problems: [422])

    package init(_ request: APIRequest) throws {
        guard let said = request.body?["activity"], let activity = LineageActivity(json: said)
        else {
            throw APIRequest.malformed(
                "activity",
                "an activity whose inputs and outputs are references, such as `sha256:…`")
        }
        let workspace = try request.optionallyParsed("workspace", as: "a workspace") {
            Workspace($0)
        }
        let statement = request.body?["statement"].flatMap { $0 == .null ? nil : $0 }
        self.init(
            activity: activity, in: workspace ?? .standard, statement: statement?.canonicalBytes,
            by: request.actor)
    }

    package var call: APICall {
        let said = statement.flatMap { try? JSON(parsing: $0) } ?? .null
        return APICall(
            body: [
                "activity": activity.json, "workspace": .string(workspace.name), "statement": said,
            ])
    }

    package static func json(_ answer: Bool) -> JSON { ["isNew": .bool(answer)] }
    package static func answer(_ json: JSON) -> Bool? { json["isNew"]?.boolValue }
}

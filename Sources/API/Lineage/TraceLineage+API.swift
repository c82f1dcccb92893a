import Governance
package import Operations
package import Transparency

extension TraceLineage: APIOperation {
    package static let endpoint = Endpoint(
        .get, "/lineage", name: "traceLineage",
        "All that comes of something, or all that it comes of.",
        parameters: [
            Endpoint.Parameter(
                "of", in: .query, .text(max: 1_000, min: 1),
                "A version, a subject, a digest, or what another system calls it."),
            Endpoint.Parameter(
                "direction", in: .query, .oneOf(Direction.allCases.map(\.rawValue)),
                "What comes of it (`downstream`, unless said), or what it comes of."),
            Endpoint.Parameter(
                "limit", in: .query, .whole(1...limitMax), "How many things are listed."),
        ],
        answer: .object(
            ["of": .text(), "count": .any, "items": .list(.any), "versions": .list(.any)],
            isOpen: true), problems: [404, 422])

    package init(_ request: APIRequest) throws {
        guard let start = try request.optionalText("of") else {
            throw APIRequest.malformed("of", "text")
        }
        self.init(
            of: start,
            direction: try request.optionallyParsed("direction", as: "`downstream` or `upstream`") {
                Direction(rawValue: $0)
            } ?? .downstream,
            limit: try request.whole("limit", in: 1...Self.limitMax) ?? 10_000, by: request.actor)
    }

    package var call: APICall {
        APICall(
            query: [("of", of), ("direction", direction.rawValue), ("limit", String(limit))])
    }

    package static func json(_ answer: LineageTrace) -> JSON {
        [
            "of": .string(answer.of), "direction": .string(answer.direction.rawValue),
            "starts": JSON(answer.startCount), "count": JSON(answer.count),
            "items": .array(answer.items.map(json)), "versions": .array(answer.versions.map(json)),
            "deployments": .array(
                answer.deployments.map {
                    [
                        "version": .string($0.version), "model": .string($0.model),
                        "place": .string($0.place),
                    ]
                }),
        ]
    }

    private static func json(_ item: LineageTrace.Item) -> JSON {
        [
            "reference": .string(item.reference), "depth": JSON(item.depth),
            "from": item.from.map(JSON.string) ?? .null,
            "activity": item.activity.map(JSON.string) ?? .null,
            "activityName": item.activityName.map(JSON.string) ?? .null,
            "partOf": .array(item.partOf.map(JSON.string)),
        ]
    }

    private static func json(_ version: LineageTrace.Reached) -> JSON {
        [
            "version": .string(version.name.description),
            "releasedTo": .array(version.releasedTo.map(JSON.string)),
            "recalled": .bool(version.isRecalled),
        ]
    }

    package static func answer(_ json: JSON) -> LineageTrace? {
        guard let of = json["of"]?.stringValue,
            let direction = json["direction"]?.stringValue.flatMap(Direction.init(rawValue:)),
            let startCount = json["starts"]?.intValue, let count = json["count"]?.intValue,
            let items = json["items"]?.all(LineageTrace.Item.init(json:)),
            let versions = json["versions"]?.all(LineageTrace.Reached.init(json:)),
            let deployments = json["deployments"]?.all(LineageTrace.Deployment.init(json:))
        else { return nil }
        var trace = LineageTrace(of: of, direction: direction, startCount: startCount)
        (trace.count, trace.items) = (count, items)
        (trace.versions, trace.deployments) = (versions, deployments)
        return trace
    }
}

extension LineageTrace.Item {
    fileprivate init?(json: JSON) {
        guard let reference = json["reference"]?.stringValue,
            let depth = json["depth"]?.intValue, let versions = json["partOf"]?.all(\.stringValue)
        else { return nil }
        self.init(
            reference: reference, depth: depth, from: json["from"]?.stringValue,
            activity: json["activity"]?.stringValue,
            activityName: json["activityName"]?.stringValue, partOf: versions)
    }
}

extension LineageTrace.Reached {
    fileprivate init?(json: JSON) {
        guard let name = json["version"]?.stringValue.flatMap({ VersionName($0) }),
            let places = json["releasedTo"]?.all(\.stringValue),
            let isRecalled = json["recalled"]?.boolValue
        else { return nil }
        self.init(name: name, releasedTo: places, isRecalled: isRecalled)
    }
}

extension LineageTrace.Deployment {
    fileprivate init?(json: JSON) {
        guard let version = json["version"]?.stringValue, let model = json["model"]?.stringValue,
            let place = json["place"]?.stringValue
        else { return nil }
        self.init(version: version, model: model, place: place)
    }
}

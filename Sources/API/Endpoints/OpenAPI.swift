package import Transparency

/// The description of all endpoints, as OpenAPI 3.1 has it.
package struct OpenAPI: Sendable {
    package let endpoints: [Endpoint]

    package init(_ endpoints: [Endpoint]) { self.endpoints = endpoints }

    package var json: JSON {
        let byPath = Dictionary(grouping: endpoints, by: \.path)
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Assay", "version": "1",
                "summary": "Decides whether this exact AI system may ship, and proves why.",
                "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": "/"]],
            "security": [["token": []]],
            "paths": .object(byPath.mapValues(Self.item)),
            "components": [
                "schemas": ["Problem": Problem.schema.json],
                "securitySchemes": [
                    "token": [
                        "type": "http", "scheme": "bearer",
                        "description": "A token, as `assay token issue` or the console gives it.",
                    ]
                ],
                "responses": [
                    "Problem": [
                        "description": "Why not, as RFC 9457 has it.",
                        "content": [
                            "application/problem+json": [
                                "schema": ["$ref": "#/components/schemas/Problem"]
                            ]
                        ],
                    ]
                ],
            ],
        ]
    }

    private static func item(_ endpoints: [Endpoint]) -> JSON {
        .object(
            Dictionary(
                uniqueKeysWithValues: endpoints.map { ($0.method.rawValue.lowercased(), $0.json) }))
    }
}

extension Endpoint {
    /// What every endpoint may answer besides success.
    static let commonProblems: Set = [400, 401, 403, 405, 408, 413, 415, 421, 429, 431, 500, 503]

    fileprivate var json: JSON {
        var members: [String: JSON] = [
            "operationId": .string(name), "summary": .string(summary),
            "parameters": .array(
                (parameters + (isOncePerKey ? [Self.idempotency] : [])).map(\.json)),
            "responses": responses,
        ]
        if let body {
            members["requestBody"] = [
                "required": true, "content": [takes.rawValue: ["schema": body.json]],
            ]
        }
        return .object(members)
    }

    /// Bytes under their digest are the same however often they are sent.
    private var isOncePerKey: Bool { !isReading && takes == .json }

    private static let idempotency = Parameter(
        "Idempotency-Key", in: .header, .text(max: 200, min: 1),
        "Asked again with the same key, the server does it once and answers the same.")

    private var responses: JSON {
        var success: [String: JSON] = ["description": .string(summary)]
        if method != .head { success["content"] = [gives.rawValue: ["schema": answer.json]] }
        var members: [String: JSON] = ["\(status)": .object(success)]
        for (status, text) in otherAnswers {
            members["\(status)"] = ["description": .string(text)]
        }
        if isReading { members["304"] = ["description": "It is as you have it."] }
        // A key may have been used for something else.
        let ofKey: Set = isOncePerKey ? [409] : []
        for status in Self.commonProblems.union(problems).union(ofKey) {
            members["\(status)"] = ["$ref": "#/components/responses/Problem"]
        }
        return .object(members)
    }
}

extension Endpoint.Parameter {
    fileprivate var json: JSON {
        [
            "name": .string(name), "in": .string(place.rawValue), "required": .bool(place == .path),
            "schema": schema.json, "description": .string(text),
        ]
    }
}

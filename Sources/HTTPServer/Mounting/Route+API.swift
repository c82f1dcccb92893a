package import API
import Governance
import HTTPTypes
import Ledger
package import Operations
import Transparency

extension Route {
    /// The way in to an operation, as its endpoint describes it.
    package static func api<O: APIOperation>(
        _ operation: O.Type, on platform: Platform, bodyByteCountMax: Int = 8 << 20
    ) -> Route {
        let endpoint = O.endpoint
        let known = O.isOfLedgerAlone ? KnownAnswers() : nil
        return Route(
            .init(endpoint.method), endpoint.path, access: .needing(O.permission),
            isReading: endpoint.isReading || !O.permission.isWriting,
            bodyByteCountMax: bodyByteCountMax, endpoint: endpoint
        ) { request in
            let call = try await request.apiRequest(endpoint, upTo: bodyByteCountMax)
            let operation = try O(call)
            guard !O.permission.isWriting || endpoint.isReading else {
                return try await request.once(operation, call.body, on: platform)
            }
            guard let known else {
                return try await .reading(O.json(platform.perform(operation)), for: request)
            }
            return try await request.read(operation, known, on: platform)
        }
    }
}

extension ServerRequest {
    /// Reads once what many ask for while the ledger stands still.
    fileprivate func read<O: APIOperation>(
        _ operation: O, _ known: KnownAnswers, on platform: Platform
    ) async throws -> ServerResponse {
        guard let caller else { throw Failure.unauthenticated }
        let question = KnownAnswers.Question(
            means: caller.means, path: path, query: query.flatMap { [$0.name, $0.value] })
        let revision = try await platform.revision()
        if let answer = known.answer(to: question, revision: revision, now: now) {
            return answer.unless(has: self)
        }
        let answer = ServerResponse.tagged(
            try await O.json(platform.perform(operation)).canonicalBytes, type: "application/json")
        known.keep(answer, to: question, revision: revision, at: now)
        return answer.unless(has: self)
    }
}

extension HTTPRequest.Method {
    fileprivate init(_ method: Endpoint.Method) {
        self =
            switch method {
            case .get: .get
            case .post: .post
            case .put: .put
            case .delete: .delete
            case .patch: .patch
            case .head: .head
            }
    }
}

extension ServerRequest {
    /// - Throws: A problem when the body is no JSON, or not of the endpoint's form.
    fileprivate func apiRequest(_ endpoint: Endpoint, upTo byteCountMax: Int) async throws
        -> APIRequest
    {
        APIRequest(
            parameters: parameters, query: query,
            body: try await endpoint.body.asyncMap { try await json($0, upTo: byteCountMax) },
            actor: try actor())
    }

    private func json(_ schema: Schema, upTo byteCountMax: Int) async throws -> JSON {
        let type = headers[.contentType]?.split(separator: ";").first?.lowercased()
        guard type == "application/json" else {
            throw ProblemError(
                Problem(415, "wrong_content_type", "send the body as `application/json`"))
        }
        let bytes = try await body.collect(upTo: byteCountMax)
        let json: JSON
        do {
            json = try JSON(parsing: bytes)
        } catch {
            throw ProblemError(Problem(400, "bad_json", "the body is no JSON: \(error)"))
        }
        if let fault = schema.fault(in: json) {
            throw ProblemError(Problem(400, "bad_request", fault))
        }
        return json
    }

    /// Does something that changes the ledger, once for each key that the client gives, and answers
    /// with the proofs of what it recorded.
    fileprivate func once<O: APIOperation>(
        _ operation: O, _ body: JSON?, on platform: Platform
    ) async throws -> ServerResponse {
        let witness = CommitWitness()
        let status = O.endpoint.status
        do {
            let answer = try await OncePerKey.$current.withValue(try oncePerKey(O.self, body)) {
                try await CommitWitness.$current.withValue(witness) {
                    try await platform.perform(operation)
                }
            }
            return .json(O.json(answer).with(witness.receipts), status: status)
        } catch let replay as OncePerKey.Replay {
            let prover = LedgerProver(store: platform.store)
            var receipts: [LogReceipt] = []
            for index in replay.records {
                receipts.append(
                    LogReceipt(index: index, text: try await prover.receipt(of: index).encoded))
            }
            return .json(
                replay.answer.with(receipts), status: status,
                headers: [Self.replayed: "true"])
        }
    }

    private func oncePerKey<O: APIOperation>(
        _ operation: O.Type, _ body: JSON?
    ) throws -> OncePerKey? {
        guard let key = headers[Self.idempotencyKey] else { return nil }
        guard (1...200).contains(key.utf8.count), let caller else {
            throw ProblemError(
                Problem(400, "bad_request", "an `Idempotency-Key` has 1 to 200 bytes"))
        }
        let request: JSON = [
            "method": .string(method.rawValue), "path": .string(path), "body": body ?? .null,
        ]
        return OncePerKey(
            key: Digest(of: Array("\(caller.id.text)\n\(key)".utf8)),
            request: Digest(of: request.canonicalBytes)
        ) { value in (value as? O.Answer).map(O.json) }
    }

    private static let idempotencyKey = SecurityHeaders.name("Idempotency-Key")
    private static let replayed = SecurityHeaders.name("Idempotent-Replayed")
}

extension JSON {
    /// With the records it made, each with its receipt.
    fileprivate func with(_ receipts: [LogReceipt]) -> JSON {
        guard case .object(var members) = self, !receipts.isEmpty else { return self }
        members["records"] = .array(
            receipts.map { ["index": JSON($0.index), "receipt": .string($0.text)] })
        return .object(members)
    }
}

extension ServerResponse {
    /// What was read, or that the client has it already.
    static func reading(_ json: JSON, for request: ServerRequest) -> ServerResponse {
        reading(json.canonicalBytes, type: "application/json", for: request)
    }

    static func reading(
        _ bytes: [UInt8], type: String, for request: ServerRequest
    ) -> ServerResponse {
        tagged(bytes, type: type).unless(has: request)
    }

    fileprivate static func tagged(_ bytes: [UInt8], type: String) -> ServerResponse {
        let tag = "\"\(Digest(of: bytes).hex.prefix(32))\""
        return ServerResponse(
            200, type: type, bytes, headers: [.eTag: tag, .cacheControl: "private, no-cache"])
    }

    /// The answer, or that the client has it.
    fileprivate func unless(has request: ServerRequest) -> ServerResponse {
        guard let tag = headers[.eTag], request.has(tag) else { return self }
        var headers = self.headers
        headers[.contentType] = nil
        return ServerResponse(.notModified, headers: headers)
    }
}

extension ServerRequest {
    func has(_ tag: String) -> Bool {
        guard let tags = headers[.ifNoneMatch] else { return false }
        return tags == "*"
            || tags.split(separator: ",").contains {
                $0.drop { $0 == " " }.replacing("W/", with: "", maxReplacements: 1) == tag
            }
    }
}

extension Optional {
    fileprivate func asyncMap<Value>(
        _ transform: (Wrapped) async throws -> Value
    ) async throws -> Value? {
        guard let self else { return nil }
        return try await transform(self)
    }
}

package import Operations
package import Transparency

/// Why a request was not served, as RFC 9457 writes it.
package struct Problem: Sendable, Equatable {
    package let status: Int
    /// What went wrong, for programs.
    package let code: String
    package let detail: String
    package var retryAfterSeconds: Int?

    package init(_ status: Int, _ code: String, _ detail: String, retryAfterSeconds: Int? = nil) {
        self.status = status
        self.code = code
        self.detail = detail
        self.retryAfterSeconds = retryAfterSeconds
    }

    package init(_ failure: Failure) {
        let status = Self.status(of: failure)
        self.init(
            status, failure.code, failure.message, retryAfterSeconds: status == 503 ? 1 : nil)
    }

    /// `request`: The request's id, for finding it in the logs.
    package func json(request: String) -> JSON {
        [
            "type": .string("urn:assay:problem:\(code)"), "title": .string(Self.title(status)),
            "status": JSON(status), "detail": .string(detail), "code": .string(code),
            "instance": .string("urn:assay:request:\(request)"),
        ]
    }

    /// What a client makes of it: the same failure that the command met on the server.
    package static func failure(_ json: JSON, status: Int) -> Failure {
        let code = json["code"]?.stringValue ?? "http_\(status)"
        let detail = json["detail"]?.stringValue ?? "the server answered with status \(status)"
        let isRefusal = status == 409 || status == 403
        return isRefusal ? .refused(code, detail) : .fault(code, detail)
    }

    package static let schema = Schema.object(
        [
            "type": .text(), "title": .text(), "status": .whole(400...599), "detail": .text(),
            "code": .text(max: 64), "instance": .text(),
        ])

    package static func title(_ status: Int) -> String {
        titles[status] ?? (status < 500 ? "Not served" : "The server failed")
    }

    private static let titles = [
        400: "Malformed request", 401: "Not signed in", 403: "Not allowed", 404: "Not there",
        405: "Wrong method", 408: "Too slow", 409: "Refused", 412: "Changed meanwhile",
        413: "Too large", 415: "Wrong content type", 416: "Outside the file",
        421: "Another host", 422: "Not understood", 428: "Say what you changed",
        429: "Too many requests", 431: "Header too large", 500: "The server failed",
        502: "Another server failed", 503: "Not now", 507: "Disk full",
    ]
}

extension Problem {
    /// Of a page that asks again for what was wrong.
    package static func signInStatus(_ failure: Failure) -> Int {
        failure.kind == .refused && failure.code == "wrong_credentials" ? 401 : status(of: failure)
    }

    /// INVARIANT: a refusal is 403 or 409, and nothing else is either, so that a client tells a
    /// verdict from a fault.
    static func status(of failure: Failure) -> Int {
        if failure.kind == .refused { return refusals[failure.code] ?? 409 }
        if let status = statuses[failure.code] { return status }
        if failure.code.hasPrefix("unknown_") { return 404 }
        if failure.code.hasPrefix("damaged_") { return 500 }
        return 400
    }

    private static let refusals = [
        "not_allowed": 403, "unauthenticated": 401, "wrong_credentials": 401,
        "too_many_attempts": 429, "sign_in_not_completed": 403, "bad_id_token": 403,
    ]

    private static let statuses = [
        "wrong_credentials": 401, "unauthenticated": 401, "too_many_attempts": 429,
        "unknown_field": 400, "unknown_role": 400, "unknown_outcome": 500,
        "not_released": 404, "no_release": 404, "no_policy": 422, "not_scanned": 422,
        "no_advisories": 422, "several_policies": 422,
        "bad_policy": 422, "too_large": 413, "ambiguous": 400, "other_data": 422,
        "missing_blob": 500, "unreadable": 500, "unwritable": 503, "disk_full": 507,
        "input_output": 500, "newer_format": 500, "not_a_ledger": 500, "not_recordable": 500,
        "not_committed": 503, "busy": 503, "unavailable": 503, "read_only": 503,
        "refused_by_store": 500, "out_of_range": 404, "not_rebuilt": 500, "not_compared": 500,
        "no_proof": 500, "unexpected": 500, "other_engine": 422, "bad_bundle": 500,
        "wrong_digest": 422, "no_room": 507, "too_many_uploads": 429, "bad_webhook": 422,
        "bad_document": 422, "bad_model_card": 422, "unfit_spans": 422,
        "changed_meanwhile": 412, "precondition_required": 428, "provider_unreachable": 502,
        "bad_provider": 502, "audit_underway": 503, "not_tracked_now": 503,
        "not_tracked": 501,
    ]
}

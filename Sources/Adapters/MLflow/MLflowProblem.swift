import API
import HTTPServer
import HTTPTypes
import Operations
import Transparency

/// Why a client of MLflow was not served, in the words it knows.
enum MLflowProblem {
    static func invalid(_ sentence: String) -> Failure { .fault("bad_tracking", sentence) }

    static func missing(_ name: String) -> Failure {
        .fault("bad_tracking", "Missing value for required parameter '\(name)'.")
    }

    /// `written`: How the client wrote the value, if that is known.
    static func invalid(
        _ value: JSON, _ name: String, written: String? = nil
    ) -> Failure {
        .fault(
            "bad_tracking",
            "Invalid value \(written ?? shown(value)) for parameter '\(name)' supplied.")
    }

    static func malformed(_ sentence: String) -> Failure { .fault("bad_mlflow_body", sentence) }

    static let unknownEndpoint = Failure.fault(
        "unknown_endpoint", "This server has no such endpoint of MLflow.")

    /// A value as Python writes it in JSON, where a whole number stays one.
    private static func shown(_ value: JSON) -> String {
        let text = value.canonical
        return text.utf8.count <= 500 ? text : String(text.prefix(500)) + "…"
    }

    /// Everything that goes wrong on a route for clients of MLflow.
    static let phrasing = ProblemPhrasing(name: "mlflow") { problem, _ in
        let body: JSON = [
            "error_code": .string(code(of: problem)), "message": .string(problem.detail),
        ]
        var response = ServerResponse.json(body, status: status(of: problem))
        if problem.status == 401 {
            response.headers[.wwwAuthenticate] = "Basic realm=\"assay\""
        }
        return response
    }

    /// A conflict is 400 in MLflow; a refusal by the rules is 403, for clients try 429 and 5xx again.
    private static func status(of problem: Problem) -> Int {
        switch problem.status {
        case 409: 403
        case 412, 415, 422, 428: 400
        case 507: 503
        default: problem.status
        }
    }

    private static func code(of problem: Problem) -> String {
        if let code = codes[problem.code] { return code }
        switch problem.status {
        case 401: return "UNAUTHENTICATED"
        case 403, 409: return "PERMISSION_DENIED"
        case 404: return "RESOURCE_DOES_NOT_EXIST"
        case 405: return "ENDPOINT_NOT_FOUND"
        case 408: return "REQUEST_LIMIT_EXCEEDED"
        case 429: return "REQUEST_LIMIT_EXCEEDED"
        case 502, 503, 507: return "TEMPORARILY_UNAVAILABLE"
        case 500...: return "INTERNAL_ERROR"
        default: return "INVALID_PARAMETER_VALUE"
        }
    }

    private static let codes = [
        "tracked_already": "RESOURCE_ALREADY_EXISTS", "bad_mlflow_body": "BAD_REQUEST",
        "unknown_endpoint": "ENDPOINT_NOT_FOUND", "unknown_address": "ENDPOINT_NOT_FOUND",
        "not_tracked": "INTERNAL_ERROR",
    ]
}

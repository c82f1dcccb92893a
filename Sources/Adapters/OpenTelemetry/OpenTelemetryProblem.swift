import API
import HTTPServer
import HTTPTypes

/// Why an exporter was not served, as OTLP has it: a `google.rpc.Status`.
enum OpenTelemetryProblem {
    static let mediaType = "application/x-protobuf"

    static let phrasing = ProblemPhrasing(name: "otlp") { problem, _ in
        // Exporters try 429, 502, 503 and 504 again, and nothing else.
        let status = problem.status == 409 ? 403 : problem.status
        var response = ServerResponse(
            status, type: mediaType, bytes(code(of: status), problem.detail))
        if status == 401 { response.headers[.wwwAuthenticate] = "Bearer realm=\"assay\"" }
        return response
    }

    /// Field 1, a number, and field 2, a text.
    private static func bytes(_ code: UInt8, _ message: String) -> [UInt8] {
        let text = Array(message.utf8)
        var count: [UInt8] = []
        var rest = text.count
        repeat {
            count.append(UInt8(rest & 0x7F) | (rest > 0x7F ? 0x80 : 0))
            rest >>= 7
        } while rest > 0
        return [0x08, code, 0x12] + count + text
    }

    /// gRPC's codes, all below 128.
    private static func code(of status: Int) -> UInt8 {
        switch status {
        case 401: 16
        case 403: 7
        case 404: 5
        case 413, 429, 507: 8
        case 503: 14
        case 500...: 13
        default: 3
        }
    }
}

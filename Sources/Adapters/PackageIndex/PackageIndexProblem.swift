import API
import HTTPServer
import HTTPTypes
import Operations

/// Why an installer was not served: as a text, since installers read no JSON, and in the status line,
/// which they show.
enum PackageIndexProblem {
    static func unknown(_ name: String) -> Failure {
        .fault("unknown_package", "there is no package `\(name.prefix(200))`")
    }

    static let notAcceptable = ProblemError(
        Problem(
            406, "not_acceptable",
            "this index is there as \(SimpleFormat.allCases.map(\.mediaType).joined(separator: ", "))"
        ))

    static let phrasing = ProblemPhrasing(name: "package index") { problem, _ in
        var response = BlockedFile(problem.detail).response
        switch problem.status {
        // A refusal by the rules is final, and its reason is for the person who installs.
        case 403, 409: break
        case 401:
            response.status = .unauthorized
            response.headers[.wwwAuthenticate] = "Basic realm=\"assay\""
        default: response.status = .init(code: problem.status)
        }
        return response
    }
}

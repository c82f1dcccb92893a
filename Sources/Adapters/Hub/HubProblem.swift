import API
import HTTPServer
import HTTPTypes
import Operations
import Transparency

/// Why a client of a hub was not served, in the headers that it reads.
enum HubProblem {
    static func unknownRepository(_ project: String) -> Failure {
        .fault(
            "unknown_repository",
            "there is no model `\(project)` here that you may see; who may register versions can "
                + "upload it, or `assay intake hub` takes it in")
    }

    static func unknownRevision(_ revision: String, of project: String) -> Failure {
        .fault("unknown_revision", "`\(project)` has no `\(revision)` here")
    }

    static func unknownEntry(_ path: String, of project: String) -> Failure {
        .fault("unknown_entry", "`\(project)` has no file `\(path)`")
    }

    static func malformed(_ sentence: String) -> Failure { .fault("bad_request", sentence) }

    static let errorCode = HubHeader.named("X-Error-Code")
    static let errorMessage = HubHeader.named("X-Error-Message")

    /// Everything that goes wrong on a route for clients of a hub.
    ///
    /// A refusal by the rules is 403 with `GatedRepo`, whose message every client shows.
    static let phrasing = ProblemPhrasing(name: "hub") { problem, _ in
        let status = status(of: problem)
        var response = ServerResponse.json(["error": .string(problem.detail)], status: status)
        response.headers[errorMessage] = line(problem.detail)
        if let code = code(of: problem, status) { response.headers[errorCode] = code }
        if status == 401 { response.headers[.wwwAuthenticate] = "Bearer" }
        return response
    }

    private static func status(of problem: Problem) -> Int {
        switch problem.status {
        case 409 where problem.code != "repository_exists": 403
        case 422, 428: 400
        default: problem.status
        }
    }

    private static func code(of problem: Problem, _ status: Int) -> String? {
        switch problem.code {
        case "unknown_repository", "unknown_subject": "RepoNotFound"
        case "unknown_revision": "RevisionNotFound"
        case "unknown_entry": "EntryNotFound"
        default: status == 403 ? "GatedRepo" : nil
        }
    }

    private static let lineByteCountMax = 2_000

    /// One line in the letters that a header has everywhere.
    static func line(_ text: String) -> String {
        var line = ""
        for scalar in text.unicodeScalars where line.utf8.count < lineByteCountMax {
            switch scalar {
            case "…": line += "..."
            case "“", "”": line += "\""
            case "‘", "’": line += "'"
            case "–", "—": line += "-"
            case " "..."~": line.unicodeScalars.append(scalar)
            case "\n", "\r", "\t": line += " "
            default: line += "?"
            }
        }
        return line
    }
}

/// Headers that a hub has besides.
enum HubHeader {
    static func named(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else {
            preconditionFailure("`\(text)` is no name of a header")
        }
        return name
    }

    static let repositoryCommit = named("X-Repo-Commit")
    static let linkedTag = named("X-Linked-Etag")
    static let linkedByteCount = named("X-Linked-Size")
}

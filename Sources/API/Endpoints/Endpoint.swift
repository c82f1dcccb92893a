/// One thing a client can ask: how it is written, and what comes back.
package struct Endpoint: Sendable {
    package enum Method: String, Sendable {
        case get = "GET", post = "POST", put = "PUT", delete = "DELETE", patch = "PATCH", head =
            "HEAD"
    }

    package struct Parameter: Sendable {
        package enum Place: String, Sendable { case path, query, header }

        package let name: String
        package let place: Place
        package let schema: Schema
        package let text: String

        package init(_ name: String, in place: Place, _ schema: Schema, _ text: String) {
            self.name = name
            self.place = place
            self.schema = schema
            self.text = text
        }
    }

    /// What a body is.
    package enum Content: String, Sendable {
        case json = "application/json"
        /// A file's, of any kind.
        case bytes = "application/octet-stream"
    }

    package let method: Method
    /// Such as `/api/v1/versions/{version}`.
    package let path: String
    /// Its name in OpenAPI: `registerVersion`.
    package let name: String
    package let summary: String
    package let parameters: [Parameter]
    package let body: Schema?
    package let answer: Schema
    /// What the request's and the answer's bodies are.
    package let takes: Content
    package let gives: Content
    /// Further answers that are no problems and have no body of that kind, and what they mean.
    package let otherAnswers: [Int: String]
    /// When it succeeds.
    package let status: Int
    /// Which problems it may answer with, besides those that every endpoint may.
    package let problems: Set<Int>

    package init(
        _ method: Method, _ path: String, name: String, _ summary: String,
        parameters: [Parameter] = [], body: Schema? = nil, takes: Content = .json,
        answer: Schema, gives: Content = .json, status: Int = 200,
        otherAnswers: [Int: String] = [:], problems: Set<Int> = []
    ) {
        self.method = method
        self.path = "/api/v1" + path
        self.name = name
        self.summary = summary
        self.parameters = parameters
        self.body = body
        self.takes = takes
        self.answer = answer
        self.gives = gives
        self.otherAnswers = otherAnswers
        self.status = status
        self.problems = problems
    }

    /// Whether asking again changes nothing more.
    package var isReading: Bool { method == .get || method == .head }
}

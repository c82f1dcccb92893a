package import API

/// How programs of another system are told what went wrong.
package struct ProblemPhrasing: Sendable {
    /// The other system's, for people who read the routes.
    package let name: String
    /// The answer, given the problem and the request's id.
    package let answer: @Sendable (Problem, _ request: String) -> ServerResponse

    package init(
        name: String, _ answer: @escaping @Sendable (Problem, _ request: String) -> ServerResponse
    ) {
        self.name = name
        self.answer = answer
    }
}

extension ProblemPhrasing: Equatable {
    package static func == (left: ProblemPhrasing, right: ProblemPhrasing) -> Bool {
        left.name == right.name
    }
}

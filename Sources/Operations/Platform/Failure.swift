/// Why a person or a program could not be served, in one sentence.
package struct Failure: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Kind: String, Sendable {
        /// The rules say no: the answer is final until something changes.
        case refused
        /// It could not be done: bad input, an unreachable store, a full disk. Never a verdict.
        case fault
    }

    package let kind: Kind
    /// What went wrong, for programs: `unknown_version`, `home_in_use`.
    package let code: String
    package let message: String
    /// When it is worth trying again, if that is known.
    package let retryAfterSeconds: Int?

    private init(
        _ kind: Kind, _ code: String, _ message: String, retryAfterSeconds: Int? = nil
    ) {
        self.kind = kind
        self.code = code
        self.message = message
        self.retryAfterSeconds = retryAfterSeconds
    }

    package static func refused(_ code: String, _ message: String) -> Failure {
        Failure(.refused, code, message)
    }
    package static func fault(_ code: String, _ message: String) -> Failure {
        Failure(.fault, code, message)
    }

    package static func tooManyAttempts(retryAfterSeconds: Int) -> Failure {
        Failure(
            .refused, "too_many_attempts",
            "there were too many attempts; try again in \(retryAfterSeconds) seconds",
            retryAfterSeconds: retryAfterSeconds)
    }

    package var description: String { message }
}

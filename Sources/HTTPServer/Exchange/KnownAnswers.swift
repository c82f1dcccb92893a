import NIOCore
import Operations
import Synchronization
import Transparency

/// Answers that were given before, to be given again while the ledger stands where it stood.
///
/// INVARIANT: one is given again only to whom it was given, by the same token or session, after no
/// commit, and within two seconds, since some of it may follow from the time. So whatever is revoked or
/// recorded counts from the next request on.
final class KnownAnswers: Sendable {
    struct Question: Hashable {
        let means: Caller.Means
        let path: String
        /// Names and values in turn.
        let query: [String]
    }

    private struct Answer {
        let response: ServerResponse
        let at: Instant
        /// Whether somebody finds it out anew; others are given this one meanwhile.
        var isBeingRenewed = false
    }

    private struct State {
        /// The ledger's, at which all of these were given.
        var revision = -1
        var answers: [Question: Answer] = [:]
        var byteCount = 0
    }

    private static let lifeMilliseconds: Int64 = 1_000
    /// For those who ask while one finds it out anew.
    private static let lifeMillisecondsMax: Int64 = 2_000
    private let byteCountMax: Int
    private let state = Mutex(State())

    init(byteCountMax: Int = 16 << 20) { self.byteCountMax = byteCountMax }

    /// - Returns: `nil` when it must be found out.
    func answer(to question: Question, revision: Int, now: Instant) -> ServerResponse? {
        state.withLock { state in
            guard state.revision == revision, let answer = state.answers[question] else {
                return nil
            }
            let age = now.milliseconds - answer.at.milliseconds
            guard (0..<Self.lifeMillisecondsMax).contains(age) else { return nil }
            if age >= Self.lifeMilliseconds, !answer.isBeingRenewed {
                state.answers[question]?.isBeingRenewed = true
                return nil
            }
            return answer.response
        }
    }

    /// `revision`: Where the ledger stood before the answer was found out.
    func keep(_ response: ServerResponse, to question: Question, revision: Int, at: Instant) {
        guard case .bytes(let bytes) = response.body, bytes.readableBytes <= byteCountMax / 4
        else { return }
        state.withLock { state in
            guard revision >= state.revision else { return }
            if revision > state.revision || state.byteCount + bytes.readableBytes > byteCountMax {
                state = State(revision: revision)
            }
            state.byteCount += bytes.readableBytes
            state.answers[question] = Answer(response: response, at: at)
        }
    }
}

import Synchronization

/// Questions of which many ask the same at the same time: one asks for all who ask that one.
///
/// INVARIANT: nobody is given an answer that was asked for before they came.
final class SharedAnswers<
    Question: Hashable & Sendable, Value: Sendable, Problem: Error
>: Sendable {
    private struct Asked {
        let answer: SharedAnswer<Value, Problem>
        var askerCount: Int
    }

    private let asked = Mutex<[Question: Asked]>([:])

    func value(
        of question: Question, _ ask: () async throws(Problem) -> Value
    ) async throws(Problem) -> Value {
        let answer = join(question)
        defer { leave(question) }
        return try await answer.value(ask)
    }

    private func join(_ question: Question) -> SharedAnswer<Value, Problem> {
        asked.withLock { asked in
            var found = asked[question] ?? Asked(answer: SharedAnswer(), askerCount: 0)
            found.askerCount += 1
            asked[question] = found
            return found.answer
        }
    }

    private func leave(_ question: Question) {
        asked.withLock { asked in
            guard var found = asked.removeValue(forKey: question), found.askerCount > 1 else {
                return
            }
            found.askerCount -= 1
            asked[question] = found
        }
    }
}

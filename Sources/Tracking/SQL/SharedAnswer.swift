import Synchronization

/// A question that many ask at the same time, and one asks for all of them.
///
/// INVARIANT: nobody is given an answer that was asked for before they came.
package final class SharedAnswer<Value: Sendable, Problem: Error>: Sendable {
    private typealias Outcome = Result<Value, Problem>

    private enum Part: Sendable {
        case asking
        case told(Outcome)
    }

    private struct State {
        var isAsked = false
        var waiting: [CheckedContinuation<Part, Never>] = []
    }

    private let state = Mutex(State())

    package init() {}

    package func value(
        _ ask: () async throws(Problem) -> Value
    ) async throws(Problem) -> Value {
        if case .told(let outcome) = await part() { return try outcome.get() }
        // Who has come by now is told what is asked from now on.
        let others = state.withLock { state in
            defer { state.waiting.removeAll() }
            return state.waiting
        }
        let outcome: Outcome
        do throws(Problem) { outcome = .success(try await ask()) } catch {
            outcome = .failure(error)
        }
        for other in others { other.resume(returning: .told(outcome)) }
        next()?.resume(returning: .asking)
        return try outcome.get()
    }

    private func part() async -> Part {
        let isFirst = state.withLock { state in
            defer { state.isAsked = true }
            return !state.isAsked
        }
        if isFirst { return .asking }
        return await withCheckedContinuation { waiter in
            let isFirst = state.withLock { state in
                guard state.isAsked else {
                    state.isAsked = true
                    return true
                }
                state.waiting.append(waiter)
                return false
            }
            if isFirst { waiter.resume(returning: .asking) }
        }
    }

    /// Who asks next, of those who came while it was asked.
    private func next() -> CheckedContinuation<Part, Never>? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.isAsked = false
                return nil
            }
            return state.waiting.removeFirst()
        }
    }
}

import Synchronization

/// Lets those who change the same project take turns, so that none works on what another changes.
final class ProjectTurns: Sendable {
    /// Those who wait for a project, in the order that they came; none while nobody works on it.
    private let waiting = Mutex<[String: [CheckedContinuation<Void, Never>]]>([:])

    func alone<Value: Sendable>(
        with project: String, _ work: () async throws -> Value
    ) async throws -> Value {
        await take(project)
        defer { leave(project) }
        return try await work()
    }

    private func take(_ project: String) async {
        await withCheckedContinuation { continuation in
            let isFree = waiting.withLock { waiting in
                guard waiting[project] != nil else {
                    waiting[project] = []
                    return true
                }
                waiting[project]?.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    private func leave(_ project: String) {
        let next: CheckedContinuation<Void, Never>? = waiting.withLock { waiting in
            guard var others = waiting[project], !others.isEmpty else {
                waiting[project] = nil
                return nil
            }
            let next = others.removeFirst()
            waiting[project] = others
            return next
        }
        next?.resume()
    }
}

import Transparency

/// A command that waits for its turn, whatever it returns.
struct QueuedCommand: Sendable {
    /// What became of the commit that a command shared.
    enum Outcome: Sendable {
        case committed(records: [CommittedRecord], checkpoint: SignedNote?)
        case failed(any Error)
    }

    /// Tells the caller, once.
    typealias Answer = @Sendable (Outcome) -> Void

    /// One run of the command; it may be run again when the commit is lost to another server.
    struct Attempt: Sendable {
        /// Whether the command's changes count; they do not when it threw.
        let isKept: Bool
        let answer: Answer
    }

    let id: Int
    /// How often its commit was lost to another server.
    private(set) var lossCount = 0
    let attempt: nonisolated(nonsending) @Sendable (inout Turn) async -> Attempt
    let fail: @Sendable (any Error) -> Void

    init<Value: Sendable>(
        id: Int, command: @escaping Sequencer.Command<Value>,
        continuation: CheckedContinuation<Committed<Value>, any Error>
    ) {
        self.id = id
        fail = { continuation.resume(throwing: $0) }
        attempt = { turn in
            do {
                let value = try await command(&turn)
                return Attempt(isKept: true) { outcome in
                    continuation.resume(with: outcome.map(to: value))
                }
            } catch {
                // The refusal may rest on changes of the same commit, so it waits for that too.
                return Attempt(isKept: false) { outcome in
                    continuation.resume(throwing: outcome.failure ?? error)
                }
            }
        }
    }
}

extension QueuedCommand {
    /// The command once more.
    var afterLoss: Self {
        var again = self
        again.lossCount += 1
        return again
    }
}

extension QueuedCommand.Outcome {
    fileprivate var failure: (any Error)? {
        if case .failed(let error) = self { error } else { nil }
    }

    fileprivate func map<Value>(to value: Value) -> Result<Committed<Value>, any Error> {
        switch self {
        case .committed(let records, let checkpoint):
            .success(Committed(value: value, records: records, checkpoint: checkpoint))
        case .failed(let error): .failure(error)
        }
    }
}

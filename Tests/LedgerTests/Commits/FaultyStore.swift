import Transparency

@testable import Ledger

/// A store that goes wrong when it is told to.
actor FaultyStore: LedgerStore {
    enum Fault: Sendable {
        /// Nothing goes wrong.
        case pass
        /// Nothing is written, and the error says so.
        case refuse(LedgerError)
        /// All is written, but nobody learns of it.
        case loseAnswer
        /// Nothing is written, and nobody can tell.
        case loseCommit
        /// All is written, the answer is lost, and the head cannot be read either.
        case loseAnswerAndHead
        /// Another server commits first.
        case rival
        /// Another server commits right after, and the answer is lost.
        case loseAnswerThenRival
        /// Waits until ``release()``; then the next fault, if there is one, is this commit's too.
        case hold
    }

    private let inner: any LedgerStore
    private let rival: (@Sendable () async throws -> Void)?
    private var faults: [Fault] = []
    private var headFailureCount = 0
    private var held: CheckedContinuation<Void, Never>?
    private var whenHeld: CheckedContinuation<Void, Never>?
    private var isHolding = false
    private(set) var appendCount = 0

    init(_ inner: any LedgerStore, rival: (@Sendable () async throws -> Void)? = nil) {
        self.inner = inner
        self.rival = rival
    }

    /// The next commits go wrong in this way, in order.
    func inject(_ faults: Fault...) { self.faults += faults }

    /// Waits until a commit is held.
    func waitUntilHeld() async {
        guard !isHolding else { return }
        await withCheckedContinuation { whenHeld = $0 }
    }

    /// Lets the held commit go on.
    func release() {
        isHolding = false
        held?.resume()
        held = nil
    }

    func head() async throws(LedgerError) -> LedgerHead {
        if headFailureCount > 0 {
            headFailureCount -= 1
            throw .inputOutput("injected")
        }
        return try await inner.head()
    }

    func append(
        _ batch: LedgerBatch, expecting expected: LedgerHead
    ) async throws(LedgerError) -> LedgerHead {
        appendCount += 1
        guard !faults.isEmpty else { return try await inner.append(batch, expecting: expected) }
        let unknown = LedgerError.unknownOutcome(because: .inputOutput("injected"))
        switch faults.removeFirst() {
        case .pass: return try await inner.append(batch, expecting: expected)
        case .refuse(let error): throw error
        case .loseCommit: throw unknown
        case .loseAnswer:
            _ = try await inner.append(batch, expecting: expected)
            throw unknown
        case .loseAnswerAndHead:
            headFailureCount = 1
            _ = try await inner.append(batch, expecting: expected)
            throw unknown
        case .rival:
            try? await rival?()
            return try await inner.append(batch, expecting: expected)
        case .loseAnswerThenRival:
            _ = try await inner.append(batch, expecting: expected)
            try? await rival?()
            throw unknown
        case .hold:
            await hold()
            appendCount -= 1
            return try await append(batch, expecting: expected)
        }
    }

    func records(in range: Range<Int>) async throws(LedgerError) -> [[UInt8]] {
        try await inner.records(in: range)
    }

    func hashes(level: Int, in range: Range<Int>) async throws(LedgerError) -> [Digest] {
        try await inner.hashes(level: level, in: range)
    }

    func rows(_ query: RowQuery) async throws(LedgerError) -> RowPage {
        try await inner.rows(query)
    }

    private func hold() async {
        isHolding = true
        whenHeld?.resume()
        whenHeld = nil
        await withCheckedContinuation { held = $0 }
    }
}

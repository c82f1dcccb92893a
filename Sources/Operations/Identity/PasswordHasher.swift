import Crypto
import CryptoExtras
import Dispatch
import Synchronization

/// Works out what is kept of passwords, apart from everything else: a few at once, and few waiting,
/// so that a flood of guesses takes neither the memory nor the threads that others need.
package final class PasswordHasher: Sendable {
    private let cost: ScryptCost
    private let queues: [DispatchQueue]
    private let waitingCountMax: Int
    private let state = Mutex(State())

    private struct State {
        var waitingCount = 0
        var turn = 0
    }

    /// `atOnce`: How many are worked out at the same time.
    package init(cost: ScryptCost = .standard, atOnce: Int = 1, waitingCountMax: Int = 32) {
        self.cost = cost
        self.waitingCountMax = waitingCountMax
        queues = (0..<max(1, atOnce)).map { DispatchQueue(label: "assay.passwords.\($0)") }
    }

    /// - Throws: A refusal when too many wait already.
    func hash(_ password: String, salt: [UInt8]) async throws(Failure) -> PasswordHash {
        let bytes = try await derive(password, cost: cost, salt: salt)
        return PasswordHash(cost: cost, salt: salt, bytes: bytes)
    }

    /// Whether a password is the one that is kept; the same work when none is.
    func verify(_ password: String, against kept: PasswordHash?) async throws(Failure) -> Bool {
        let other = PasswordHash(
            cost: cost, salt: Array(repeating: 0, count: PasswordHash.saltByteCount),
            bytes: Array(repeating: 0, count: PasswordHash.byteCount))
        let asked = kept ?? other
        let bytes = try await derive(password, cost: asked.cost, salt: asked.salt)
        return SecretBytes.areEqual(bytes, asked.bytes) && kept != nil
    }

    private func derive(
        _ password: String, cost: ScryptCost, salt: [UInt8]
    ) async throws(Failure) -> [UInt8] {
        let queue = try enter()
        defer { state.withLock { $0.waitingCount -= 1 } }
        let derived: [UInt8]? = await withCheckedContinuation { continuation in
            queue.async {
                let key = try? KDF.Scrypt.deriveKey(
                    from: Array(password.utf8), salt: salt,
                    outputByteCount: PasswordHash.byteCount, rounds: cost.rounds,
                    blockSize: cost.blockSize, parallelism: cost.parallelism)
                continuation.resume(returning: key?.withUnsafeBytes { Array($0) })
            }
        }
        guard let derived else {
            throw .fault("not_hashed", "the password could not be worked out; is memory short?")
        }
        return derived
    }

    private func enter() throws(Failure) -> DispatchQueue {
        let turn: Int? = state.withLock { state in
            guard state.waitingCount < waitingCountMax else { return nil }
            state.waitingCount += 1
            state.turn = (state.turn + 1) % queues.count
            return state.turn
        }
        guard let turn else { throw .tooManyAttempts(retryAfterSeconds: 5) }
        return queues[turn]
    }
}

/// Bytes that nobody may learn by how long a comparison takes.
enum SecretBytes {
    static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

import NIOCore
import Operations

/// Hands the pieces of a body from who pushes them to who pulls them: one at a time, so that whoever
/// sends is as slow as whoever receives.
actor PieceChannel: AsyncSequence {
    typealias Element = ByteBuffer

    private var piece: ByteBuffer?
    private var isEnded = false
    private var isClosed = false
    /// What went wrong where the pieces come from.
    private(set) var failure: (any Error)?
    private var sender: CheckedContinuation<Void, Never>?
    private var receiver: CheckedContinuation<Void, Never>?

    private struct Closed: Error {}

    /// Sends all of a body; what goes wrong with it is told to the receiver.
    nonisolated func pump(_ pieces: UpstreamRequest.Pieces) async {
        do {
            try await pieces { try await self.send(ByteBuffer(bytes: $0)) }
            await end(nil)
        } catch is Closed {
        } catch { await end(error) }
    }

    private func end(_ failure: (any Error)?) {
        self.failure = failure
        isEnded = true
        receiver?.resume()
        receiver = nil
    }

    /// Nothing more is taken.
    func close() {
        isClosed = true
        sender?.resume()
        sender = nil
        receiver?.resume()
        receiver = nil
    }

    private func send(_ new: ByteBuffer) async throws {
        while piece != nil, !isClosed {
            await withCheckedContinuation { sender = $0 }
        }
        guard !isClosed else { throw Closed() }
        piece = new
        receiver?.resume()
        receiver = nil
    }

    fileprivate func next() async throws -> ByteBuffer? {
        while piece == nil, !isEnded, !isClosed {
            await withCheckedContinuation { receiver = $0 }
        }
        if let failure { throw failure }
        defer { piece = nil }
        sender?.resume()
        sender = nil
        return isClosed ? nil : piece
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let channel: PieceChannel

        func next() async throws -> ByteBuffer? { try await channel.next() }
    }

    nonisolated func makeAsyncIterator() -> AsyncIterator { AsyncIterator(channel: self) }
}

/// Reads a pickle's bytes as a loader does, frames included.
///
/// A frame says how many bytes to fetch at once. CPython's C loader, reading from a file, drops
/// what is left of a frame when an argument needs more bytes than that, and goes on after the
/// frame; a loader in memory, and every disassembler, reads on. Both readings are real.
///
/// Source: CPython, `Modules/_pickle.c`, `_Unpickler_ReadImpl`; issue 154848.
struct PickleReader {
    enum FrameRule: Sendable { case readsOn, dropsRest }

    private(set) var cursor: ByteCursor
    let frameRule: FrameRule
    private var frameEnd = 0
    /// Whether an argument crossed the end of a frame, so that the two readings differ.
    private(set) var crossedFrame = false

    static let lineLimit = 1 << 20

    init(_ bytes: Bytes, at offset: Int, frameRule: FrameRule) {
        cursor = ByteCursor(bytes, at: offset)
        self.frameRule = frameRule
    }

    var position: Int { cursor.position }
    var bytes: Bytes { cursor.bytes }

    mutating func opcode() -> UInt8? { cursor.byte() }

    mutating func number(_ width: Int) -> Int? {
        crossFrame(needing: width)
        return cursor.littleEndian(width).flatMap { Int(exactly: $0) }
    }

    /// A signed number of 4 bytes.
    mutating func signedNumber() -> Int? {
        crossFrame(needing: 4)
        return cursor.littleEndian(4).map { Int(Int32(truncatingIfNeeded: $0)) }
    }

    /// Passes over bytes and says where they began.
    mutating func span(_ count: Int) -> Int? {
        crossFrame(needing: count)
        let start = cursor.position
        return cursor.skip(count) ? start : nil
    }

    /// A line and where it began, without its newline.
    mutating func line() -> (offset: Int, bytes: [UInt8])? {
        let start = cursor.position
        guard let line = cursor.line(limit: Self.lineLimit) else { return nil }
        guard start < frameEnd, cursor.position > frameEnd else { return (start, line) }
        crossedFrame = true
        guard frameRule == .dropsRest else { return (start, line) }
        cursor.move(to: frameEnd)
        return cursor.line(limit: Self.lineLimit).map { (frameEnd, $0) }
    }

    /// Begins a frame; `false` when it is longer than what is left, which stops the loader.
    mutating func beginFrame(_ count: Int) -> Bool {
        guard count <= cursor.remaining else { return false }
        crossFrame(needing: count)
        frameEnd = max(frameEnd, cursor.position + count)
        return count <= cursor.remaining
    }

    mutating func move(to offset: Int) { cursor.move(to: offset) }

    private mutating func crossFrame(needing count: Int) {
        guard cursor.position < frameEnd, count > frameEnd - cursor.position else { return }
        crossedFrame = true
        if frameRule == .dropsRest { cursor.move(to: frameEnd) }
    }
}

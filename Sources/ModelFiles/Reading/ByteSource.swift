/// Where bytes come from: an array, a mapped file, a member that was unpacked.
///
/// A file may be larger than memory, so readers ask for ranges and keep none of them for long.
package protocol ByteSource: Sendable {
    /// Bytes in all, ≥ 0.
    var byteCount: Int { get }
    /// Bytes from an offset; fewer than asked for where the source ends or cannot be read.
    ///
    /// - Parameters:
    ///   - offset: From 0 to `byteCount`.
    ///   - count: ≥ 0; `offset + count` is at most `byteCount`.
    /// - Returns: At most `count` bytes.
    func bytes(at offset: Int, count: Int) -> [UInt8]
}

/// Bytes that are in memory.
struct ArraySource: ByteSource {
    let array: [UInt8]

    var byteCount: Int { array.count }

    func bytes(at offset: Int, count: Int) -> [UInt8] {
        Array(array[offset..<(offset + count)])
    }
}

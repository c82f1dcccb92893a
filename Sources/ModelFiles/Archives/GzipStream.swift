/// A body that its sender packed with gzip.
package enum GzipStream {
    package enum Outcome: Sendable, Equatable {
        case bytes([UInt8])
        /// There is more than may be.
        case tooLarge
        case malformed
    }

    /// Unpacks all of it, and no more bytes than are asked for.
    package static func unpack(_ packed: [UInt8], byteCountMax: Int) -> Outcome {
        let unpacked = Expander.inflate(Bytes(packed), windowBits: 31, limit: byteCountMax + 1)
        if unpacked.output.count > byteCountMax { return .tooLarge }
        switch unpacked.ending {
        case .complete where unpacked.consumed == packed.count: return .bytes(unpacked.output)
        case .limit: return .tooLarge
        case .complete, .truncated, .corrupt: return .malformed
        }
    }
}

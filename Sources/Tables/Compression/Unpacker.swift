import CCompression

/// Unpacks bytes whose unpacked size is said beside them, and checks that size.
enum Unpacker {
    enum Codec: Sendable, Equatable {
        case none, snappy, gzip, zstd
        /// One block without a frame.
        case lz4Block
        /// LZ4's own frames.
        case lz4Frame
        /// Blocks as Hadoop frames them, with both sizes before each.
        case lz4Hadoop
    }

    /// - Parameters:
    ///   - packed: All of the packed bytes.
    ///   - codec: What they are packed with.
    ///   - count: How many bytes it must unpack to; the caller has checked that they may be so many.
    /// - Returns: `nil` when the bytes are not of the codec, or unpack to fewer or more.
    static func unpack(
        _ packed: UnsafeRawBufferPointer, _ codec: Codec, count: Int
    ) -> [UInt8]? {
        switch codec {
        case .none: packed.count == count ? Array(packed) : nil
        case .snappy: Snappy.unpack(packed, count: count)
        case .gzip: inflate(packed, count: count)
        case .zstd: zstd(packed, count: count)
        case .lz4Block: lz4Block(packed, count: count)
        case .lz4Frame: lz4Frame(packed, count: count)
        case .lz4Hadoop: lz4Hadoop(packed, count: count) ?? lz4Block(packed, count: count)
        }
    }

    /// zlib's or gzip's, of one member or several.
    private static func inflate(_ packed: UnsafeRawBufferPointer, count: Int) -> [UInt8]? {
        guard packed.count <= UInt32.max, count < UInt32.max else { return nil }
        var stream = z_stream()
        guard assay_inflate_init(&stream, 15 + 32) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        stream.next_in = UnsafeMutablePointer(
            mutating: packed.bindMemory(to: UInt8.self).baseAddress)
        stream.avail_in = UInt32(packed.count)
        return made(count) { output in
            stream.next_out = output.baseAddress
            stream.avail_out = UInt32(output.count)
            while true {
                let before = (stream.avail_in, stream.avail_out)
                let status = CCompression.inflate(&stream, Z_NO_FLUSH)
                if status == Z_STREAM_END {
                    if stream.avail_in == 0 { return output.count - Int(stream.avail_out) }
                    guard inflateReset(&stream) == Z_OK else { return nil }
                } else if status != Z_OK || before == (stream.avail_in, stream.avail_out) {
                    return nil
                }
            }
        }
    }

    private static func zstd(_ packed: UnsafeRawBufferPointer, count: Int) -> [UInt8]? {
        made(count) { output in
            let size = ZSTD_decompress(
                output.baseAddress, output.count, packed.baseAddress, packed.count)
            return ZSTD_isError(size) == 0 ? size : nil
        }
    }

    private static func lz4Block(_ packed: UnsafeRawBufferPointer, count: Int) -> [UInt8]? {
        guard let from = Int32(exactly: packed.count), Int32(exactly: count) != nil else {
            return nil
        }
        return made(count) { output in
            let size = LZ4_decompress_safe(
                packed.bindMemory(to: CChar.self).baseAddress,
                UnsafeMutableRawPointer(output.baseAddress)?.assumingMemoryBound(to: CChar.self),
                from, Int32(output.count))
            return size >= 0 ? Int(size) : nil
        }
    }

    private static func lz4Frame(_ packed: UnsafeRawBufferPointer, count: Int) -> [UInt8]? {
        var context: OpaquePointer?
        guard LZ4F_isError(LZ4F_createDecompressionContext(&context, UInt32(LZ4F_VERSION))) == 0
        else { return nil }
        defer { LZ4F_freeDecompressionContext(context) }
        return made(count) { output in
            var (used, filled) = (0, 0)
            while true {
                var (room, rest) = (output.count - filled, packed.count - used)
                let status = LZ4F_decompress(
                    context, output.baseAddress.map { $0 + filled }, &room,
                    packed.baseAddress.map { $0 + used }, &rest, nil)
                guard LZ4F_isError(status) == 0 else { return nil }
                used += rest
                filled += room
                if status == 0 || (rest == 0 && room == 0) { return status == 0 ? filled : nil }
            }
        }
    }

    /// Each block has its unpacked and its packed size before it, the big end first.
    private static func lz4Hadoop(_ packed: UnsafeRawBufferPointer, count: Int) -> [UInt8]? {
        var output: [UInt8] = []
        var at = 0
        func size() -> Int {
            Int(UInt32(bigEndian: packed.loadUnaligned(fromByteOffset: at, as: UInt32.self)))
        }
        while at < packed.count {
            guard packed.count - at >= 8 else { return nil }
            let unpackedSize = size()
            at += 4
            let packedSize = size()
            at += 4
            guard packedSize <= packed.count - at, unpackedSize <= count - output.count,
                let block = lz4Block(
                    UnsafeRawBufferPointer(rebasing: packed[at..<(at + packedSize)]),
                    count: unpackedSize)
            else { return nil }
            output.append(contentsOf: block)
            at += packedSize
        }
        return output.count == count ? output : nil
    }

    /// An array that a call fills; `nil` unless it fills all of it.
    ///
    /// The call has room for one byte more, so that a stream that is longer does not seem to fit.
    private static func made(
        _ count: Int, _ fill: (UnsafeMutableBufferPointer<UInt8>) -> Int?
    ) -> [UInt8]? {
        var isWhole = false
        let output = [UInt8](unsafeUninitializedCapacity: count + 1) { output, filled in
            let size = fill(UnsafeMutableBufferPointer(rebasing: output[..<(count + 1)]))
            isWhole = size == count
            filled = isWhole ? count : 0
        }
        return isWhole ? output : nil
    }
}

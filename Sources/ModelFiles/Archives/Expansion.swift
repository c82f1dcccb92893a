import CCompression

/// What became of a compressed stream.
struct Expansion {
    enum Ending { case complete, truncated, corrupt, limit }

    var output: [UInt8] = []
    var ending = Ending.truncated
    /// Packed bytes that belong to the stream.
    var consumed = 0

    static let chunk = 1 << 16
    /// Unpacked bytes beyond which a ratio that no weights have ends the unpacking.
    static let denseLimit = 64 << 20
    static let denseRatio = 200

    /// Whether so much came of so little that it is not worth going on.
    var isDense: Bool {
        output.count >= Self.denseLimit && output.count / max(1, consumed) > Self.denseRatio
    }
}

/// Unpacks streams chunk by chunk, up to a limit of unpacked bytes.
enum Expander {
    /// liblzma's numbers of the coders that 7z and zip use.
    static let lzma1: UInt64 = 0x4000_0000_0000_0001
    static let lzma2: UInt64 = 0x21

    /// - Parameters:
    ///   - bytes: The stream, and perhaps what follows it.
    ///   - windowBits: zlib's: -15 for raw deflate, 15 for zlib, 31 for gzip.
    ///   - limit: Unpacked bytes, at most.
    /// - Returns: What was unpacked, and how the stream ended.
    static func inflate(_ bytes: Bytes, windowBits: Int32, limit: Int) -> Expansion {
        var stream = z_stream()
        guard assay_inflate_init(&stream, windowBits) == Z_OK else { return Expansion() }
        defer { inflateEnd(&stream) }
        return expand(bytes, limit: limit) { input, output in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(truncatingIfNeeded: input.count)
            stream.next_out = output.baseAddress
            stream.avail_out = UInt32(truncatingIfNeeded: output.count)
            let status = CCompression.inflate(&stream, Z_NO_FLUSH)
            return ExpansionStep(
                used: input.count - Int(stream.avail_in),
                made: output.count - Int(stream.avail_out),
                isOver: status == Z_STREAM_END,
                isCorrupt: status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
        }
    }

    static func bunzip(_ bytes: Bytes, limit: Int) -> Expansion {
        var stream = bz_stream()
        guard BZ2_bzDecompressInit(&stream, 0, 1) == BZ_OK else { return Expansion() }
        defer { BZ2_bzDecompressEnd(&stream) }
        return expand(bytes, limit: limit) { input, output in
            input.withMemoryRebound(to: CChar.self) { stream.next_in = $0.baseAddress }
            stream.avail_in = UInt32(truncatingIfNeeded: input.count)
            output.withMemoryRebound(to: CChar.self) { stream.next_out = $0.baseAddress }
            stream.avail_out = UInt32(truncatingIfNeeded: output.count)
            let status = BZ2_bzDecompress(&stream)
            return ExpansionStep(
                used: input.count - Int(stream.avail_in),
                made: output.count - Int(stream.avail_out),
                isOver: status == BZ_STREAM_END,
                isCorrupt: status != BZ_OK && status != BZ_STREAM_END)
        }
    }

    /// Memory that one LZMA decoder may ask for, in bytes.
    private static let lzmaMemory: UInt64 = 256 << 20

    /// `.xz` and the older `.lzma`.
    static func unlzma(_ bytes: Bytes, limit: Int) -> Expansion {
        var stream = lzma_stream()
        guard lzma_auto_decoder(&stream, lzmaMemory, 0) == LZMA_OK else { return Expansion() }
        defer { lzma_end(&stream) }
        return expandLZMA(bytes, &stream, limit: limit)
    }

    /// LZMA or LZMA2 without a header of its own, as zip and 7z keep it.
    ///
    /// - Parameters:
    ///   - bytes: The packed bytes.
    ///   - filter: ``lzma1`` or ``lzma2``.
    ///   - branch: liblzma's number of a filter for jumps that goes before, or 0.
    ///   - properties: The coder's, which say the dictionary's size.
    ///   - limit: Unpacked bytes, at most.
    /// - Returns: What was unpacked, and how the stream ended.
    static func unlzmaRaw(
        _ bytes: Bytes, filter: UInt64, branch: UInt64 = 0, properties: [UInt8], limit: Int
    ) -> Expansion {
        var stream = lzma_stream()
        guard
            assay_lzma_raw(&stream, branch, filter, properties, properties.count, lzmaMemory)
                == LZMA_OK
        else { return Expansion(ending: .corrupt) }
        defer { lzma_end(&stream) }
        return expandLZMA(bytes, &stream, limit: limit)
    }

    private static func expandLZMA(
        _ bytes: Bytes, _ stream: inout lzma_stream, limit: Int
    ) -> Expansion {
        expand(bytes, limit: limit) { input, output in
            stream.next_in = UnsafePointer(input.baseAddress)
            stream.avail_in = input.count
            stream.next_out = output.baseAddress
            stream.avail_out = output.count
            let status = lzma_code(&stream, LZMA_RUN)
            return ExpansionStep(
                used: input.count - stream.avail_in, made: output.count - stream.avail_out,
                isOver: status == LZMA_STREAM_END,
                isCorrupt: status != LZMA_OK && status != LZMA_STREAM_END
                    && status != LZMA_BUF_ERROR)
        }
    }

    static func unzstd(_ bytes: Bytes, limit: Int) -> Expansion {
        guard let stream = ZSTD_createDStream() else { return Expansion() }
        defer { ZSTD_freeDStream(stream) }
        ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, 27)
        return expand(bytes, limit: limit) { input, output in
            var from = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
            var to = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
            let status = ZSTD_decompressStream(stream, &to, &from)
            return ExpansionStep(
                used: from.pos, made: to.pos, isOver: status == 0,
                isCorrupt: ZSTD_isError(status) != 0)
        }
    }

    static func unlz4(_ bytes: Bytes, limit: Int) -> Expansion {
        var context: OpaquePointer?
        guard LZ4F_isError(LZ4F_createDecompressionContext(&context, UInt32(LZ4F_VERSION))) == 0
        else { return Expansion() }
        defer { LZ4F_freeDecompressionContext(context) }
        return expand(bytes, limit: limit) { input, output in
            var made = output.count
            var used = input.count
            let status = LZ4F_decompress(
                context, output.baseAddress, &made, input.baseAddress, &used, nil)
            return ExpansionStep(
                used: used, made: made, isOver: status == 0, isCorrupt: LZ4F_isError(status) != 0)
        }
    }

    // MARK: The loop that all share

    private struct ExpansionStep {
        let used: Int
        let made: Int
        let isOver: Bool
        let isCorrupt: Bool
    }

    private static func expand(
        _ bytes: Bytes, limit: Int,
        step: (UnsafeMutableBufferPointer<UInt8>, UnsafeMutableBufferPointer<UInt8>) ->
            ExpansionStep
    ) -> Expansion {
        var expansion = Expansion()
        var input = bytes.array(at: 0, count: Expansion.chunk)
        var inputUsed = 0
        var output = [UInt8](repeating: 0, count: Expansion.chunk)
        while expansion.output.count < limit, !expansion.isDense {
            let made = input.withUnsafeMutableBufferPointer { input in
                output.withUnsafeMutableBufferPointer { output in
                    step(UnsafeMutableBufferPointer(rebasing: input[inputUsed...]), output)
                }
            }
            expansion.output += output.prefix(made.made)
            inputUsed += made.used
            expansion.consumed += made.used
            if made.isOver || made.isCorrupt {
                expansion.ending = made.isOver ? .complete : .corrupt
                return expansion
            }
            if inputUsed == input.count {
                input = bytes.array(at: expansion.consumed, count: Expansion.chunk)
                inputUsed = 0
            }
            if made.used == 0 && made.made == 0 { return expansion }
        }
        expansion.ending = .limit
        return expansion
    }
}

/// Single compressed streams: gzip, bzip2, xz, lzma, zlib, zstd, lz4.
extension Inspection {
    mutating func inspectStream(_ bytes: Bytes, format: FileFormat, name: String, at place: Place) {
        let limit = min(limits.memberBytes * 4, expandedBytesLeft)
        var expansion = expand(bytes, format: format, limit: limit)
        joinStreams(&expansion, of: bytes, format, limit: limit)
        expandedBytesLeft -= expansion.output.count
        noteEnding(expansion, packed: bytes.count, format, at: place)
        guard !expansion.output.isEmpty else { return }
        let innerName = Self.innerName(name, format)
        // joblib's container keeps the pickle, or an array's bytes alone, whatever its name says.
        let claimed = format == .joblibZlib ? "" : innerName
        inspect(Bytes(expansion.output), name: claimed, at: place.inside(innerName))
        let rest = bytes.slice(at: expansion.consumed)
        if expansion.ending == .complete, rest.count > 0 { inspectNext(rest, format, at: place) }
    }

    /// Streams that a reader of the format goes on with, and adds to what it has.
    private static let streamLimit = 10_000

    /// Readers join the streams of a file, so that what is split among them is one again.
    private func joinStreams(
        _ expansion: inout Expansion, of bytes: Bytes, _ format: FileFormat, limit: Int
    ) {
        guard [.gzip, .bzip2, .xz, .zstd, .lz4].contains(format) else { return }
        for _ in 0..<Self.streamLimit {
            let rest = bytes.slice(at: padded(expansion.consumed, bytes, format))
            guard expansion.ending == .complete, rest.count > 8, expansion.output.count < limit,
                FormatSniffer.isStream(rest, of: format)
            else { return }
            let next = expand(rest, format: format, limit: limit - expansion.output.count)
            guard next.ending != .corrupt || !next.output.isEmpty else { return }
            expansion.output += next.output
            expansion.consumed = bytes.count - rest.count + next.consumed
            expansion.ending = next.ending
        }
    }

    /// xz pads its streams with zeros, four at a time.
    private func padded(_ offset: Int, _ bytes: Bytes, _ format: FileFormat) -> Int {
        guard format == .xz else { return offset }
        var offset = offset
        while bytes.exactly(at: offset, count: 4) == [0, 0, 0, 0] { offset += 4 }
        return offset
    }

    /// What is left of a name without the extension of its compression.
    private static func innerName(_ name: String, _ format: FileFormat) -> String {
        let last = name.split(separator: "/").last.map(String.init) ?? "stream"
        let extensions = [".gz", ".bz2", ".xz", ".lzma", ".zlib", ".zst", ".lz4", ".z"]
        for suffix in extensions where last.lowercased().hasSuffix(suffix) {
            return String(last.dropLast(suffix.count))
        }
        return last.isEmpty ? format.rawValue : last
    }

    /// Bytes of joblib's own header: `ZF`, and a length of 18 to 20 characters.
    private static func joblibHeader(_ bytes: Bytes) -> Int {
        let head = bytes.array(at: 20, count: 3)
        return 20 + (head.firstIndex(of: 0x78) ?? 1)
    }

    func expand(_ bytes: Bytes, format: FileFormat, limit: Int) -> Expansion {
        switch format {
        case .gzip: Expander.inflate(bytes, windowBits: 31, limit: limit)
        case .zlib: Expander.inflate(bytes, windowBits: 15, limit: limit)
        case .joblibZlib:
            Expander.inflate(
                bytes.slice(at: Self.joblibHeader(bytes)), windowBits: 15, limit: limit)
        case .bzip2: Expander.bunzip(bytes, limit: limit)
        case .xz, .lzma: Expander.unlzma(bytes, limit: limit)
        case .zstd: Expander.unzstd(bytes, limit: limit)
        default: Expander.unlz4(bytes, limit: limit)
        }
    }

    mutating func noteEnding(
        _ expansion: Expansion, packed: Int, _ format: FileFormat, at place: Place
    ) {
        switch expansion.ending {
        case .complete: noteDense(expansion, packed: packed, at: place)
        case .truncated: trouble(format, "the compressed stream is cut off", place)
        case .corrupt: trouble(format, "the compressed stream is broken", place)
        case .limit:
            let isBomb = expansion.output.count / max(1, expansion.consumed) > 100
            if isBomb {
                add(
                    .bomb,
                    "\(expansion.consumed) bytes unpack to more than \(expansion.output.count)",
                    place)
            } else {
                trouble(format, "unpacks to more than \(expansion.output.count) bytes", place)
            }
        }
    }

    /// Streams that each unpack to much of little may be a bomb together.
    private mutating func noteDense(_ expansion: Expansion, packed: Int, at place: Place) {
        guard expansion.output.count / max(1, packed) > 100 else { return }
        denseBytes += expansion.output.count
        guard denseBytes > Self.denseBytesMax, expandedBytesLeft > 0 else { return }
        expandedBytesLeft = 0
        add(.bomb, "its parts unpack to more than \(denseBytes) bytes of little", place)
    }

    private static let denseBytesMax = 192 << 20

    /// gzip, bzip2 and xz readers go on with a stream that follows; others pass it over.
    private mutating func inspectNext(_ rest: Bytes, _ format: FileFormat, at place: Place) {
        guard membersLeft > 0 else { return }
        membersLeft -= 1
        let head = rest.array(at: 0, count: 512)
        guard head.contains(where: { $0 != 0 }) else { return }
        if PayloadSniffer.startsContainer(head) {
            inspect(rest, name: "", at: place.inside("after the \(format.rawValue) stream"))
        } else {
            add(.appended, "\(rest.count) bytes after the \(format.rawValue) stream", place)
        }
    }
}

import Transparency

/// One of the two files that a thread hashes at a time; after it, the next.
struct HashLane {
    /// Small enough that what is read is still in the core's own cache when it is hashed.
    private static let bufferByteCount = 256 << 10

    private let work: HashingWork
    private let watcher: (@Sendable (FileHasher.Piece) -> Void)?
    private let buffer: UnsafeMutableRawBufferPointer
    private var file: (index: Int, reader: UnchangedFile)?
    private var hasher = DigestHasher()
    /// What of the buffer was read and not hashed.
    private var unhashed = 0..<0

    init(_ work: HashingWork, _ watcher: (@Sendable (FileHasher.Piece) -> Void)?) {
        self.work = work
        self.watcher = watcher
        buffer = .allocate(byteCount: Self.bufferByteCount, alignment: 4096)
    }

    func deallocate() { buffer.deallocate() }

    /// Reads what is needed and hashes as much as two lanes have.
    ///
    /// - Returns: Whether there was anything left to do.
    /// - Throws: A fault when a file cannot be read or changed meanwhile.
    static func advance(_ one: inout Self, _ two: inout Self) throws(Failure) -> Bool {
        try one.fill()
        try two.fill()
        guard one.work.isStopped == false else { return false }
        switch (one.unhashed.isEmpty, two.unhashed.isEmpty) {
        case (true, true): return false
        case (false, true): one.hashAlone()
        case (true, false): two.hashAlone()
        case (false, false): hashTogether(&one, &two)
        }
        return true
    }

    /// Reads on when nothing is left to hash, in the next file when this one is at its end.
    private mutating func fill() throws(Failure) {
        while unhashed.isEmpty {
            if file == nil { try begin() }
            guard let (index, reader) = file else { return }
            let offset = reader.offset
            let count = try reader.read(into: buffer)
            unhashed = 0..<count
            if count > 0 {
                watcher?(FileHasher.Piece(file: index, offset: offset, bytes: bytes(count)))
            } else {
                try reader.finish()
                work.finish(index, .init(digest: hasher.finalize(), size: reader.offset))
                file = nil
            }
        }
    }

    private mutating func begin() throws(Failure) {
        guard let (index, path) = work.next() else { return }
        file = (index, try UnchangedFile(path))
        hasher = DigestHasher()
    }

    /// The next bytes to hash, so many.
    private func bytes(_ count: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: buffer[unhashed.prefix(count)])
    }

    private mutating func hashAlone() {
        hasher.update(bytes(unhashed.count))
        unhashed = 0..<0
    }

    private static func hashTogether(_ one: inout Self, _ two: inout Self) {
        let count = min(one.unhashed.count, two.unhashed.count)
        DigestHasher.update(
            &one.hasher, with: one.bytes(count), &two.hasher, with: two.bytes(count))
        one.unhashed = one.unhashed.dropFirst(count)
        two.unhashed = two.unhashed.dropFirst(count)
    }
}

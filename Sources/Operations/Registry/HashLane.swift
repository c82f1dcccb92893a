import Transparency

/// One of the two files that a thread hashes at a time; after it, the next.
struct HashLane {
    /// Small enough that what is read is still in the core's own cache when it is hashed.
    private static let bufferByteCount = 256 << 10
    /// Large enough that mapping takes little time beside hashing.
    private static let windowByteCount = 2 << 20

    private let work: HashingWork
    private let watcher: (@Sendable (FileHasher.Piece) -> Void)?
    private let buffer: UnsafeMutableRawBufferPointer
    private var file: (index: Int, reader: UnchangedFile)?
    private var hasher = DigestHasher()
    /// What of the file was read, or mapped, and not hashed.
    private var unhashed = UnsafeRawBufferPointer(start: nil, count: 0)
    private var isMapped = false

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
        let count = commonByteCount(one, two)
        if count > 0 {
            try hashTogether(&one, &two, count)
        } else if !one.isMapped && !one.unhashed.isEmpty || two.unhashed.isEmpty {
            guard !one.unhashed.isEmpty else { return false }
            try one.hashAlone()
        } else {
            try two.hashAlone()
        }
        return true
    }

    /// As much as both have; of a mapped file only whole parts can be taken.
    private static func commonByteCount(_ one: Self, _ two: Self) -> Int {
        let count = min(one.unhashed.count, two.unhashed.count)
        guard one.isMapped || two.isMapped else { return count }
        guard one.hasher.isAtUnit, two.hasher.isAtUnit else { return 0 }
        return count - count % DigestHasher.mappedUnit
    }

    /// Reads on when nothing is left to hash, in the next file when this one is at its end.
    private mutating func fill() throws(Failure) {
        while unhashed.isEmpty {
            if file == nil { try begin() }
            guard let (index, reader) = file else { return }
            let offset = reader.offset
            unhashed = try next(of: reader)
            if !unhashed.isEmpty {
                watcher?(FileHasher.Piece(file: index, offset: offset, byteCount: unhashed.count))
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

    /// A window of a large file, and what is left behind the last window as it is read.
    private mutating func next(of reader: UnchangedFile) throws(Failure) -> UnsafeRawBufferPointer {
        let canMap = DigestHasher.readsMapped && reader.offset % Self.windowByteCount == 0
        if canMap, let window = reader.map(Self.windowByteCount) {
            isMapped = true
            return window
        }
        isMapped = false
        let count = try reader.read(into: buffer)
        return UnsafeRawBufferPointer(rebasing: buffer[..<count])
    }

    // MARK: Hashing

    private mutating func hashAlone() throws(Failure) {
        if isMapped {
            guard hasher.update(mapped: unhashed) else { throw unreadable }
        } else {
            hasher.update(unhashed)
        }
        pass(unhashed.count)
    }

    private static func hashTogether(
        _ one: inout Self, _ two: inout Self, _ count: Int
    ) throws(Failure) {
        let ones = UnsafeRawBufferPointer(rebasing: one.unhashed[..<count])
        let twos = UnsafeRawBufferPointer(rebasing: two.unhashed[..<count])
        if one.isMapped || two.isMapped {
            guard DigestHasher.update(&one.hasher, mapped: ones, &two.hasher, mapped: twos) else {
                throw one.isMapped ? one.unreadable : two.unreadable
            }
        } else {
            DigestHasher.update(&one.hasher, with: ones, &two.hasher, with: twos)
        }
        one.pass(count)
        two.pass(count)
    }

    private mutating func pass(_ count: Int) {
        unhashed = UnsafeRawBufferPointer(rebasing: unhashed[count...])
    }

    /// Why a mapped page cannot be read: somebody cut the file short.
    private var unreadable: Failure {
        file?.reader.changed ?? .fault("unreadable", "a file cannot be read to its end")
    }
}

/// Texts of a page, one after another.
///
/// Source: Apache Parquet, *Encodings*: plain, delta-length byte array, delta byte array.
struct TextValues {
    private enum Form {
        /// Each with its length in four bytes before it.
        case plain
        /// Lengths first, then all texts.
        case lengths(BufferedDeltas)
        /// How much each has of the one before, how much is its own, then all that is their own.
        case changes(shared: BufferedDeltas, own: BufferedDeltas)
        case fixed(FixedBytes)
    }

    private let bytes: [UInt8]
    private var at: Int
    private var form: Form
    private var last: [UInt8] = []
    /// Bytes of all texts that share their beginnings: a few bytes of a hostile page may be many.
    private var sharedBytes = 0

    static let sharedBytesMost = 1 << 28

    static func plain(_ bytes: [UInt8], from start: Int) -> Self {
        Self(bytes: bytes, at: start, form: .plain)
    }

    static func fixed(_ values: FixedBytes) -> Self { Self(bytes: [], at: 0, form: .fixed(values)) }

    static func lengths(_ bytes: [UInt8], from start: Int) throws(TableError) -> Self {
        let lengths = try DeltaDecoder(bytes, from: start, to: bytes.count)
        return Self(
            bytes: bytes, at: try lengths.endOfBlocks(), form: .lengths(BufferedDeltas(lengths)))
    }

    static func changes(_ bytes: [UInt8], from start: Int) throws(TableError) -> Self {
        let shared = try DeltaDecoder(bytes, from: start, to: bytes.count)
        let own = try DeltaDecoder(bytes, from: try shared.endOfBlocks(), to: bytes.count)
        return Self(
            bytes: bytes, at: try own.endOfBlocks(),
            form: .changes(shared: BufferedDeltas(shared), own: BufferedDeltas(own)))
    }

    private init(bytes: [UInt8], at: Int, form: Form) {
        self.bytes = bytes
        self.at = at
        self.form = form
    }

    /// Hands over the next text's bytes.
    ///
    /// - Throws: ``TableError/damaged(_:_:)`` when there is none, or what the call throws.
    mutating func next(
        _ body: (Span<UInt8>) throws(TableError) -> Void
    ) throws(TableError) {
        if case .plain = form {
            guard bytes.count - at >= 4 else { throw Self.short }
            let length = Int(
                bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt32.self))
            at += 4
            let range = try take(length)
            try body(bytes.span.extracting(range))
        } else {
            try nextOther(body)
        }
    }

    private mutating func nextOther(
        _ body: (Span<UInt8>) throws(TableError) -> Void
    ) throws(TableError) {
        switch form {
        case .plain: return
        case .lengths(var lengths):
            form = .plain
            let length = try lengths.next()
            form = .lengths(lengths)
            let range = try take(length)
            try body(bytes.span.extracting(range))
        case .changes(var shared, var own):
            form = .plain
            let (kept, length) = (try shared.next(), try own.next())
            form = .changes(shared: shared, own: own)
            guard kept >= 0, kept <= last.count else {
                throw .damaged(.parquet, "a text shares more with the one before than it has")
            }
            last.removeLast(last.count - kept)
            last.append(contentsOf: bytes[try take(length)])
            sharedBytes += last.count
            guard sharedBytes <= Self.sharedBytesMost else {
                throw .tooLarge("the text of a page", bytesMost: Self.sharedBytesMost)
            }
            try body(last.span)
        case .fixed(var values):
            form = .plain
            var text: [UInt8] = []
            try values.read(1) { text = Array($0) }
            form = .fixed(values)
            try body(text.span)
        }
    }

    private mutating func take(_ length: Int) throws(TableError) -> Range<Int> {
        guard length >= 0, length <= bytes.count - at else { throw Self.short }
        at += length
        return (at - length)..<at
    }

    private static let short = TableError.damaged(.parquet, "a page has fewer values than it says")
}

/// Differences that are taken one at a time.
struct BufferedDeltas {
    private var decoder: DeltaDecoder
    private var values: [Int64] = []
    private var at = 0
    private var left: Int

    private static let step = 1_024

    init(_ decoder: DeltaDecoder) {
        self.decoder = decoder
        left = decoder.count
    }

    /// The next number; −1 when it is none that a length can be.
    mutating func next() throws(TableError) -> Int {
        if at == values.count {
            guard left > 0 else {
                throw .damaged(.parquet, "a page has fewer values than it says")
            }
            values = [Int64](repeating: 0, count: min(left, Self.step))
            let decoded = Result { () throws(TableError) in
                try values.withUnsafeMutableBufferPointer { room throws(TableError) in
                    try decoder.next(room)
                }
            }
            try decoded.get()
            left -= values.count
            at = 0
        }
        at += 1
        return Int(values[at - 1])
    }
}

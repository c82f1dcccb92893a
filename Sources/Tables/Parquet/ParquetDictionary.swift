/// The different values of a column in one group of rows, which pages refer to by number.
struct ParquetDictionary {
    /// Whole numbers or doubles, as the column's values are.
    private(set) var integers: [Int64] = []
    private(set) var doubles: [Double] = []
    /// Texts: all bytes, and where each stands.
    private(set) var bytes: [UInt8] = []
    private(set) var texts: [Range<Int>] = []
    let count: Int
    /// The builder's code of each text, or −1 while no row had it; for one generation of codes.
    private(set) var codes: [Int32] = []
    /// How many texts have no code yet.
    private(set) var codesMissing = 0
    private(set) var generation = 0

    var heldBytes: Int { bytes.count + 8 * (integers.count + doubles.count) + 20 * texts.count }

    init(
        _ header: ParquetPageHeader, _ bytes: [UInt8], _ values: ParquetColumn.Values
    ) throws(TableError) {
        guard header.encoding == .plain || header.encoding == .plainDictionary else {
            throw .damaged(.parquet, "a dictionary that is not written plainly")
        }
        // Each value takes a byte at least; a text four.
        guard header.valueCount >= 0, header.valueCount <= bytes.count || header.valueCount == 0
        else { throw .damaged(.parquet, "a dictionary has fewer values than it says") }
        count = header.valueCount
        switch values {
        case .booleans: throw .damaged(.parquet, "a dictionary of truth values")
        case .numbers(let number, _): try readNumbers(number, bytes)
        case .texts(let width): try readTexts(bytes, width: width)
        case .decimals: try readTexts(bytes, width: nil)
        }
        forgetCodes(generation)
    }

    /// Begins anew for other codes.
    mutating func forgetCodes(_ generation: Int) {
        codes = [Int32](repeating: -1, count: texts.count)
        codesMissing = texts.count
        self.generation = generation
    }

    /// Keeps the code of a text that had none.
    mutating func setCode(_ code: Int32, of text: Int) {
        codes[text] = code
        codesMissing -= 1
    }

    private mutating func readNumbers(_ number: FixedNumber, _ bytes: [UInt8]) throws(TableError) {
        var plain = FixedBytes(bytes, from: 0, width: number.width, isSplit: false)
        var (integers, doubles): ([Int64], [Double]) = ([], [])
        try plain.read(count) { raw in
            if number.isWhole {
                integers = [Int64](unsafeUninitializedCapacity: count) { room, filled in
                    number.read(raw, UnsafeMutableBufferPointer(rebasing: room[..<count]))
                    filled = count
                }
            } else {
                doubles = [Double](unsafeUninitializedCapacity: count) { room, filled in
                    number.read(raw, UnsafeMutableBufferPointer(rebasing: room[..<count]))
                    filled = count
                }
            }
        }
        (self.integers, self.doubles) = (integers, doubles)
    }

    private mutating func readTexts(_ bytes: [UInt8], width: Int?) throws(TableError) {
        self.bytes = bytes
        texts.reserveCapacity(count)
        var at = 0
        for _ in 0..<count {
            var length = width ?? 0
            if width == nil {
                guard bytes.count - at >= 4 else { throw Self.short }
                length = (0..<4).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
                at += 4
            }
            guard length <= bytes.count - at else { throw Self.short }
            texts.append(at..<(at + length))
            at += length
        }
    }

    private static let short = TableError.damaged(
        .parquet, "a dictionary has fewer values than it says")
}

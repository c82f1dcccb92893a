/// A column of a chunk that grows, cell by cell or many values at once.
struct ColumnBuilder {
    let name: String
    /// What the values are handed over as.
    let type: ColumnType
    let rule: CellRule
    var numbers: [Double] = []
    private var codes: [Int32] = []
    private var booleans: [Int8] = []
    var nullCount = 0
    private var beyondExactCount = 0
    private var interner = TextInterner()
    /// Bytes of the texts of this chunk that were looked at, and how many they may be.
    private var textBytes = 0
    private var textBytesMost = TableLimits.standard.heldBytes
    private var wasPositiveSeen = false
    /// What a column of labels had instead of the positive text, up to twenty of them.
    private var others: [String] = []

    init(name: String, type: ColumnType, rule: CellRule) {
        self.name = name
        self.type = type
        self.rule = rule
    }

    /// The column that is asked for, of a type that the file has written.
    init(_ request: ColumnRequest, written: ColumnType) {
        self.init(
            name: request.name, type: request.kind.type(of: written), rule: request.kind.rule)
    }

    /// Which dictionary the codes are of.
    var generation: Int { interner.dictionary.generation }

    /// How many texts the dictionary has.
    var knownTexts: Int { interner.dictionary.count }

    /// Begins a chunk: after a large dictionary with a new one.
    mutating func begin(rows: Int, limits: TableLimits) {
        textBytesMost = limits.heldBytes
        let dictionary = interner.dictionary
        if dictionary.count >= limits.dictionaryTexts
            || dictionary.bytes.count >= limits.dictionaryBytes
        {
            interner = TextInterner(generation: dictionary.generation + 1)
        }
        switch type {
        case .category: codes.reserveCapacity(rows)
        case .boolean: booleans.reserveCapacity(rows)
        default: numbers.reserveCapacity(rows)
        }
    }

    /// Ends a chunk.
    mutating func take() -> Column {
        defer {
            (numbers, codes, booleans) = ([], [], [])
            (nullCount, beyondExactCount, textBytes) = (0, 0, 0)
        }
        switch type {
        case .category:
            return .categories(
                Categories(codes: codes, nullCount: nullCount, dictionary: interner.dictionary))
        case .boolean:
            return .booleans(Booleans(booleans, nullCount: nullCount))
        default:
            return .numbers(
                Numbers(numbers, nullCount: nullCount, beyondExactCount: beyondExactCount))
        }
    }

    /// - Throws: ``TableError/positiveNeverSeen(column:positive:seen:)``, after rows that had none.
    func checkPositive(rows: Int) throws(TableError) {
        guard let positive = rule.positive, rows > 0, !wasPositiveSeen else { return }
        throw .positiveNeverSeen(
            column: name, positive: String(decoding: positive, as: UTF8.self),
            seen: others.sorted())
    }

    // MARK: One value

    mutating func appendMissing(at place: RowPlace) throws(TableError) {
        guard rule.allowsMissing else { throw .missingCell(place, column: name) }
        nullCount += 1
        switch type {
        case .category: codes.append(-1)
        case .boolean: booleans.append(-1)
        default: numbers.append(Numbers.missing)
        }
    }

    @inline(__always)
    mutating func append(number: Double, at place: RowPlace) throws(TableError) {
        if !number.isFinite {
            guard rule.allowsNonFinite else {
                if number.isNaN, rule.allowsMissing { return try appendMissing(at: place) }
                throw .notANumber(place, column: name, value: "\(number)")
            }
            numbers.append(number.isNaN ? .nan : number)
            return
        }
        numbers.append(number)
    }

    /// Adds whole numbers that were counted to be beyond ±2⁵³.
    mutating func count(beyondExact: Int) { beyondExactCount += beyondExact }

    mutating func append(boolean: Bool) { booleans.append(boolean ? 1 : 0) }

    /// The code in the column's dictionary of a text that is valid UTF-8.
    @inline(__always)
    mutating func code(of text: Span<UInt8>) throws(TableError) -> Int32 {
        guard let code = interner.code(of: text) else {
            throw .tooManyCategories(column: name, most: Int(Int32.max))
        }
        return code
    }

    /// Counts a text's bytes: in a hostile file many texts may share the same ones.
    @inline(__always)
    mutating func count(textBytes count: Int) throws(TableError) {
        textBytes += count
        guard textBytes <= textBytesMost else {
            throw .tooLarge("the text of column `\(name)` in one chunk", bytesMost: textBytesMost)
        }
    }

    /// Adds a code, −1 for a missing cell that the rule allows.
    @inline(__always)
    mutating func append(code: Int32) {
        codes.append(code)
        if code < 0 { nullCount += 1 }
    }

    /// Adds many codes, none of a missing cell.
    ///
    /// - Parameters:
    ///   - indices: Of the codes in `known`.
    ///   - known: The codes, ≥ 0.
    /// - Complexity: O(indices).
    mutating func append(codesAt indices: ArraySlice<Int32>, of known: [Int32]) {
        let start = codes.count
        codes.append(contentsOf: indices)
        Categories.replace(&codes, from: start, by: known)
    }

    /// Whether the text is the one that was said to be the positive label.
    mutating func appendLabel(_ text: Span<UInt8>, positive: [UInt8]) {
        let isPositive = text.withUnsafeBufferPointer { $0.elementsEqual(positive) }
        booleans.append(isPositive ? 1 : 0)
        if isPositive {
            wasPositiveSeen = true
        } else if !wasPositiveSeen, others.count < 20 {
            let other = text.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
            if !others.contains(other) { others.append(other) }
        }
    }
}

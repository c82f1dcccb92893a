/// A column that takes up chunk after chunk, with one dictionary for all of them.
struct GrowingColumn {
    let name: String
    private let type: ColumnType
    private var numbers: [Double] = []
    private var codes: [Int32] = []
    private var booleans: [Int8] = []
    private var nullCount = 0
    private var beyondExactCount = 0
    private var interner = TextInterner()
    /// This column's code of each of a chunk's, for the dictionary of a generation.
    private var codeOfCode: [Int32] = []
    private var generation = 0

    init(_ description: TableDescription.Column) {
        name = description.name
        type = description.type
    }

    mutating func append(_ column: Column, limits: TableLimits) throws(TableError) {
        nullCount += column.nullCount
        switch column {
        case .numbers(let more):
            numbers.append(contentsOf: more.values)
            beyondExactCount += more.beyondExactCount
        case .booleans(let more): booleans.append(contentsOf: more.values)
        case .categories(let more): try append(more, limits: limits)
        }
    }

    private mutating func append(
        _ more: Categories, limits: TableLimits
    ) throws(TableError) {
        if more.dictionary.generation != generation {
            generation = more.dictionary.generation
            codeOfCode = []
        }
        let bytes = more.dictionary.bytes
        for code in codeOfCode.count..<more.dictionary.count {
            let text = bytes.span.extracting(more.dictionary.range(code))
            guard let known = interner.code(of: text), Int(known) < limits.categories else {
                throw .tooManyCategories(column: name, most: limits.categories)
            }
            codeOfCode.append(known)
            guard interner.dictionary.bytes.count <= limits.heldBytes else {
                throw .tooLarge("the text of column `\(name)`", bytesMost: limits.heldBytes)
            }
        }
        let start = codes.count
        codes.append(contentsOf: more.codes)
        Categories.replace(&codes, from: start, by: codeOfCode)
    }

    /// Makes room for rows at once, so that a column is not moved as it grows.
    mutating func reserve(rows: Int) {
        switch type {
        case .category: codes.reserveCapacity(rows)
        case .boolean: booleans.reserveCapacity(rows)
        default: numbers.reserveCapacity(rows)
        }
    }

    /// Ends the column; it has no rows after.
    mutating func take() -> Column {
        defer { (numbers, codes, booleans) = ([], [], []) }
        switch type {
        case .boolean: return .booleans(Booleans(booleans, nullCount: nullCount))
        case .category:
            let (dictionary, places) = interner.dictionary.sorted()
            Categories.replace(&codes, from: 0, by: places)
            return .categories(
                Categories(codes: codes, nullCount: nullCount, dictionary: dictionary))
        default:
            return .numbers(
                Numbers(numbers, nullCount: nullCount, beyondExactCount: beyondExactCount))
        }
    }
}

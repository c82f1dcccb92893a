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
        for code in more.codes { codes.append(code < 0 ? -1 : codeOfCode[Int(code)]) }
    }

    func column() -> Column {
        switch type {
        case .boolean: return .booleans(Booleans(booleans, nullCount: nullCount))
        case .category:
            let (dictionary, places) = interner.dictionary.sorted()
            return .categories(
                Categories(
                    codes: codes.map { $0 < 0 ? -1 : places[Int($0)] }, nullCount: nullCount,
                    dictionary: dictionary))
        default:
            return .numbers(
                Numbers(numbers, nullCount: nullCount, beyondExactCount: beyondExactCount))
        }
    }
}

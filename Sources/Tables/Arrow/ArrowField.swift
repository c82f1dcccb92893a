/// A column of an Arrow schema.
///
/// Source: Apache Arrow, `Schema.fbs`.
struct ArrowField {
    /// How the values lie in buffers.
    enum Layout: Equatable {
        case null
        case bits
        /// Whole numbers of so many bytes, and what they count.
        case integers(bytes: Int, isSigned: Bool, NumberMeaning)
        /// Milliseconds of whole days.
        case dateMilliseconds
        /// Floating-point numbers of 2, 4 or 8 bytes.
        case floats(bytes: Int)
        /// Two's complement, the lowest byte first.
        case decimals(bytes: Int, scale: Int)
        /// Offsets of 4 or 8 bytes, and the bytes they part.
        case texts(offsetBytes: Int)
        /// Sixteen bytes each, with short texts inside them.
        case views
        /// Something with so many buffers, and perhaps children, that no column here holds.
        case other(String, buffers: Int)
    }

    let name: String
    let layout: Layout
    let type: ColumnType
    /// Whether texts are said to be text, and not just bytes.
    let isText: Bool
    /// What a report says of it.
    let source: String
    /// The dictionary whose values the column's numbers are indices into.
    let dictionary: Int?
    /// Of the column itself: the indices', when it has a dictionary.
    let stored: Layout
    let children: [ArrowField]

    static let depthMost = 32

    /// Reads a field of a schema.
    ///
    /// Several may refer to the same bytes, so that a few of them could stand for very many:
    /// `fieldsLeft` is how many there may be yet, with those inside.
    init(_ table: FlatTable, depth: Int = 0, fieldsLeft: inout Int) throws(TableError) {
        fieldsLeft -= 1
        guard depth < Self.depthMost, fieldsLeft >= 0 else {
            throw .damaged(.arrowStream, "its schema is nested too deeply, or too wide")
        }
        name = try table.text(0)
        let type = try ArrowType(table)
        layout = type.layout
        self.type = type.type
        isText = type.isText
        var children: [ArrowField] = []
        for child in try table.tables(5, most: fieldsLeft) {
            children.append(try ArrowField(child, depth: depth + 1, fieldsLeft: &fieldsLeft))
        }
        self.children = children
        guard let encoding = try table.table(4) else {
            dictionary = nil
            stored = layout
            source = type.name
            return
        }
        dictionary = try encoding.number(0, size: 8)
        let index = try encoding.table(1)
        let bits = try index?.number(0, size: 4) ?? 32
        let isSigned = try index.map { index throws(TableError) in try index.flag(1) } ?? true
        guard [8, 16, 32, 64].contains(bits) else {
            throw .damaged(.arrowStream, "indices of \(bits) bits")
        }
        stored = .integers(bytes: bits / 8, isSigned: isSigned, .integer)
        source = "dictionary of \(type.name)"
    }

    private init(_ field: ArrowField, stored: Layout) {
        name = field.name
        layout = field.layout
        type = field.type
        isText = field.isText
        source = field.source
        dictionary = nil
        self.stored = stored
        children = field.children
    }

    /// The field whose values are a dictionary's.
    var withoutDictionary: ArrowField { ArrowField(self, stored: layout) }

    /// Why the column is passed over; `nil` when it is not.
    var reason: String? {
        switch layout {
        case .other(let what, _): "it holds \(what)"
        case .texts, .views: isText ? nil : "it holds bytes that are not said to be text"
        case .decimals(let bytes, let scale):
            bytes > DecimalText.bytesMost || abs(scale) > 400 ? "it holds odd decimals" : nil
        default: nil
        }
    }

    /// Whether the column is read as text when it is asked for by name.
    var isReadWhenNamed: Bool {
        switch layout {
        case .texts, .views: true
        default: false
        }
    }

    /// Buffers that a batch has for the column itself, and whether more follow as it says.
    var buffers: (count: Int, areMore: Bool) {
        switch stored {
        case .null: (0, false)
        case .bits, .integers, .dateMilliseconds, .floats, .decimals: (2, false)
        case .texts: (3, false)
        case .views: (2, true)
        case .other(_, let count): (count, false)
        }
    }
}

/// What a field of a schema says of its values.
private struct ArrowType {
    var layout: ArrowField.Layout
    var type = ColumnType.number
    var isText = false
    var name: String

    init(_ field: FlatTable) throws(TableError) {
        let code = try field.number(2, size: 1)
        let details = try field.table(3)
        layout = .other(Self.others[code] ?? "type \(code)", buffers: Self.otherBuffers[code] ?? 2)
        name = "type \(code)"
        switch code {
        case 1: (layout, name) = (.null, "null")
        case 2: try readInteger(details)
        case 3: try readFloat(details)
        case 4: (layout, type, name) = (.texts(offsetBytes: 4), .category, "binary")
        case 5: (layout, type, name) = (.texts(offsetBytes: 4), .category, "utf8")
        case 6: (layout, type, name) = (.bits, .boolean, "bool")
        case 7: try readDecimal(details)
        case 8...10, 18: try readTime(code, details)
        case 19: (layout, type, name) = (.texts(offsetBytes: 8), .category, "large binary")
        case 20: (layout, type, name) = (.texts(offsetBytes: 8), .category, "large utf8")
        case 23: (layout, type, name) = (.views, .category, "binary view")
        case 24: (layout, type, name) = (.views, .category, "utf8 view")
        case 12...17, 21, 22, 25, 26, 11: break
        default: throw .notRead("an Arrow column of type \(code) is not known")
        }
        isText = code == 5 || code == 20 || code == 24
    }

    /// What other types hold.
    private static let others = [
        11: "intervals", 12: "lists", 13: "structures", 14: "unions", 15: "bytes", 16: "lists",
        17: "maps", 21: "lists", 22: "runs", 25: "lists", 26: "lists",
    ]
    /// Their own buffers, without those of what is inside.
    private static let otherBuffers = [
        11: 2, 12: 2, 13: 1, 14: 2, 15: 2, 16: 1, 17: 2, 21: 2, 22: 0, 25: 3, 26: 3,
    ]

    private mutating func readInteger(_ details: FlatTable?) throws(TableError) {
        let bits = try details?.number(0, size: 4) ?? 0
        let isSigned = try details?.flag(1) ?? false
        guard [8, 16, 32, 64].contains(bits) else {
            throw .damaged(.arrowStream, "numbers of \(bits) bits")
        }
        layout = .integers(
            bytes: bits / 8, isSigned: isSigned,
            bits == 64 && !isSigned ? .unsigned : .integer)
        type = .integer
        name = (isSigned ? "int" : "uint") + "\(bits)"
    }

    private mutating func readFloat(_ details: FlatTable?) throws(TableError) {
        let precision = try details?.number(0, size: 2) ?? 0
        guard (0...2).contains(precision) else {
            throw .damaged(.arrowStream, "numbers of no known precision")
        }
        layout = .floats(bytes: 2 << precision)
        name = "float\(16 << precision)"
    }

    private mutating func readDecimal(_ details: FlatTable?) throws(TableError) {
        let bits = try details?.number(2, size: 4, default: 128) ?? 128
        let scale = try details?.number(1, size: 4) ?? 0
        guard [32, 64, 128, 256].contains(bits) else {
            throw .damaged(.arrowStream, "decimals of \(bits) bits")
        }
        layout = .decimals(bytes: bits / 8, scale: scale)
        name = "decimal, scale \(scale)"
    }

    private mutating func readTime(_ code: Int, _ details: FlatTable?) throws(TableError) {
        // Seconds are the first unit; dates and durations have the second one when none is said.
        let unit = try details?.number(0, size: 2, default: code == 10 ? 0 : 1) ?? 1
        guard (0...3).contains(unit) else { throw .damaged(.arrowStream, "time in no known unit") }
        let perSecond = [1, 1_000, 1_000_000, 1_000_000_000][unit]
        switch code {
        case 8:
            (layout, type, name) =
                unit == 0
                ? (.integers(bytes: 4, isSigned: true, .days), .date, "date32")
                : (.dateMilliseconds, .date, "date64")
        case 9:
            let bits = try details?.number(1, size: 4, default: 32) ?? 32
            guard bits == 32 || bits == 64 else {
                throw .damaged(.arrowStream, "times of \(bits) bits")
            }
            layout = .integers(bytes: bits / 8, isSigned: true, .time(perSecond: perSecond))
            (type, name) = (.time, "time, \(perSecond) a second")
        case 10:
            layout = .integers(bytes: 8, isSigned: true, .timestamp(perSecond: perSecond))
            (type, name) = (.timestamp, "timestamp, \(perSecond) a second")
        default:
            layout = .integers(bytes: 8, isSigned: true, .time(perSecond: perSecond))
            (type, name) = (.time, "duration, \(perSecond) a second")
        }
    }
}

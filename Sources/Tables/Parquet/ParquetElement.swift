/// One entry of a Parquet file's schema: a column, or a group of them.
///
/// Source: Apache Parquet, `parquet.thrift`: `SchemaElement`, `LogicalType`, `ConvertedType`.
struct ParquetElement: Equatable {
    enum Repetition: Int { case required, optional, repeated }

    enum Physical: Int {
        case boolean, int32, int64, int96, float, double, byteArray, fixedLength

        var name: String {
            switch self {
            case .boolean: "BOOLEAN"
            case .int32: "INT32"
            case .int64: "INT64"
            case .int96: "INT96"
            case .float: "FLOAT"
            case .double: "DOUBLE"
            case .byteArray: "BYTE_ARRAY"
            case .fixedLength: "FIXED_LEN_BYTE_ARRAY"
            }
        }
    }

    /// What a column means by its values.
    enum Logical: Equatable {
        case text, date, float16, uuid, nothing
        case decimal(scale: Int)
        case integer(isSigned: Bool)
        /// Since midnight.
        case time(perSecond: Int)
        /// Since 1970.
        case timestamp(perSecond: Int)
        /// Something that no column here holds.
        case other(String)
    }

    var name = ""
    var physical: Physical?
    var typeLength = 0
    var repetition = Repetition.required
    var childCount = 0
    var logical: Logical?

    init(_ cursor: inout ThriftCursor) throws(TableError) {
        var id = 0
        var converted: Int?
        var scale = 0
        while let kind = try cursor.field(&id) {
            switch id {
            case 1: physical = try Self.known(Physical(rawValue: cursor.integer(kind)))
            case 2: typeLength = try cursor.integer(kind)
            case 3: repetition = try Self.known(Repetition(rawValue: cursor.integer(kind)))
            case 4: name = try cursor.text(kind)
            case 5: childCount = try cursor.integer(kind)
            case 6: converted = try cursor.integer(kind)
            case 7: scale = try cursor.integer(kind)
            case 10: logical = try Self.logical(&cursor, kind)
            default: try cursor.skip(kind)
            }
        }
        if logical == nil, let converted { logical = Self.logical(converted: converted, scale) }
        guard childCount >= 0, typeLength >= 0 else {
            throw .damaged(.parquet, "a column of negative size")
        }
    }

    private static func known<Value>(_ value: Value?) throws(TableError) -> Value {
        guard let value else { throw .damaged(.parquet, "a column of no known type") }
        return value
    }

    /// The older way to say what a column means.
    private static func logical(converted: Int, _ scale: Int) -> Logical? {
        switch converted {
        case 0, 4, 19: .text
        case 1, 2: .other("a map")
        case 3: .other("a list")
        case 5: .decimal(scale: scale)
        case 6: .date
        case 7: .time(perSecond: 1_000)
        case 8: .time(perSecond: 1_000_000)
        case 9: .timestamp(perSecond: 1_000)
        case 10: .timestamp(perSecond: 1_000_000)
        case 11...14: .integer(isSigned: false)
        case 15...18: .integer(isSigned: true)
        case 20: .other("BSON")
        case 21: .other("an interval of months, days and milliseconds")
        default: nil
        }
    }

    /// Reads the union whose one field says what the column means.
    private static func logical(
        _ cursor: inout ThriftCursor, _ kind: ThriftCursor.Kind
    ) throws(TableError) -> Logical? {
        guard kind == .structure else { throw .damaged(.parquet, "a column of no known type") }
        var found: Logical?
        var id = 0
        while let kind = try cursor.field(&id) {
            switch id {
            case 5: found = .decimal(scale: try number(&cursor, kind, field: 1))
            case 7: found = .time(perSecond: try unit(&cursor, kind))
            case 8: found = .timestamp(perSecond: try unit(&cursor, kind))
            case 10: found = .integer(isSigned: try number(&cursor, kind, field: 2) != 0)
            default:
                found = simple[id] ?? .other("logical type \(id)")
                try cursor.skip(kind)
            }
        }
        return found
    }

    private static let simple: [Int: Logical] = [
        1: .text, 2: .other("a map"), 3: .other("a list"), 4: .text, 6: .date, 11: .nothing,
        12: .text, 13: .other("BSON"), 14: .uuid, 15: .float16, 16: .other("a variant"),
        17: .other("a geometry"), 18: .other("a geography"),
    ]

    /// A field of a structure: a number, or 1 and 0 for a truth value; 0 when it is not there.
    private static func number(
        _ cursor: inout ThriftCursor, _ kind: ThriftCursor.Kind, field wanted: Int
    ) throws(TableError) -> Int {
        guard kind == .structure else { throw .damaged(.parquet, "a column of no known type") }
        var found = 0
        var id = 0
        while let kind = try cursor.field(&id) {
            if id != wanted {
                try cursor.skip(kind)
            } else if kind == .yes || kind == .no {
                found = kind == .yes ? 1 : 0
            } else {
                found = try cursor.integer(kind)
            }
        }
        return found
    }

    /// The ticks of a time, by the field of the union that its second field is.
    private static func unit(
        _ cursor: inout ThriftCursor, _ kind: ThriftCursor.Kind
    ) throws(TableError) -> Int {
        guard kind == .structure else { throw .damaged(.parquet, "a column of no known type") }
        var found: Int?
        var id = 0
        while let kind = try cursor.field(&id) {
            guard id == 2, kind == .structure else {
                try cursor.skip(kind)
                continue
            }
            var unit = 0
            while let kind = try cursor.field(&unit) {
                found = [1: 1_000, 2: 1_000_000, 3: 1_000_000_000][unit]
                try cursor.skip(kind)
            }
        }
        return try known(found)
    }
}

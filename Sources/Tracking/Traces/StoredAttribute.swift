import Transparency

/// An attribute as a row has it: a plain text where it is one, so that searches meet it, and else the
/// JSON that protobuf has for it.
struct StoredAttribute {
    let key: String
    let kind: Int64
    let value: String

    private static let textKind: Int64 = 0
    private static let flagKind: Int64 = 1
    private static let integerKind: Int64 = 2
    private static let otherKind: Int64 = 3

    /// Values that were taken are read again, whatever their size.
    static let limits = JSONLimits(
        byteCountMax: 256 << 20, depthMax: 512, valueCountMax: 16 << 20)

    init(_ attribute: SpanAttribute) {
        key = attribute.key
        switch attribute.value {
        // PostgreSQL cannot hold a NUL, which JSON escapes.
        case .text(let text) where !text.utf8.contains(0): (kind, value) = (Self.textKind, text)
        case .flag(let flag): (kind, value) = (Self.flagKind, flag ? "true" : "false")
        case .integer(let integer): (kind, value) = (Self.integerKind, "\(integer)")
        default: (kind, value) = (Self.otherKind, attribute.value.json.canonical)
        }
    }

    /// From key, kind and value.
    init(_ row: any SQLRow, from column: Int) throws(TrackingError) {
        guard let key = row.text(column), let kind = row.integer(column + 1),
            let value = row.text(column + 2)
        else { throw Self.broken }
        self.key = key
        self.kind = kind
        self.value = value
    }

    private static let broken = TrackingError.failed(.broken("a span's attribute does not read"))

    func attribute() throws(TrackingError) -> SpanAttribute {
        switch kind {
        case Self.textKind: return SpanAttribute(key: key, value: .text(value))
        case Self.flagKind: return SpanAttribute(key: key, value: .flag(value == "true"))
        case Self.integerKind:
            guard let integer = Int64(value) else { throw Self.broken }
            return SpanAttribute(key: key, value: .integer(integer))
        default:
            guard let json = try? JSON(parsing: Array(value.utf8), limits: Self.limits),
                let read = AttributeValue(json)
            else { throw Self.broken }
            return SpanAttribute(key: key, value: read)
        }
    }
}

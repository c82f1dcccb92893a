import Transparency

/// Reads spans from what OpenTelemetry's exporters send: an `ExportTraceServiceRequest`.
///
/// Fields that are not known are passed over, as protobuf has it.
///
/// Source: opentelemetry-proto 1.x, `collector/trace/v1`, `trace/v1`, `common/v1`.
package struct SpanReader {
    package static let byteCountMax = 16 << 20
    static let spanCountMax = 10_000
    /// Attributes, events and values inside values, of all spans together.
    static let valueCountMax = 200_000
    static let depthMax = 24

    private var valueCount = 0
    private var spans: [TraceSpan] = []

    private init() {}

    /// - Throws: `malformed` when it is no such message, or has no place for spans; `unfit` when a span
    ///   has no identity, or it is too much.
    package static func spans(in bytes: [UInt8]) throws(TelemetryError) -> [TraceSpan] {
        guard bytes.count <= byteCountMax else {
            throw .unfit("a request has at most \(byteCountMax) bytes")
        }
        var reader = SpanReader()
        var fields = ProtobufFields(bytes[...])
        var isEmpty = true
        while let (number, value) = try fields.next() {
            guard number == 1 else { continue }
            isEmpty = false
            try reader.resourceSpans(Self.message(value))
        }
        guard !isEmpty else { throw .malformed("no spans found") }
        return reader.spans
    }

    private mutating func resourceSpans(_ bytes: ArraySlice<UInt8>) throws(TelemetryError) {
        var fields = ProtobufFields(bytes)
        while let (number, value) = try fields.next() {
            if number == 2 { try scopeSpans(Self.message(value)) }
        }
    }

    private mutating func scopeSpans(_ bytes: ArraySlice<UInt8>) throws(TelemetryError) {
        var fields = ProtobufFields(bytes)
        while let (number, value) = try fields.next() {
            guard number == 2 else { continue }
            guard spans.count < Self.spanCountMax else {
                throw .unfit("a request has at most \(Self.spanCountMax) spans")
            }
            spans.append(try span(Self.message(value)))
        }
    }

    private mutating func span(_ bytes: ArraySlice<UInt8>) throws(TelemetryError) -> TraceSpan {
        var span = TraceSpan(trace: "", id: "", name: "", startNanoseconds: 0)
        var fields = ProtobufFields(bytes)
        while let (number, value) = try fields.next() {
            switch number {
            case 1: span.trace = try Self.identity(value, byteCount: 16, "trace")
            case 2: span.id = try Self.identity(value, byteCount: 8, "span")
            case 4: span.parent = try Self.parent(value)
            case 5: span.name = try Self.text(value)
            case 7: span.startNanoseconds = try Self.moment(value)
            case 8: span.endNanoseconds = try Self.moment(value)
            case 9: try add(value, to: &span.attributes, depth: 0)
            case 11: span.events.append(try event(Self.message(value)))
            case 15: (span.status, span.statusMessage) = try Self.status(Self.message(value))
            default: continue
            }
        }
        guard !span.trace.isEmpty, !span.id.isEmpty else {
            throw .unfit("a span does not say its trace's identity and its own")
        }
        if span.endNanoseconds == 0 { span.endNanoseconds = nil }
        span.attributes = span.attributes.lastOfEachKey
        return span
    }

    private mutating func event(
        _ bytes: ArraySlice<UInt8>
    ) throws(TelemetryError) -> TraceSpan.Event {
        try count()
        var event = TraceSpan.Event(name: "", nanoseconds: 0, attributes: [])
        var fields = ProtobufFields(bytes)
        while let (number, value) = try fields.next() {
            switch number {
            case 1: event.nanoseconds = try Self.moment(value)
            case 2: event.name = try Self.text(value)
            case 3: try add(value, to: &event.attributes, depth: 0)
            default: continue
            }
        }
        event.attributes = event.attributes.lastOfEachKey
        return event
    }
}

// Attributes.
extension SpanReader {
    private mutating func count() throws(TelemetryError) {
        valueCount += 1
        guard valueCount <= Self.valueCountMax else {
            throw .unfit("a request has at most \(Self.valueCountMax) attributes and events")
        }
    }

    private mutating func add(
        _ value: ProtobufFields.Value, to attributes: inout [SpanAttribute], depth: Int
    ) throws(TelemetryError) {
        var key = ""
        var said = AttributeValue.none
        var fields = ProtobufFields(try Self.message(value))
        try count()
        while let (number, value) = try fields.next() {
            switch number {
            case 1: key = try Self.text(value)
            case 2: said = try attribute(Self.message(value), depth: depth)
            default: continue
            }
        }
        attributes.append(SpanAttribute(key: key, value: said))
    }

    private mutating func attribute(
        _ bytes: ArraySlice<UInt8>, depth: Int
    ) throws(TelemetryError) -> AttributeValue {
        guard depth < Self.depthMax else {
            throw .unfit("an attribute's values are nested more than \(Self.depthMax) deep")
        }
        try count()
        var said = AttributeValue.none
        var fields = ProtobufFields(bytes)
        while let (number, value) = try fields.next() {
            switch (number, value) {
            case (1, _): said = .text(try Self.text(value))
            case (2, .varint(let flag)): said = .flag(flag != 0)
            case (3, .varint(let bits)): said = .integer(Int64(bitPattern: bits))
            case (4, .fixed64(let bits)): said = .number(Double(bitPattern: bits))
            case (5, _): said = .list(try list(Self.message(value), depth: depth + 1))
            case (6, _): said = .map(try map(Self.message(value), depth: depth + 1))
            case (7, _): said = .bytes(Array(try Self.message(value)))
            case (2...4, _): throw .malformed("an attribute's value is of another type")
            default: continue
            }
        }
        return said
    }

    private mutating func list(
        _ bytes: ArraySlice<UInt8>, depth: Int
    ) throws(TelemetryError) -> [AttributeValue] {
        var values: [AttributeValue] = []
        var fields = ProtobufFields(bytes)
        while let (number, value) = try fields.next() {
            if number == 1 { values.append(try attribute(Self.message(value), depth: depth)) }
        }
        return values
    }

    private mutating func map(
        _ bytes: ArraySlice<UInt8>, depth: Int
    ) throws(TelemetryError) -> [SpanAttribute] {
        var members: [SpanAttribute] = []
        var fields = ProtobufFields(bytes)
        while let (number, value) = try fields.next() {
            if number == 1 { try add(value, to: &members, depth: depth) }
        }
        return members.lastOfEachKey
    }
}

// Fields of the types that messages have.
extension SpanReader {
    private static func message(
        _ value: ProtobufFields.Value
    ) throws(TelemetryError) -> ArraySlice<UInt8> {
        guard case .bytes(let bytes) = value else {
            throw .malformed("a field is of another type")
        }
        return bytes
    }

    private static func text(_ value: ProtobufFields.Value) throws(TelemetryError) -> String {
        guard let text = String(validating: try message(value), as: UTF8.self) else {
            throw .malformed("a text is not UTF-8")
        }
        return text
    }

    private static func identity(
        _ value: ProtobufFields.Value, byteCount: Int, _ what: String
    ) throws(TelemetryError) -> String {
        let bytes = try message(value)
        guard bytes.count == byteCount else {
            throw .unfit("a \(what)'s identity has \(byteCount) bytes")
        }
        return Hex.encode(bytes)
    }

    private static func parent(_ value: ProtobufFields.Value) throws(TelemetryError) -> String? {
        let bytes = try message(value)
        guard bytes.contains(where: { $0 != 0 }) else { return nil }
        return try identity(value, byteCount: 8, "parent")
    }

    private static func moment(_ value: ProtobufFields.Value) throws(TelemetryError) -> Int64 {
        guard case .fixed64(let bits) = value else {
            throw .malformed("a time is of another type")
        }
        guard let moment = Int64(exactly: bits) else { throw .unfit("a time is out of reach") }
        return moment
    }

    private static func status(
        _ bytes: ArraySlice<UInt8>
    ) throws(TelemetryError) -> (TraceSpan.Status, String) {
        var (status, message) = (TraceSpan.Status.unset, "")
        var fields = ProtobufFields(bytes)
        while let (number, value) = try fields.next() {
            switch (number, value) {
            case (2, _): message = try text(value)
            case (3, .varint(let code)):
                status = Int64(exactly: code).flatMap(TraceSpan.Status.init(rawValue:)) ?? .unset
            default: continue
            }
        }
        return (status, message)
    }
}

import Tracking
import Transparency

/// A span as MLflow writes one, in pieces: its times are whole numbers beyond 2^53.
enum SpanWire {
    static func write(_ span: TraceSpan, to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.member("attributes")
            write(span.attributes, to: &writer)
            if let ended = span.endNanoseconds { writer.member("end_time_unix_nano", ended) }
            if !span.events.isEmpty {
                writer.member("events")
                writer.array(count: span.events.count) { index, writer in
                    write(span.events[index], to: &writer) { writer in
                        write(span.events[index].attributes, to: &writer)
                    }
                }
            }
            writer.member("name", span.name)
            if let parent = span.parent { writer.member("parent_span_id", base64(parent)) }
            writeRest(span, withEmptyMessage: false, to: &writer)
        }
    }

    /// All that are of a trace, as a client keeps them in a file: what attributes say is the text of
    /// a JSON.
    static func file(_ spans: [TraceSpan]) -> [UInt8] {
        var writer = CanonicalWriter()
        writer.object { writer in
            writer.member("spans")
            writer.array(count: spans.count) { index, writer in
                write(filed: spans[index], to: &writer)
            }
        }
        return writer.bytes
    }

    private static func write(filed span: TraceSpan, to writer: inout CanonicalWriter) {
        let said = Dictionary(span.attributes.map { ($0.key, JSON.string($0.value.dumped)) }) { $1 }
        writer.object { writer in
            writer.member("attributes", .object(said))
            if let ended = span.endNanoseconds {
                writer.member("end_time_unix_nano", ended)
            } else {
                writer.member("end_time_unix_nano", .null)
            }
            writer.member("events")
            writer.array(count: span.events.count) { index, writer in
                let event = span.events[index]
                let said = Dictionary(event.attributes.map { ($0.key, value($0.value)) }) { $1 }
                write(event, to: &writer) {
                    $0.element(canonical: JSON.object(said).canonicalBytes)
                }
            }
            writer.member("name", span.name)
            writer.member("parent_span_id", span.parent.map { .string(base64($0)) } ?? .null)
            writeRest(span, withEmptyMessage: true, to: &writer)
        }
    }

    private static func writeRest(
        _ span: TraceSpan, withEmptyMessage: Bool, to writer: inout CanonicalWriter
    ) {
        writer.member("span_id", base64(span.id))
        writer.member("start_time_unix_nano", span.startNanoseconds)
        writer.member("status")
        writer.object { writer in
            writer.member("code", "STATUS_CODE_\(span.status.name)")
            guard withEmptyMessage || !span.statusMessage.isEmpty else { return }
            writer.member("message", span.statusMessage)
        }
        writer.member("trace_id", base64(span.trace))
    }

    private static func write(
        _ event: TraceSpan.Event, to writer: inout CanonicalWriter,
        _ attributes: (inout CanonicalWriter) -> Void
    ) {
        writer.object { writer in
            writer.member("attributes")
            attributes(&writer)
            writer.member("name", event.name)
            writer.member("time_unix_nano", event.nanoseconds)
        }
    }

    /// Bytes are texts of base 64 in JSON; here they are digits.
    private static func base64(_ digits: String) -> String {
        Hex.decode(digits).map { Base64.encode($0) } ?? digits
    }
}

// What attributes say.
extension SpanWire {
    private static func write(_ attributes: [SpanAttribute], to writer: inout CanonicalWriter) {
        writer.array(count: attributes.count) { index, writer in
            writer.object { writer in
                writer.member("key", attributes[index].key)
                writer.member("value")
                write(attributes[index].value, to: &writer)
            }
        }
    }

    private static func write(_ value: AttributeValue, to writer: inout CanonicalWriter) {
        switch value {
        case .integer(let integer): writer.object { $0.member("int_value", integer) }
        case .list(let elements):
            writer.object { writer in
                writer.member("array_value")
                writer.object { writer in
                    writer.member("values")
                    writer.array(count: elements.count) { index, writer in
                        write(elements[index], to: &writer)
                    }
                }
            }
        case .map(let members):
            writer.object { writer in
                writer.member("kvlist_value")
                writer.object { writer in
                    writer.member("values")
                    write(members, to: &writer)
                }
            }
        case .none, .text, .flag, .number, .bytes:
            writer.element(canonical: value.json.canonicalBytes)
        }
    }

    private static func value(_ value: AttributeValue) -> JSON {
        switch value {
        case .none: .null
        case .text(let text): .string(text)
        case .flag(let flag): .bool(flag)
        case .integer(let integer): JSON(exactly: Int(integer)) ?? .string("\(integer)")
        case .number(let number): .number(number)
        case .bytes(let bytes): .string(Base64.encode(bytes))
        case .list(let elements): .array(elements.map(self.value))
        case .map(let members):
            .object(Dictionary(members.map { ($0.key, self.value($0.value)) }) { $1 })
        }
    }
}

/// A step of a trace: what was done, from when to when, and what is said of it.
package struct TraceSpan: Sendable, Equatable {
    /// 32 digits of a hexadecimal number.
    package var trace: String
    /// 16 of them.
    package var id: String
    /// `nil` for the one that all others are in.
    package var parent: String?
    package var name: String
    package var startNanoseconds: Int64
    /// `nil` while it is under way.
    package var endNanoseconds: Int64?
    package var status = Status.unset
    package var statusMessage = ""
    /// Each key once.
    package var attributes: [SpanAttribute] = []
    package var events: [Event] = []

    package enum Status: Int64, Sendable {
        case unset
        case ok
        case error

        package var name: String {
            switch self {
            case .unset: "UNSET"
            case .ok: "OK"
            case .error: "ERROR"
            }
        }
    }

    /// Something that happened in it.
    package struct Event: Sendable, Equatable {
        package var name: String
        package var nanoseconds: Int64
        package var attributes: [SpanAttribute]

        package init(name: String, nanoseconds: Int64, attributes: [SpanAttribute]) {
            self.name = name
            self.nanoseconds = nanoseconds
            self.attributes = attributes
        }
    }

    package init(
        trace: String, id: String, parent: String? = nil, name: String, startNanoseconds: Int64,
        endNanoseconds: Int64? = nil
    ) {
        self.trace = trace
        self.id = id
        self.parent = parent
        self.name = name
        self.startNanoseconds = startNanoseconds
        self.endNanoseconds = endNanoseconds
    }

    package subscript(key: String) -> AttributeValue? {
        attributes.last { $0.key == key }?.value
    }

    mutating func set(_ key: String, _ value: AttributeValue) {
        attributes.removeAll { $0.key == key }
        attributes.append(SpanAttribute(key: key, value: value))
    }
}

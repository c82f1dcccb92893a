import HTTPServer
import HTTPTypes
import Operations
import Transparency

/// What a client of MLflow sent: the fields of a message, from the body or, for `GET`, the query.
struct MLflowRequest: Sendable {
    private let body: [String: JSON]
    private let query: [String: [String]]
    private let bytes: [UInt8]
    let actor: Actor

    static let bodyByteCountMax = 8 << 20
    private static let limits = JSONLimits(
        byteCountMax: bodyByteCountMax, depthMax: 64, valueCountMax: 1 << 18)

    /// - Throws: ``MLflowProblem`` when the body is no JSON object.
    init(_ request: ServerRequest) async throws {
        actor = try request.actor()
        var query: [String: [String]] = [:]
        for (name, value) in request.query { query[name, default: []].append(value) }
        let bytes = try await request.body.collect(upTo: Self.bodyByteCountMax)
        let isQuery = request.method == .get && (!query.isEmpty || bytes.isEmpty)
        self.query = isQuery ? query : [:]
        self.bytes = bytes
        body = isQuery ? [:] : try Self.object(bytes)
    }

    init(body: [String: JSON], query: [String: [String]] = [:], actor: Actor) {
        self.body = body
        self.query = query
        bytes = []
        self.actor = actor
    }

    /// The message as it was read.
    var json: JSON { .object(body) }

    /// Older clients send the JSON of a text that holds the JSON.
    static func object(_ bytes: [UInt8]) throws -> [String: JSON] {
        guard !bytes.isEmpty else { return [:] }
        var json: JSON
        do throws(JSONError) {
            json = try JSON(parsing: bytes, limits: limits)
            if case .string(let inner) = json {
                json = try JSON(parsing: Array(inner.utf8), limits: limits)
            }
        } catch { throw MLflowProblem.malformed("The body is no JSON: \(error)") }
        guard let members = json.objectValue else {
            throw MLflowProblem.malformed("The body is no JSON object.")
        }
        return members
    }

    /// A field's value; `nil` when there is none or it is null.
    func value(_ name: String) -> JSON? {
        if let texts = query[name] { return texts.last.map { .string($0) } }
        guard let value = body[name], !value.isNull else { return nil }
        return value
    }

    /// All values of a field of a query that may be given several times.
    func all(_ name: String) -> [String] { query[name] ?? [] }
}

// Fields of the types that messages have.
extension MLflowRequest {
    /// - Throws: That a required field is missing, which one that is empty is too.
    func required(_ name: String) throws -> String {
        guard let text = try text(name), !text.isEmpty else {
            throw MLflowProblem.missing(name)
        }
        return text
    }

    /// A run's id, by either of its names.
    func run() throws -> String {
        if let id = try text("run_id"), !id.isEmpty { return id }
        if let id = try text("run_uuid"), !id.isEmpty { return id }
        throw MLflowProblem.missing("run_id")
    }

    func text(_ name: String) throws -> String? {
        guard let value = value(name) else { return nil }
        guard let text = value.stringValue else {
            throw MLflowProblem.invalid(value, name, written: number(name))
        }
        return text
    }

    /// A number as it was written, `9.0` say, where a text was wanted.
    private func number(_ name: String) -> String? {
        let mark = Array("\"\(name)\"".utf8)
        guard let place = bytes.firstRange(of: mark) else { return nil }
        let space: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ":")]
        let rest = bytes[place.upperBound...].drop { space.contains($0) }
        let text = rest.prefix { byte in
            (0x30...0x39).contains(byte) || "+-.eE".utf8.contains(byte)
        }
        return text.isEmpty ? nil : String(decoding: text.prefix(50), as: UTF8.self)
    }

    func integer(_ name: String) throws -> Int64? {
        guard let value = value(name) else { return nil }
        guard let integer = value.mlflowInteger else { throw MLflowProblem.invalid(value, name) }
        return integer
    }

    func flag(_ name: String) throws -> Bool {
        guard let value = value(name) else { return false }
        if let flag = value.boolValue { return flag }
        switch value.stringValue {
        case "true", "True": return true
        case "false", "False": return false
        default: throw MLflowProblem.invalid(value, name)
        }
    }

    func texts(_ name: String) throws -> [String] {
        if let texts = query[name] { return texts }
        guard let value = value(name) else { return [] }
        guard let elements = value.arrayValue else { throw MLflowProblem.invalid(value, name) }
        return try elements.map { element in
            if let text = element.stringValue { return text }
            throw MLflowProblem.invalid(value, name)
        }
    }

    /// Messages in a field.
    func objects(_ name: String) throws -> [[String: JSON]] {
        guard let value = value(name) else { return [] }
        guard let elements = value.arrayValue else { throw MLflowProblem.invalid(value, name) }
        return try elements.map { element in
            guard let members = element.objectValue else {
                throw MLflowProblem.invalid(value, name)
            }
            return members
        }
    }
}

extension JSON {
    /// A whole number, as one or as the text of one.
    var mlflowInteger: Int64? {
        switch self {
        case .number(let number): Int64(exactly: number)
        case .string(let text): Int64(text)
        default: nil
        }
    }

    /// A number, as one or as the text of one; `NaN` and infinities have no other form.
    var mlflowNumber: Double? {
        switch self {
        case .number(let number): number
        case .string("NaN"): .nan
        case .string("Infinity"): .infinity
        case .string("-Infinity"): -.infinity
        case .string(let text): Double(text)
        default: nil
        }
    }
}

package import Transparency

/// One entry of the ledger: who did what, when, and how well that is known.
///
/// Its bytes, which are hashed and never change, are canonical JSON (RFC 8785):
///
/// ```json
/// {"at":"2026-11-21T04:00:00.000Z","body":{},"by":"user:ada","grade":"declared",
///  "kind":"version_registered","number":7,"v":1,"writer":"home-3f2a"}
/// ```
///
/// INVARIANT: each writer numbers its own records from 1 without gaps, so that a missing one shows.
package struct Record: Sendable {
    /// The most that an entry of a tiled log can have.
    package static let byteCountMax = 65_535
    package static let formatVersion = 1
    /// The largest body is known only once it is written; what is deeper than this is refused.
    package static let depthMax = 64

    /// What happened, such as `version_registered`: 1 to 128 of `a-z`, `0-9`, `_`, `.` and `-`.
    package let kind: String
    /// When, from ``earliest`` on.
    package let at: Instant
    /// Who did it; 1 to 512 bytes without control characters.
    package let by: String
    /// How well it is known: `declared`, `inferred`, `observed` or `verified`.
    package let grade: String
    /// What the kind asks for; always an object.
    package let body: JSON
    /// Who wrote the record down: 1 to 128 of letters, digits and `-_.:@/`.
    package let writer: String
    /// The writer's own count, from 1.
    package let number: Int
    /// The canonical JSON, at most ``byteCountMax`` bytes.
    package let bytes: [UInt8]

    /// 1970-01-01T00:00:00.000Z: no record is older.
    package static let earliest = Instant(milliseconds: 0)
    package static let grades: Set = ["declared", "inferred", "observed", "verified"]

    /// - Throws: ``RecordError`` when a value is out of its range or the whole is too large.
    /// - Complexity: O(n log n) of the body.
    package init(
        kind: String, at: Instant, by: String, grade: String, body: JSON, writer: String,
        number: Int
    ) throws(RecordError) {
        guard Self.isKind(kind) else { throw .malformedMember("kind") }
        guard at >= Self.earliest else { throw .malformedMember("at") }
        guard Self.isPrincipal(by) else { throw .malformedMember("by") }
        guard Self.grades.contains(grade) else { throw .unknownGrade(grade) }
        guard case .object = body, body.isWithin(depthMax: Self.depthMax) else {
            throw .malformedMember("body")
        }
        guard Self.isWriter(writer) else { throw .malformedMember("writer") }
        guard (1...JSON.integerMax).contains(number) else { throw .malformedMember("number") }
        // Members in canonical order; only `body` and `by` can hold what must be escaped.
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        bytes += #"{"at":""#.utf8
        bytes += at.utf8
        bytes += #"","body":"#.utf8
        bytes += body.canonicalBytes
        bytes += #","by":"#.utf8
        bytes += JSON.string(by).canonicalBytes
        bytes += #","grade":"\#(grade)","kind":"\#(kind)","number":\#(number),"#.utf8
        bytes += #""v":\#(Self.formatVersion),"writer":"\#(writer)"}"#.utf8
        self.bytes = bytes
        guard bytes.count <= Self.byteCountMax else { throw .tooLarge(byteCount: bytes.count) }
        (self.kind, self.at, self.by, self.grade) = (kind, at, by, grade)
        (self.body, self.writer, self.number) = (body, writer, number)
    }

    /// Reads a record as it stands in the ledger.
    ///
    /// - Throws: ``RecordError``, also when the bytes are not exactly what such a record is written
    ///   as: there is one form of each record, so that nothing hides in its spelling.
    package init(parsing bytes: [UInt8]) throws(RecordError) {
        guard bytes.count <= Self.byteCountMax else { throw .tooLarge(byteCount: bytes.count) }
        let members = try Self.members(of: bytes)
        guard let version = members["v"]?.intValue else { throw .missingMember("v") }
        guard version == Self.formatVersion else { throw .unknownFormat(version: version) }
        guard let at = Instant(exactly: try members.text("at")) else {
            throw .malformedMember("at")
        }
        guard let body = members["body"] else { throw .missingMember("body") }
        guard let number = members["number"]?.intValue else { throw .missingMember("number") }
        try self.init(
            kind: members.text("kind"), at: at, by: members.text("by"),
            grade: members.text("grade"), body: body, writer: members.text("writer"),
            number: number)
        guard self.bytes == bytes else { throw .notCanonical }
    }

    private static func members(of bytes: [UInt8]) throws(RecordError) -> [String: JSON] {
        let limits = JSONLimits(byteCountMax: byteCountMax, depthMax: depthMax + 1)
        let json: JSON
        do { json = try JSON(parsing: bytes, limits: limits) } catch {
            throw .malformedJSON(error)
        }
        guard let members = json.objectValue else { throw .missingMember("v") }
        let unknown = members.keys.filter { !memberNames.contains($0) }.min()
        if let unknown { throw .unknownMember(unknown) }
        return members
    }

    private static let memberNames: Set = [
        "at", "body", "by", "grade", "kind", "number", "v", "writer",
    ]
}

extension Record: Equatable {
    package static func == (left: Self, right: Self) -> Bool { left.bytes == right.bytes }
}

extension Record {
    private static func isKind(_ text: String) -> Bool {
        (1...128).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    private static func isPrincipal(_ text: String) -> Bool {
        (1...512).contains(text.utf8.count)
            && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    }

    /// INVARIANT: a writer needs no escape in JSON; ``RecordTail`` reads it without parsing.
    package static func isWriter(_ text: String) -> Bool {
        (1...128).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "-")...UInt8(ascii: ":"), UInt8(ascii: "_"), UInt8(ascii: "@"):
                    true
                default: false
                }
            }
    }
}

extension JSON {
    /// Whether arrays and objects stand inside one another at most `depthMax` deep.
    fileprivate func isWithin(depthMax: Int) -> Bool {
        switch self {
        case .null, .bool, .number, .string: true
        case .array(let elements):
            depthMax > 0 && elements.allSatisfy { $0.isWithin(depthMax: depthMax - 1) }
        case .object(let members):
            depthMax > 0 && members.values.allSatisfy { $0.isWithin(depthMax: depthMax - 1) }
        }
    }
}

extension [String: JSON] {
    fileprivate func text(_ name: String) throws(RecordError) -> String {
        guard let value = self[name] else { throw .missingMember(name) }
        guard let text = value.stringValue else { throw .malformedMember(name) }
        return text
    }
}

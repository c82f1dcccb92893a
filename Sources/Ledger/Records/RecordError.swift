package import Transparency

/// Why bytes are no record, or values make none.
package enum RecordError: Error, Equatable, Sendable {
    case tooLarge(byteCount: Int)
    case malformedJSON(JSONError)
    /// The bytes are JSON but not in the one form (RFC 8785) that is hashed.
    case notCanonical
    case missingMember(String)
    case unknownMember(String)
    case malformedMember(String)
    case unknownGrade(String)
    case unknownFormat(version: Int)
}

extension RecordError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooLarge(let byteCount):
            "the record has \(byteCount) bytes and may have \(Record.byteCountMax); "
                + "keep large things outside and refer to them by digest"
        case .malformedJSON(let error): "the record is not JSON: \(error)"
        case .notCanonical: "the record is not canonical JSON (RFC 8785)"
        case .missingMember(let name): "the record has no `\(name)`"
        case .unknownMember(let name): "the record has a member `\(name)` that no record has"
        case .malformedMember(let name): "the record's `\(name)` is malformed"
        case .unknownGrade(let grade):
            "`\(grade)` is no grade; use declared, inferred, observed or verified"
        case .unknownFormat(let version):
            "the record's format is `\(version)`; a newer assay wrote it, use that one"
        }
    }
}

/// Why an envelope cannot be read, or is not to be trusted.
package enum EnvelopeError: Error, Equatable, Sendable {
    case json(JSONError)
    /// A field is missing or of the wrong kind.
    case malformed(field: String)
    case tooManySignatures(countMax: Int)
    case notSignedByKnownKey(accepted: Int, threshold: Int)
    case unexpectedPayloadType(String)
    case key(KeyError)
}

extension EnvelopeError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .json(let error): error.description
        case .malformed(let field): "the field `\(field)` is missing or malformed"
        case .tooManySignatures(let countMax): "there are more than \(countMax) signatures"
        case .notSignedByKnownKey(let accepted, let threshold):
            "\(accepted) of the known keys signed this, where \(threshold) must"
        case .unexpectedPayloadType(let type): "the payload is of type `\(type)`"
        case .key(let error): error.description
        }
    }
}

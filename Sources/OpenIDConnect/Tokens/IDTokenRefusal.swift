/// Why a token does not tell who somebody is.
package enum IDTokenRefusal: Error, Sendable, Equatable {
    case malformed
    /// Such as `none`, or one with a shared secret.
    case algorithmNotAllowed
    /// It asks for what is not understood here.
    case criticalHeader
    /// The provider has no such key, or several.
    case unknownKey
    case wrongSignature
    case otherIssuer
    /// It was made for another client.
    case otherAudience
    case expired
    case notYetValid
    /// It belongs to another sign-in.
    case otherNonce
    case noSubject
}

extension IDTokenRefusal: CustomStringConvertible {
    package var description: String {
        switch self {
        case .malformed: "it is no token"
        case .algorithmNotAllowed: "its algorithm is not allowed"
        case .criticalHeader: "its header asks for what is not understood"
        case .unknownKey: "the provider has no key that it can be signed with"
        case .wrongSignature: "its signature is wrong"
        case .otherIssuer: "another issuer made it"
        case .otherAudience: "it was made for another client"
        case .expired: "it has expired"
        case .notYetValid: "it is not valid yet; compare the clocks"
        case .otherNonce: "it belongs to another sign-in"
        case .noSubject: "it says nothing of whom it is about"
        }
    }
}

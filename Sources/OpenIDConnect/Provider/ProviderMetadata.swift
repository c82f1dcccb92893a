import Transparency

/// What an identity provider says of itself (OpenID Connect Discovery 1.0).
package struct ProviderMetadata: Sendable, Equatable {
    package let issuer: String
    package let authorizationEndpoint: String
    package let tokenEndpoint: String
    package let keysEndpoint: String
    /// Whether the client's secret goes into the body of a request, and not into its header.
    package let takesSecretInBody: Bool

    /// Where an issuer's metadata is.
    package static func address(of issuer: String) -> String {
        (issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer)
            + "/.well-known/openid-configuration"
    }

    /// - Throws: ``ProviderError`` when it is another issuer's, lacks something, or an address is
    ///   not secure.
    package init(parsing bytes: [UInt8], of issuer: String) throws(ProviderError) {
        let json: JSON
        do { json = try JSON(parsing: bytes, limits: .small) } catch { throw .notJSON }
        guard json["issuer"]?.stringValue == issuer else { throw .otherIssuer }
        let address = { (name: String) throws(ProviderError) -> String in
            guard let text = json[name]?.stringValue else { throw .missing(name) }
            guard SecureAddress.isSecure(text) else { throw .notSecure(name) }
            return text
        }
        self.issuer = issuer
        authorizationEndpoint = try address("authorization_endpoint")
        tokenEndpoint = try address("token_endpoint")
        keysEndpoint = try address("jwks_uri")
        let methods = json["token_endpoint_auth_methods_supported"]?.arrayValue
            .map { $0.compactMap(\.stringValue) }
        takesSecretInBody = methods.map { !$0.contains("client_secret_basic") } ?? false
    }
}

/// Why a provider's answer is of no use.
package enum ProviderError: Error, Sendable, Equatable {
    case notJSON
    /// What answers is not who was asked.
    case otherIssuer
    case missing(String)
    /// An address is neither `https` nor on this machine.
    case notSecure(String)
    case tooManyKeys(limit: Int)
    /// The provider refused the code, in its own words.
    case refused(String)
}

extension ProviderError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notJSON: "it is no JSON object"
        case .otherIssuer: "it names another issuer than the one that was asked"
        case .missing(let name): "it has no `\(name)`"
        case .notSecure(let name): "its `\(name)` is neither https nor on this machine"
        case .tooManyKeys(let limit): "it has more than \(limit) keys"
        case .refused(let error): "it refused with `\(error)`"
        }
    }
}

/// Whether what is sent to an address stays between the two ends.
package enum SecureAddress {
    /// `https`, or `http` on this machine alone, without a user or a fragment.
    package static func isSecure(_ text: String) -> Bool {
        let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        guard isPlain, text.utf8.count <= 2_048, !text.contains("#") else { return false }
        if text.hasPrefix("https://") { return isHost(text.dropFirst(8)) }
        guard text.hasPrefix("http://") else { return false }
        let rest = text.dropFirst(7)
        let host = rest.prefix { !["/", ":", "?"].contains($0) }
        return ["localhost", "127.0.0.1"].contains(host) && isHost(rest)
    }

    private static func isHost(_ rest: Substring) -> Bool {
        let authority = rest.prefix { !["/", "?"].contains($0) }
        return !authority.isEmpty && !authority.contains("@") && !authority.hasPrefix(":")
    }
}

extension JSONLimits {
    /// For what a provider answers with.
    static let small = JSONLimits(byteCountMax: 1 << 20, depthMax: 16)
}

package import Governance
package import OpenIDConnect

/// How people sign in at an identity provider, and what its groups may do here.
package struct OpenIDSettings: Sendable {
    package let issuer: String
    package let clientID: String
    /// `nil` for a client that is known by PKCE alone.
    package let clientSecret: String?
    /// Where the provider sends people back to: this server.
    package let redirectAddress: String
    package let scopes: [String]
    /// The claim that names a person's groups.
    package let groupsClaim: String
    /// What members of each group may do; other groups give nothing.
    package let grants: [String: Set<Grant>]
    package let algorithms: Set<TokenAlgorithm>

    package static let algorithms: Set<TokenAlgorithm> = [
        .rs256, .ps256, .es256, .es384, .edDSA,
    ]

    /// - Throws: A fault when an address is neither https nor on this machine.
    package init(
        issuer: String, clientID: String, clientSecret: String?, redirectAddress: String,
        scopes: [String] = ["openid", "profile", "email"], groupsClaim: String = "groups",
        grants: [String: Set<Grant>], algorithms: Set<TokenAlgorithm> = Self.algorithms
    ) throws(Failure) {
        for address in [issuer, redirectAddress] where !SecureAddress.isSecure(address) {
            throw .fault(
                "bad_address", "`\(address)` must be https, or http on this machine alone")
        }
        self.issuer = issuer
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.redirectAddress = redirectAddress
        self.scopes = scopes.contains("openid") ? scopes : ["openid"] + scopes
        self.groupsClaim = groupsClaim
        self.grants = grants
        self.algorithms = algorithms
    }

    func grants(of groups: [String]) -> Set<Grant> {
        groups.reduce(into: []) { $0.formUnion(grants[$1] ?? []) }
    }
}

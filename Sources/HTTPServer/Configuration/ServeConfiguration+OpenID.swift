import Governance
package import Operations

// Signing in at an identity provider.
extension ServeConfiguration {
    /// How people sign in at their organisation; `nil` when no provider is named.
    ///
    /// `secret`: What the file holds that `openid-secret-file` names, if it was read.
    ///
    /// - Throws: A fault when something is missing that belongs to it, or an address is not secure.
    package func openID(secretInFile secret: String? = nil) throws(Failure) -> OpenIDSettings? {
        guard let issuer = text(.openIDIssuer) else { return try refuseLonelyOpenID() }
        guard let client = text(.openIDClient) else {
            throw .fault("bad_setting", "`openid-issuer` needs `openid-client` beside it")
        }
        guard text(.openIDSecret) == nil || text(.openIDSecretFile) == nil else {
            throw .fault("bad_setting", "give `openid-secret` or `openid-secret-file`, not both")
        }
        guard secret != "" else {
            throw .fault("bad_setting", "the file that `openid-secret-file` names is empty")
        }
        return try OpenIDSettings(
            issuer: issuer, clientID: client, clientSecret: text(.openIDSecret) ?? secret,
            redirectAddress: try openIDRedirect(), scopes: self[.openIDScope].texts,
            groupsClaim: text(.openIDGroupsClaim) ?? "groups", grants: groupGrants)
    }

    /// A file whose first line is the secret.
    package var openIDSecretFile: String? { text(.openIDSecretFile) }

    private func refuseLonelyOpenID() throws(Failure) -> OpenIDSettings? {
        let others: [ServeSetting] = [
            .openIDClient, .openIDSecret, .openIDSecretFile, .openIDRedirect, .openIDGrant,
        ]
        guard let lonely = others.first(where: { !self[$0].texts.isEmpty }) else { return nil }
        throw .fault(
            "bad_setting", "`\(lonely.rawValue)` needs `openid-issuer`, the provider's address")
    }

    private var groupGrants: [String: Set<Grant>] {
        self[.openIDGrant].texts.compactMap(GroupGrant.init).reduce(into: [:]) {
            $0[$1.group, default: []].insert($1.grant)
        }
    }

    /// As stated, or made of the name and the port that people reach the server by.
    private func openIDRedirect() throws(Failure) -> String {
        if let stated = text(.openIDRedirect) { return stated }
        let server = self.server
        let host = server.hostNames.first ?? server.host
        if server.isBehindTLS { return "https://\(host)\(ServeSetting.openIDBackPath)" }
        guard server.port != 0 else {
            throw .fault(
                "bad_setting",
                "with `port` 0 nobody knows where to send people back to: say `openid-redirect`")
        }
        let (scheme, usual) = server.isSecure ? ("https", 443) : ("http", 80)
        let port = server.port == usual ? "" : ":\(server.port)"
        return "\(scheme)://\(host)\(port)\(ServeSetting.openIDBackPath)"
    }
}

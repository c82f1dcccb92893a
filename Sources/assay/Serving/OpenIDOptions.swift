import ArgumentParser
import HTTPServer

/// How people sign in at an identity provider.
///
/// The secret is no flag: other programs can read those.
struct OpenIDOptions: ParsableArguments {
    @Option(
        name: .customLong("openid-issuer"),
        help: "The identity provider that people may sign in at, such as https://login.example.org."
    )
    var issuer: String?
    @Option(
        name: .customLong("openid-client"), help: "The name that the provider knows this server by."
    )
    var client: String?
    @Option(
        name: .customLong("openid-secret-file"),
        help: "A file with the client's secret (or give ASSAY_OPENID_SECRET).")
    var secretFile: String?
    @Option(
        name: .customLong("openid-redirect"),
        help: "Where the provider sends people back to (default: this server by its host name).")
    var redirect: String?
    @Option(
        name: .customLong("openid-scope"), help: "A scope to ask the provider for; may be repeated."
    )
    var scopes: [String] = []
    @Option(
        name: .customLong("openid-groups-claim"),
        help: "The claim that names a person's groups (default: groups).")
    var groupsClaim: String?
    @Option(
        name: .customLong("openid-grant"),
        help: "What a group's members may do: GROUP=ROLE or GROUP=ROLE@WORKSPACE; may be repeated.")
    var grants: [String] = []

    /// What was typed.
    var flags: [ServeSetting: [String]] {
        let single: KeyValuePairs<ServeSetting, String?> = [
            .openIDIssuer: issuer, .openIDClient: client, .openIDSecretFile: secretFile,
            .openIDRedirect: redirect, .openIDGroupsClaim: groupsClaim,
        ]
        var flags: [ServeSetting: [String]] = [:]
        for (setting, text) in single { flags[setting] = text.map { [$0] } }
        if !scopes.isEmpty { flags[.openIDScope] = scopes }
        if !grants.isEmpty { flags[.openIDGrant] = grants }
        return flags
    }
}

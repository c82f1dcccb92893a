/// Something about a server that whoever runs it may choose.
///
/// It has one name everywhere: `host-name` in the file, `--host-name` as a flag, `ASSAY_HOST_NAME` in
/// the environment. One that is itself a secret is no flag, for other programs can read those.
package enum ServeSetting: String, Sendable, CaseIterable {
    case host, port
    case hostName = "host-name"
    case certificate, key
    case behindTLS = "behind-tls"
    case database, name
    case logLevel = "log-level"
    case connections
    case uploadLimit = "upload-limit"
    case diskReserve = "disk-reserve"
    case uploadHours = "upload-hours"
    case allowPrivateWebhooks = "allow-private-webhooks"
    case webhookHost = "webhook-host"
    case trustThisMachine = "trust-this-machine"
    case mlflowArtifactRoot = "mlflow-artifact-root"
    case mlflowUpstream = "mlflow-upstream"
    case mlflowUpstreamTokenFile = "mlflow-upstream-token-file"
    case hubUpstream = "hub-upstream"
    case hubUpstreamTokenFile = "hub-upstream-token-file"
    case packageUpstream = "package-upstream"
    case openIDIssuer = "openid-issuer"
    case openIDClient = "openid-client"
    case openIDSecret = "openid-secret"
    case openIDSecretFile = "openid-secret-file"
    case openIDRedirect = "openid-redirect"
    case openIDScope = "openid-scope"
    case openIDGroupsClaim = "openid-groups-claim"
    case openIDGrant = "openid-grant"

    package var flag: String { "--" + rawValue }
    package var variable: String {
        "ASSAY_" + rawValue.uppercased().replacing("-", with: "_")
    }

    /// Whether it may be given several times: a list in the file, commas in the environment.
    package var isList: Bool {
        switch self {
        case .hostName, .webhookHost, .openIDScope, .openIDGrant: true
        default: false
        }
    }

    /// Whether a value may hold a password, and is not shown.
    package var isSecret: Bool { self == .database || self == .openIDSecret }

    /// What a value must be, for messages and the documentation.
    package var expected: String {
        switch self {
        case .host: "an address to listen on"
        case .port: "a whole number from 0 to 65535"
        case .hostName, .webhookHost: "names of hosts"
        case .certificate, .key: "a file in PEM"
        case .behindTLS, .allowPrivateWebhooks, .trustThisMachine: "true or false"
        case .mlflowArtifactRoot: "a URI such as mlflow-artifacts:/ or file:///srv/artifacts"
        case .mlflowUpstream: "the address of an MLflow server, such as http://mlflow.example:5000"
        case .mlflowUpstreamTokenFile:
            "a file with that server's token, or NAME:PASSWORD, in its first line"
        case .hubUpstream: "the address of a hub, such as https://huggingface.co"
        case .hubUpstreamTokenFile: "a file with the hub's token in its first line"
        case .packageUpstream:
            "the address of an index of packages, such as https://pypi.org/simple"
        case .database: "a libpq URI or string"
        case .name: "a name of this server"
        case .logLevel: "one of \(Self.logLevels.joined(separator: ", "))"
        case .connections: "a whole number from 1 to 1000000"
        case .uploadLimit, .diskReserve: "a size such as 500MB or 16GiB"
        case .uploadHours: "a whole number from 1 to 8760"
        case .openIDIssuer: "the address of an identity provider"
        case .openIDClient: "the name that the provider knows this server by"
        case .openIDSecret: "the secret that goes with `openid-client`"
        case .openIDSecretFile: "a file with the secret in its first line"
        case .openIDRedirect: "an address that ends in `\(Self.openIDBackPath)`"
        case .openIDScope: "names of scopes"
        case .openIDGroupsClaim: "the name of a claim"
        case .openIDGrant: "GROUP=ROLE or GROUP=ROLE@WORKSPACE"
        }
    }

    /// When nobody says otherwise; empty for none.
    package var standard: [String] {
        switch self {
        case .host: ["127.0.0.1"]
        case .port: ["8420"]
        case .hostName, .certificate, .key, .database, .name, .webhookHost, .packageUpstream,
            .hubUpstream, .hubUpstreamTokenFile, .mlflowUpstream, .mlflowUpstreamTokenFile,
            .openIDIssuer, .openIDClient, .openIDSecret, .openIDSecretFile, .openIDRedirect,
            .openIDGrant:
            []
        case .openIDScope: ["openid", "profile", "email"]
        case .openIDGroupsClaim: ["groups"]
        case .behindTLS, .allowPrivateWebhooks, .trustThisMachine: ["false"]
        case .mlflowArtifactRoot: ["mlflow-artifacts:/"]
        case .logLevel: ["warning"]
        case .connections: ["8192"]
        case .uploadLimit: ["16GiB"]
        case .diskReserve: ["1GiB"]
        case .uploadHours: ["24"]
        }
    }

    func accepts(_ text: String) -> Bool {
        switch self {
        case .host, .hostName, .webhookHost, .certificate, .key, .database, .name, .hubUpstream,
            .hubUpstreamTokenFile, .mlflowUpstreamTokenFile, .openIDIssuer, .openIDClient,
            .openIDSecret, .openIDSecretFile,
            .openIDGroupsClaim, .openIDScope:
            !text.isEmpty && text.utf8.count <= 4_096 && text.utf8.allSatisfy { $0 >= 0x20 }
        case .port: Int(text).map((0...65_535).contains) ?? false
        case .behindTLS, .allowPrivateWebhooks, .trustThisMachine:
            text == "true" || text == "false"
        case .mlflowArtifactRoot:
            text.contains(":/") && text.utf8.count <= 400 && text.utf8.allSatisfy { $0 > 0x20 }
        case .packageUpstream, .mlflowUpstream:
            ["http://", "https://"].contains(where: text.hasPrefix) && text.utf8.count <= 1_000
                && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        case .logLevel: Self.logLevels.contains(text)
        case .connections: Int(text).map((1...1_000_000).contains) ?? false
        case .uploadLimit, .diskReserve: Self.byteCount(text) != nil
        case .uploadHours: Int(text).map((1...8_760).contains) ?? false
        case .openIDRedirect: text.hasSuffix(Self.openIDBackPath)
        case .openIDGrant: GroupGrant(text) != nil
        }
    }

    static let logLevels = ["trace", "debug", "info", "notice", "warning", "error", "critical"]

    /// Where an identity provider sends people back to.
    static let openIDBackPath = "/sign-in/openid/back"

    /// A size such as `16GiB`, `500MB` or `1024`, in bytes.
    static func byteCount(_ text: String) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let units = [
            "": 1, "B": 1, "kB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000,
            "TB": 1_000_000_000_000, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30,
            "TiB": 1 << 40,
        ]
        guard let count = Int(digits), let unit = units[String(text.dropFirst(digits.count))]
        else { return nil }
        let (bytes, isOver) = count.multipliedReportingOverflow(by: unit)
        return isOver ? nil : bytes
    }
}

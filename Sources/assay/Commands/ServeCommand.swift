import ArgumentParser
import HTTPServer
import Operations
import Tracking
import Transparency

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the control plane and its console.",
        discussion: """
            Serves the home folder over HTTP: the console for people, `/api/v1` for programs. Other
            commands may go on using the same home meanwhile. The first start says how to sign in.

            EXAMPLES
              assay serve
              assay serve --port 443 --host 0.0.0.0 --host-name assay.example.org \\
                --certificate chain.pem --key key.pem
              assay serve --behind-tls --host-name assay.example.org
              assay serve --openid-issuer https://login.example.org --openid-client assay \\
                --openid-secret-file secret --openid-grant staff=viewer \\
                --openid-grant credit-risk=risk-reviewer@credit
              assay serve --mlflow-upstream http://mlflow.example:5000
              assay serve --config serve.yaml --print-config
              ASSAY_DATABASE=postgres://assay@db.example.org/assay assay serve --name server-1

            Several servers share one home folder (keys, policies and blobs) and one PostgreSQL, which
            then holds the ledger in place of the home's own file. Other programs can read a command
            line: give a password in ASSAY_DATABASE, or in ~/.pgpass.

            SETTINGS
              Each is a flag, a variable (`--host-name` is ASSAY_HOST_NAME) or a key of the file
              given by `--config` (`host-name`). A flag goes before the environment, that before the
              file, and the file before the default.

            EXIT STATUS
              0 asked to stop   3 could not serve
            """)

    @Option(help: "The address to listen on.")
    var host: String?
    @Option(help: "The port to listen on; 0 for one that is free.")
    var port: String?
    @Option(
        name: .customLong("host-name"), help: "A name that people reach it by; may be repeated.")
    var hostNames: [String] = []
    @Option(help: "A certificate chain in PEM, to speak TLS.")
    var certificate: String?
    @Option(help: "The certificate's key in PEM.")
    var key: String?
    @Flag(help: "A proxy in front speaks TLS.")
    var behindTls = false
    @Option(help: "The least that is logged, such as info.")
    var logLevel: String?
    @Option(help: "How many connections at once.")
    var connections: String?
    @Option(help: "How large an upload may be, such as 16GiB.")
    var uploadLimit: String?
    @Option(help: "What uploads leave free on the disk, such as 1GiB.")
    var diskReserve: String?
    @Option(help: "After how many hours an unfinished upload is thrown away.")
    var uploadHours: String?
    @Flag(help: "Send webhooks to private addresses too.")
    var allowPrivateWebhooks = false
    @Option(
        name: .customLong("webhook-host"),
        help: "A host that webhooks may go to whatever its address; may be repeated.")
    var webhookHosts: [String] = []
    @Flag(help: "Let in whoever is on this machine without a token; for one person's machine.")
    var trustThisMachine = false
    @Option(
        name: .customLong("mlflow-artifact-root"),
        help: "Where files of new experiments are (default: mlflow-artifacts:/, this server).")
    var mlflowArtifactRoot: String?
    @Option(
        name: .customLong("mlflow-upstream"),
        help: "An MLflow server to stand in front of, such as http://mlflow.example:5000.")
    var mlflowUpstream: String?
    @Option(
        name: .customLong("mlflow-upstream-token-file"),
        help: "A file with that server's token, or NAME:PASSWORD, in its first line.")
    var mlflowUpstreamTokenFile: String?
    @Option(help: "A hub to fetch models from that are not here, such as https://huggingface.co.")
    var hubUpstream: String?
    @Option(help: "A file with that hub's token in its first line.")
    var hubUpstreamTokenFile: String?
    @Option(
        help:
            "An index that packages are taken in from when somebody asks for them (default: none).")
    var packageUpstream: String?
    @OptionGroup var openID: OpenIDOptions
    @Option(help: "A file with settings in YAML (default: ASSAY_CONFIG).")
    var config: String?
    @Flag(help: "Print each setting and where it comes from, and stop.")
    var printConfig = false
    @Option(
        help: "The PostgreSQL with the ledger: a libpq URI or string (default: ASSAY_DATABASE).")
    var database: String?
    @Option(
        help: "This server's name among several (default: ASSAY_NAME, or the machine's and port).")
    var name: String?
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run(refusalStatus: 3) { terminal in
            let configuration = try configuration()
            if printConfig { return Self.show(configuration, on: terminal) }
            let database = configuration.database
            let home = try await Home.open(
                database: database,
                name: configuration.name ?? serverName(configuration, database),
                uploads: configuration.uploads, webhooks: configuration.webhooks,
                tracking: ArtifactRoot(
                    uri: configuration.mlflowArtifactRoot,
                    workingFolder: Environment.workingFolder))
            if configuration.trustsThisMachine {
                try await TrustThisMachine(by: PrincipalClaim(Environment.principal))
                    .run(on: home.platform)
            }
            try await ServedHome(
                home: home, configuration: configuration, openID: try openID(configuration),
                terminal: terminal
            ).run()
            try await home.close()
        }
    }

    private func configuration() throws(Failure) -> ServeConfiguration {
        let path = config ?? Environment.value("ASSAY_CONFIG")
        let file = try path.map { path throws(Failure) in
            try ConfigurationFile(FileBytes.read(path), path: path)
        }
        return try ServeConfiguration(flags: flags, environment: Environment.value, file: file)
    }

    /// Where people sign in besides, with the secret from its file.
    private func openID(_ configuration: ServeConfiguration) throws(Failure) -> OpenIDSettings? {
        let secret = try configuration.openIDSecretFile.map { file throws(Failure) in
            try FileBytes.firstLine(of: file)
        }
        return try configuration.openID(secretInFile: secret)
    }

    /// What was typed.
    private var flags: [ServeSetting: [String]] {
        let single: KeyValuePairs<ServeSetting, String?> = [
            .host: host, .port: port, .certificate: certificate, .key: key,
            .behindTLS: behindTls ? "true" : nil, .logLevel: logLevel,
            .database: database, .name: name, .connections: connections, .uploadLimit: uploadLimit,
            .diskReserve: diskReserve,
            .uploadHours: uploadHours, .mlflowArtifactRoot: mlflowArtifactRoot,
            .mlflowUpstream: mlflowUpstream, .mlflowUpstreamTokenFile: mlflowUpstreamTokenFile,
            .hubUpstream: hubUpstream, .hubUpstreamTokenFile: hubUpstreamTokenFile,
            .packageUpstream: packageUpstream,
            .trustThisMachine: trustThisMachine ? "true" : nil,
            .allowPrivateWebhooks: allowPrivateWebhooks ? "true" : nil,
        ]
        var flags: [ServeSetting: [String]] = [:]
        for (setting, text) in single { flags[setting] = text.map { [$0] } }
        if !hostNames.isEmpty { flags[.hostName] = hostNames }
        if !webhookHosts.isEmpty { flags[.webhookHost] = webhookHosts }
        return flags.merging(openID.flags) { $1 }
    }

    private static func show(_ configuration: ServeConfiguration, on terminal: Terminal) {
        terminal.answer(["settings": configuration.json])
        for setting in ServeSetting.allCases {
            let value = configuration[setting]
            let shown = configuration.shown(setting)
            let text = shown.isEmpty ? "–" : shown.joined(separator: ", ")
            terminal.say(
                setting.rawValue.padded(24) + text.padded(24) + " \(value.source)")
        }
    }

    /// The same after a restart, unless the port is another each time.
    private func serverName(_ configuration: ServeConfiguration, _ database: String?) -> String? {
        guard database != nil else { return nil }
        let port = configuration.server.port
        return "\(Environment.hostName):\(port == 0 ? "p\(Environment.processID)" : "\(port)")"
    }
}

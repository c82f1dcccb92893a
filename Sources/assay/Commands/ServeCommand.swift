import ArgumentParser
import HTTPServer
import Operations

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
              ASSAY_DATABASE=postgres://assay@db.example.org/assay assay serve --name server-1

            Several servers share one home folder (keys, policies and blobs) and one PostgreSQL, which
            then holds the ledger in place of the home's own file. Other programs can read a command
            line: give a password in ASSAY_DATABASE, or in ~/.pgpass.

            EXIT STATUS
              0 asked to stop   3 could not serve
            """)

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"
    @Option(help: "The port to listen on; 0 for one that is free.")
    var port = 8420
    @Option(
        name: .customLong("host-name"), help: "A name that people reach it by; may be repeated.")
    var hostNames: [String] = []
    @Option(help: "A certificate chain in PEM, to speak TLS.")
    var certificate: String?
    @Option(help: "The certificate's key in PEM.")
    var key: String?
    @Flag(help: "A proxy in front speaks TLS.")
    var behindTls = false
    @Option(
        help: "The PostgreSQL with the ledger: a libpq URI or string (default: ASSAY_DATABASE).")
    var database: String?
    @Option(
        help: "This server's name among several (default: ASSAY_NAME, or the machine's and port).")
    var name: String?
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run(refusalStatus: 3) { terminal in
            guard (0...65_535).contains(port) else {
                throw Failure.fault("bad_port", "`--port` must be from 0 to 65535")
            }
            guard (certificate == nil) == (key == nil) else {
                throw Failure.fault("bad_certificate", "give both `--certificate` and `--key`")
            }
            let database = database ?? Environment.value("ASSAY_DATABASE")
            let home = try await Home.open(
                database: database, name: serverName(isShared: database != nil))
            try await ServedHome(home: home, settings: settings, terminal: terminal).run()
            try await home.close()
        }
    }

    /// The same after a restart, unless the port is another each time.
    private func serverName(isShared: Bool) -> String? {
        if let name = name ?? Environment.value("ASSAY_NAME") { return name }
        guard isShared else { return nil }
        return "\(Environment.hostName):\(port == 0 ? "p\(Environment.processID)" : "\(port)")"
    }

    private var settings: ServerSettings {
        var settings = ServerSettings()
        settings.host = host
        settings.port = port
        settings.hostNames = hostNames
        settings.certificateFile = certificate
        settings.keyFile = key
        settings.isBehindTLS = behindTls
        return settings
    }
}

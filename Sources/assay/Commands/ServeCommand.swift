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
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run(refusalStatus: 3) { terminal in
            guard (0...65_535).contains(port) else {
                throw Failure.fault("bad_port", "`--port` must be from 0 to 65535")
            }
            guard (certificate == nil) == (key == nil) else {
                throw Failure.fault("bad_certificate", "give both `--certificate` and `--key`")
            }
            let home = try await Home.open()
            try await ServedHome(home: home, settings: settings, terminal: terminal).run()
            try await home.close()
        }
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

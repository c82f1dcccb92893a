/// How the server listens, and what it bears.
package struct ServerSettings: Sendable {
    package var host = "127.0.0.1"
    /// 0 for one that is free.
    package var port = 8420
    /// The names that people reach it by, besides the machine's own.
    package var hostNames: [String] = []
    /// PEM files; without them it speaks plain HTTP.
    package var certificateFile: String?
    package var keyFile: String?
    /// Whether a proxy in front speaks TLS with the clients.
    package var isBehindTLS = false
    package var connectionCountMax = 8192
    /// How long a connection may be silent, its headers among that.
    package var idleSeconds = 30
    /// How long a body may take.
    package var bodySeconds = 60
    package var headerByteCountMax = 32 << 10

    package init() {}

    package var isSecure: Bool { certificateFile != nil || isBehindTLS }
}

import API
import Adapters
import Console
import Followers
import HTTPServer
import Logging
import Operations
import ServiceLifecycle
import Transparency
import UnixSignals

/// A home folder behind HTTP, from the first request until it is asked to stop.
struct ServedHome {
    let home: Home
    let configuration: ServeConfiguration
    /// Where people sign in besides; `nil` when by password alone.
    let openID: OpenIDSettings?
    let terminal: Terminal

    private var settings: ServerSettings { configuration.server }

    func run() async throws {
        let level = Logger.Level(rawValue: configuration.logLevel)
        let log = ServerLog(level: level ?? .warning, now: home.platform.now)
        let logger = Logger(label: "assay") { _ in log }
        let metrics = ServerMetrics()
        let health = ServerHealth(home.platform)
        let table = AssayRoutes(
            platform: home.platform, health: health, metrics: metrics, isSecure: settings.isSecure,
            openID: openID.map {
                OpenIDProvider(
                    settings: $0, now: home.platform.now, fetch: ProviderClient().fetch)
            },
            others: MLflowRoutes(platform: home.platform).routes
                + OpenLineageRoutes(platform: home.platform).routes
                + OpenTelemetryRoutes(platform: home.platform).routes
                + PackageIndexRoutes(
                    platform: home.platform, site: site, upstream: try upstream
                ).routes
        ).table
        let responder = Responder(
            table: table, authenticator: authenticator,
            origins: OriginRules(hosts: settings.hostNames), isSecure: settings.isSecure,
            health: health, errorPage: errorPage, now: home.platform.now)
        let service = HTTPService(
            settings, responder: responder, metrics: metrics, logger: logger,
            requestIDs: RequestIDs(seed: .random(in: .min ... .max))
        ) { port in
            await welcome(port)
        }
        let follower = WebhookFollower(
            WebhookQueue(home.platform), sender: WebhookSender(rule: configuration.webhooks),
            logger: logger)
        let group = ServiceGroup(
            services: [follower, service], gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger)
        try await group.run()
    }

    /// Where packages come from that are not here; `nil` when from nowhere.
    private var upstream: UpstreamPackages? {
        get throws {
            try configuration.packageUpstream.map { url in
                UpstreamPackages(
                    try PackageIndexClient(url: url),
                    by: try PrincipalClaim(Environment.principal))
            }
        }
    }

    /// Where people reach the server; `nil` when that is known only once it listens.
    private var site: String? {
        guard settings.port != 0 || !settings.hostNames.isEmpty else { return nil }
        let scheme = settings.isSecure ? "https" : "http"
        let host = settings.hostNames.first.map { settings.isBehindTLS ? $0 : "\($0):\(settings.port)" }
        return "\(scheme)://\(host ?? "\(settings.host):\(settings.port)")"
    }

    @Sendable private func errorPage(
        _ problem: Problem, _ reader: (Caller, Session)?, _ next: String
    ) -> String {
        if problem.status == 401 {
            return ConsoleSite.signInPage(message: nil, next: next, offersOpenID: openID != nil)
        }
        return ConsoleSite.errorPage(
            status: problem.status, title: Problem.title(problem.status), message: problem.detail,
            caller: reader?.0, csrf: reader?.1.csrf ?? "")
    }

    private var authenticator: any Authenticating {
        let authenticator = Authenticator(on: home.platform)
        return configuration.trustsThisMachine
            ? TrustingAuthenticator(authenticator) : authenticator
    }

    private func welcome(_ port: Int) async {
        defer { terminal.flush() }
        do {
            try await RecordRunEnds(by: PrincipalClaim(Environment.principal)).run(
                on: home.platform)
            try await GiveUpOldVersions(isShared: home.database != nil).run(on: home.platform)
        } catch {
            terminal.say("what an earlier server left undone could not be ended: \(error)")
        }
        let scheme = settings.certificateFile == nil ? "http" : "https"
        let url = "\(scheme)://\(settings.hostNames.first ?? settings.host):\(port)"
        terminal.say("Assay serves \(home.path) at \(url)")
        let file = "\(home.path)/first-sign-in"
        do {
            guard let first = try await BootstrapAdministrator(file: file).run(on: home.platform)
            else { return terminal.say("stop it with Ctrl-C") }
            terminal.say("nobody administers it yet; within an hour, open once:")
            terminal.say("  \(url)/first-sign-in?secret=\(first.secret)")
            terminal.say("the secret is also in \(file)")
        } catch {
            terminal.say("the first sign-in could not be prepared: \(error)")
        }
    }
}

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
        let sender = WebhookSender(rule: configuration.webhooks)
        let front = try front
        let table = AssayRoutes(
            platform: home.platform, health: health, metrics: metrics, isSecure: settings.isSecure,
            openID: openID.map {
                OpenIDProvider(
                    settings: $0, now: home.platform.now, fetch: ProviderClient().fetch)
            },
            others: try mlflow(behind: front, sender)
                + OpenLineageRoutes(platform: home.platform).routes
                + DVCRoutes(platform: home.platform).routes
                + HubRoutes(
                    platform: home.platform, authenticator: authenticator, mirror: try mirror
                ).routes
                + PackageIndexRoutes(platform: home.platform, upstream: try upstream).routes
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
        let records = WebhookFollower(
            WebhookQueue(home.platform), sender: sender, logger: logger)
        let registry = WebhookFollower(
            RegistryMessageQueue(home.platform), sender: sender, logger: logger)
        let journal = JournalFollower(SettleRuns(home.platform), logger: logger)
        let group = ServiceGroup(
            services: [records, registry, journal, service],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        do { try await group.run() } catch {
            await front?.close()
            throw error
        }
        await front?.close()
    }

    /// The MLflow server that this one stands in front of.
    private var front: UpstreamClient? {
        get throws(Failure) {
            guard let address = configuration.mlflowUpstream else { return nil }
            let credentials = try configuration.mlflowUpstreamTokenFile.map {
                file throws(Failure) in
                try FileBytes.firstLine(of: file)
            }
            return try UpstreamClient(
                address: address, credentials: credentials, setting: "mlflow-upstream")
        }
    }

    /// What clients of MLflow find: this server's own, or what is behind it.
    private func mlflow(
        behind front: UpstreamClient?, _ sender: WebhookSender
    ) throws -> [Route] {
        let native = MLflowRoutes(platform: home.platform, sender: sender)
        guard let front else {
            return native.routes
                + OpenTelemetryRoutes(platform: home.platform).routes
        }
        return MLflowFront(
            platform: home.platform, server: front, native: native.tracked,
            by: try PrincipalClaim(Environment.principal)
        ).routes
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

    /// Where models come from that are not here.
    private var mirror: HubMirror? {
        get throws(Failure) {
            guard let address = configuration.hubUpstream else { return nil }
            let token = try configuration.hubUpstreamTokenFile.map { file throws(Failure) in
                try FileBytes.firstLine(of: file)
            }
            return HubMirror(upstream: try HubClient(address: address, token: token))
        }
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

import API
import Console
package import Operations
import Transparency

/// All ways in to a server.
package struct AssayRoutes {
    private let platform: Platform
    private let health: ServerHealth
    private let metrics: ServerMetrics
    private let cookieName: String
    private let isSecure: Bool

    package init(
        platform: Platform, health: ServerHealth, metrics: ServerMetrics, isSecure: Bool
    ) {
        self.platform = platform
        self.health = health
        self.metrics = metrics
        self.isSecure = isSecure
        cookieName = isSecure ? Credentials.cookieName : Credentials.plainCookieName
    }

    package var table: RouteTable { RouteTable(all) }

    private var all: [Route] {
        let api = self.api
        let endpoints = api.compactMap(\.endpoint)
        let operations = OperationsRoutes(
            platform: platform, health: health, metrics: metrics,
            openAPI: { OpenAPI(endpoints).json })
        let signIn = SignInRoutes(platform: platform, cookieName: cookieName, isSecure: isSecure)
        return api + operations.routes + LogRoutes(platform: platform).routes + signIn.routes
            + ConsoleSite.pages.map { .console($0, on: platform) } + [.asset]
    }

    /// INVARIANT: what a client can ask stands here once; OpenAPI and permissions follow from it.
    private var api: [Route] {
        [
            .api(RegisterVersion.self, on: platform), .api(ListVersions.self, on: platform),
            .api(ShowVersion.self, on: platform), .api(VersionSources.self, on: platform),
            .api(AddEvidence.self, on: platform), .api(JudgeVersion.self, on: platform),
            .api(ApproveVersion.self, on: platform), .api(WaiveFinding.self, on: platform),
            .api(ReplayDecision.self, on: platform), .api(BacktestPolicy.self, on: platform),
            .api(VerifyFiles.self, on: platform), .api(FindRecord.self, on: platform),
            .api(ReadReceipt.self, on: platform), .api(VerifyLedger.self, on: platform),
            .api(AddWebhook.self, on: platform), .api(ListWebhooks.self, on: platform),
            .api(RemoveWebhook.self, on: platform), .api(ReplayDelivery.self, on: platform),
            .api(ReadRecords.self, on: platform), .api(CheckReadModels.self, on: platform),
            .api(RebuildReadModels.self, on: platform), .api(ReleaseFiles.self, on: platform),
            .api(WhoAmI.self, on: platform),
        ] + ArtifactRoutes(platform: platform).routes
    }
}

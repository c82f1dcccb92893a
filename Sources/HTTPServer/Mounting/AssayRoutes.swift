import API
import Console
package import Operations
import Transparency

/// All ways in to a server.
package struct AssayRoutes {
    private let platform: Platform
    private let health: ServerHealth
    private let metrics: ServerMetrics
    private let cookies: ServerCookies
    private let openID: OpenIDProvider?
    private let others: [Route]

    /// `openID`: Where people may sign in besides; `nil` when by password alone; `others`: The ways in
    /// for clients of other systems.
    package init(
        platform: Platform, health: ServerHealth, metrics: ServerMetrics, isSecure: Bool,
        openID: OpenIDProvider? = nil, others: [Route] = []
    ) {
        self.platform = platform
        self.health = health
        self.metrics = metrics
        self.openID = openID
        self.others = others
        cookies = ServerCookies(isSecure: isSecure)
    }

    package var table: RouteTable { RouteTable(all) }

    private var all: [Route] {
        let api = self.api
        let endpoints = api.compactMap(\.endpoint)
        let operations = OperationsRoutes(
            platform: platform, health: health, metrics: metrics,
            openAPI: { OpenAPI(endpoints).json })
        return api + operations.routes + LogRoutes(platform: platform).routes + signIn
            + ConsoleSite.pages.map { .console($0, on: platform) } + [.asset] + others
    }

    private var signIn: [Route] {
        let own = SignInRoutes(platform: platform, cookies: cookies, offersOpenID: openID != nil)
        let other = openID.map {
            OpenIDRoutes(platform: platform, provider: $0, cookies: cookies).routes
        }
        return own.routes + (other ?? [])
    }

    /// INVARIANT: what a client can ask stands here once; OpenAPI and permissions follow from it.
    private var api: [Route] {
        [
            .api(RegisterVersion.self, on: platform), .api(ListVersions.self, on: platform),
            .api(ShowVersion.self, on: platform), .api(VersionSources.self, on: platform),
            .api(AddEvidence.self, on: platform), .api(JudgeVersion.self, on: platform),
            .api(ApproveVersion.self, on: platform), .api(WaiveFinding.self, on: platform),
            .api(RecallVersions.self, on: platform), .api(DescribeSubject.self, on: platform),
            .api(TraceLineage.self, on: platform),
            .api(
                RecordLineage.self, on: platform, bodyByteCountMax: RecordLineage.bodyByteCountMax),
            .api(ReplayDecision.self, on: platform), .api(BacktestPolicy.self, on: platform),
            .api(VerifyFiles.self, on: platform), .api(FindRecord.self, on: platform),
            .api(ReadReceipt.self, on: platform), .api(VerifyLedger.self, on: platform),
            .api(AddWebhook.self, on: platform), .api(ListWebhooks.self, on: platform),
            .api(RemoveWebhook.self, on: platform), .api(ReplayDelivery.self, on: platform),
            .api(ReadRecords.self, on: platform), .api(CheckReadModels.self, on: platform),
            .api(RebuildReadModels.self, on: platform), .api(ReleaseFiles.self, on: platform),
            .api(WhoAmI.self, on: platform), .api(ListPolicies.self, on: platform),
            .api(ShowPolicy.self, on: platform), .api(TryPolicy.self, on: platform),
            .api(
                RecordScan.self, on: platform, bodyByteCountMax: RecordScan.bodyByteCountMax),
            .api(ListFindings.self, on: platform), .api(RejudgeVersions.self, on: platform),
            .api(ListInstallations.self, on: platform),
            .api(ExportBillOfMaterials.self, on: platform),
            .api(
                ImportBillOfMaterials.self, on: platform,
                bodyByteCountMax: ImportBillOfMaterials.bodyByteCountMax),
        ] + identity + ArtifactRoutes(platform: platform).routes
    }

    /// Setting a password is not among them: who reads a token may not become its owner.
    private var identity: [Route] {
        [
            .api(ListPrincipals.self, on: platform), .api(AddPrincipal.self, on: platform),
            .api(ShowPrincipal.self, on: platform), .api(GrantRoles.self, on: platform),
            .api(DisablePrincipal.self, on: platform), .api(EnablePrincipal.self, on: platform),
            .api(ErasePerson.self, on: platform), .api(ListTokens.self, on: platform),
            .api(ListOwnTokens.self, on: platform), .api(IssueToken.self, on: platform),
            .api(RevokeToken.self, on: platform),
        ]
    }
}

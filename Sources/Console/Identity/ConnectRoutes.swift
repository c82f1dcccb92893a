import Governance
import Operations
import Transparency

enum ConnectRoutes {
    static let pages: [ConsolePage] = [
        .get("/connect", .useOwnAccount) { request, _ in
            try request.page("Connect your tools", in: .tokens, ConnectPage(for: request))
        },
        .post("/connect", .issueOwnToken) { request, platform in
            do {
                let issued = try await platform.perform(
                    IssueToken(
                        for: nil, label: ConnectPage.label, permissions: nil, workspaces: nil,
                        expiresAt: request.now.adding(days: ConnectPage.tokenDays),
                        by: request.actor))
                return try request.page(
                    "Connect your tools", in: .tokens, ConnectPage(for: request, issued: issued))
            } catch let failure as Failure {
                return try request.page(
                    "Connect your tools", in: .tokens, status: failure.status,
                    ConnectPage(for: request, problem: failure.sentence))
            }
        },
    ]
}

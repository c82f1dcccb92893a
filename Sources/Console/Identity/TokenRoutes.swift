import Governance
import Ledger
import Operations
import Transparency

enum TokenRoutes {
    static let pages: [ConsolePage] = [
        .get("/tokens", .useOwnAccount) { request, platform in
            try await tokens(request, platform)
        },
        .post("/tokens", .issueOwnToken) { request, platform in
            do {
                let issued = try await platform.perform(issuing(request))
                return try await tokens(request, platform, issued: issued)
            } catch let failure as Failure {
                return try await tokens(request, platform, problem: failure)
            }
        },
        .post("/tokens/{id}/revoke", .useOwnAccount) { request, platform in
            try await platform.perform(
                RevokeToken(id: request.parameter("id"), by: request.actor))
            return .redirect(to: "/tokens")
        },
    ]

    private static func tokens(
        _ request: ConsoleRequest, _ platform: Platform, issued: IssueToken.Issued? = nil,
        problem: Failure? = nil
    ) async throws -> ConsoleResponse {
        let asked = PageRequest(after: request.asked("after").flatMap { PageCursor($0) })
        guard request.asked("all") != nil else {
            let page = try await platform.perform(
                ListOwnTokens(asked, by: request.actor))
            return try request.page(
                "Your tokens", in: .tokens, status: problem?.status ?? 200,
                TokensPage(
                    page, names: nil, for: request, issued: issued, problem: problem?.sentence))
        }
        let page = try await platform.perform(ListTokens(asked, by: request.actor))
        return try request.page(
            "All tokens", in: .tokens, TokensPage(page, names: page.owners, for: request))
    }

    private static func issuing(_ request: ConsoleRequest) throws -> IssueToken {
        let text = request.field("until") ?? ""
        guard let until = Instant(text) else {
            throw Failure.fault("bad_date", "`\(text)` is no day; write it as 2026-12-31")
        }
        let purpose = TokenPurpose(rawValue: request.field("purpose") ?? "") ?? .reading
        return IssueToken(
            for: request.field("for"), label: request.field("label") ?? "",
            permissions: purpose.permissions, workspaces: try workspaces(request),
            expiresAt: until, by: request.actor)
    }

    private static func workspaces(_ request: ConsoleRequest) throws -> Set<Workspace>? {
        let names = (request.field("workspaces") ?? "").split { $0.isWhitespace || $0 == "," }
        guard !names.isEmpty else { return nil }
        return Set(
            try names.map { name in
                guard let workspace = Workspace(String(name)) else {
                    throw Failure.fault("bad_workspace", "`\(name)` names no workspace")
                }
                return workspace
            })
    }
}

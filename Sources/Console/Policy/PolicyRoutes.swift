import Governance
import Operations

enum PolicyRoutes {
    static let pages: [ConsolePage] = [
        .get("/policies", .readInventory) { request, platform in
            let listed = try await platform.perform(ListPolicies(by: request.actor))
            return try request.page("Policies", in: .policies, PoliciesPage(listed))
        },
        .get("/policies/{name}", .readInventory) { request, platform in
            let shown = try await platform.perform(
                ShowPolicy(name: request.parameter("name"), by: request.actor))
            return try request.page(
                shown.policy.title, in: .policies, PolicyPage(shown, for: request))
        },
        .post("/policies/{name}/try", .readInventory) { request, platform in
            try await tried(request, platform)
        },
    ]

    private static func tried(
        _ request: ConsoleRequest, _ platform: Platform
    ) async throws -> ConsoleResponse {
        let shown = try await platform.perform(
            ShowPolicy(name: request.parameter("name"), by: request.actor))
        // Browsers send every line end as two characters.
        let draft = (request.form.first { $0.name == "text" }?.value ?? "")
            .replacing("\r\n", with: "\n")
        do {
            let tried = try await platform.perform(TryPolicy(text: draft, by: request.actor))
            return try request.page(
                shown.policy.title, in: .policies,
                PolicyPage(shown, for: request, draft: draft, tried: tried))
        } catch let failure as Failure {
            return try request.page(
                shown.policy.title, in: .policies, status: failure.status,
                PolicyPage(
                    shown, for: request, draft: draft,
                    problem: FindingView.sentence(failure.message)))
        }
    }
}

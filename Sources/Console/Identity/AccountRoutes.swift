import Governance
import Operations

/// What everybody may do about their own account.
enum AccountRoutes {
    static let pages: [ConsolePage] = [
        .get("/account", .useOwnAccount) { request, platform in
            try await account(request, platform)
        },
        .post("/account/password", .useOwnAccount) { request, platform in
            do {
                try await changePassword(request, platform)
                return .page(status: 200, html: ConsoleSite.passwordChangedPage)
            } catch let failure as Failure {
                return try await account(request, platform, problem: failure)
            }
        },
        .post("/account/sessions/end", .useOwnAccount) { request, platform in
            let count = try await platform.perform(EndOtherSessions(by: request.actor))
            return try await account(
                request, platform, done: Wording.count(count, "other session") + " ended.")
        },
    ]

    private static func account(
        _ request: ConsoleRequest, _ platform: Platform, problem: Failure? = nil,
        done: String? = nil
    ) async throws -> ConsoleResponse {
        let shown = try await platform.perform(ShowOwnAccount(by: request.actor))
        return try request.page(
            "Your account", in: nil, status: problem?.status ?? 200,
            AccountPage(shown, for: request, problem: problem?.sentence, done: done))
    }

    private static func changePassword(
        _ request: ConsoleRequest, _ platform: Platform
    ) async throws {
        let new = request.typed("new")
        guard new == request.typed("again") else {
            throw Failure.refused("passwords_differ", "the new password is not twice the same")
        }
        try await platform.perform(
            ChangePassword(
                old: request.typed("old"), new: new, source: request.source, by: request.actor))
    }
}

extension ConsoleRequest {
    /// A field as it was typed, white space and all, as passwords need it.
    fileprivate func typed(_ name: String) -> String {
        form.first { $0.name == name }?.value ?? ""
    }
}

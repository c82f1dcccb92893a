import Governance
import Operations

/// The reader's own account: what they may do, where they are signed in, their password.
struct AccountPage: View {
    static let template = "account"

    struct Role: Sendable {
        let roleTitle: String
        let roleMeaning: String
        let rolePlace: String
    }

    struct Session: Sendable {
        let begun: Moment
        let used: Moment
        let ends: Moment
        let isThis: Bool
    }

    struct PasswordForm: Sendable {
        let passwordToken: String
    }

    struct Ending: Sendable {
        let endingToken: String
        let otherCount: String
    }

    let accountName: String
    let accountID: String
    let added: Moment?
    let roles: [Role]
    let sessions: [Session]
    /// `nil` when this session is the only one.
    let ending: Ending?
    /// `nil` for whoever signs in elsewhere, with the organisation's account.
    let passwordForm: PasswordForm?
    let problem: String?
    let done: String?

    init(
        _ shown: ShowOwnAccount.Shown, for request: ConsoleRequest, problem: String? = nil,
        done: String? = nil
    ) {
        accountName = shown.name
        accountID = shown.account.id.text
        added = request.moment(shown.account.addedAt)
        roles = shown.account.grants.sorted().map(Self.role)
        sessions = shown.sessions.map {
            Session(
                begun: request.moment($0.createdAt), used: request.moment($0.usedAt),
                ends: request.moment($0.expiresAt), isThis: $0.isCurrent)
        }
        let others = shown.sessions.count { !$0.isCurrent }
        ending =
            others > 0
            ? Ending(
                endingToken: request.csrf, otherCount: Wording.count(others, "other session"))
            : nil
        passwordForm = shown.hasPassword ? PasswordForm(passwordToken: request.csrf) : nil
        self.problem = problem
        self.done = done
    }

    private static func role(_ grant: Grant) -> Role {
        let choice = RoleChoice.all().first { $0.role == grant.role.rawValue }
        return Role(
            roleTitle: Wording.title(grant.role.rawValue),
            roleMeaning: choice?.roleMeaning ?? "",
            rolePlace: grant.workspace.map { "in \($0.name)" } ?? "everywhere")
    }
}

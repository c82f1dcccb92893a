import Governance
import Ledger
import Operations
import Transparency

/// Tokens: one's own or all, a form for another, and a new one's text, shown once.
struct TokensPage: View {
    static let template = "tokens"

    struct Purpose: Sendable {
        let purpose: String
        let purposeTitle: String
    }

    struct Issued: Sendable {
        let secret: String
        let lasts: String
    }

    struct Form: Sendable {
        let token: String
        let purposes: [Purpose]
        let untilDay: String
        let untilMax: String
        let mayIssueForServices: Bool
    }

    let heading: String
    let note: String
    let otherHref: String?
    let otherLabel: String
    let issued: Issued?
    let problem: String?
    let tokens: [TokenRow]
    let nextHref: String?
    let form: Form?

    /// `names`: of owners, by pseudonym, when these are everybody's tokens.
    init(
        _ page: ListTokens.Page, names: People?, for request: ConsoleRequest,
        issued: IssueToken.Issued? = nil, problem: String? = nil
    ) {
        let isAll = names != nil
        heading = isAll ? "All tokens" : "Your tokens"
        note =
            isAll
            ? "Everybody's, newest first; nobody can read their secrets, the platform neither."
            : "For programs that speak for you. A token may do no more than you may."
        let readsPeople = request.caller.access.workspaces(for: .readPeople) == .all
        otherHref = isAll ? "/tokens" : readsPeople ? "/tokens?all=yes" : nil
        otherLabel = isAll ? "Your own" : "All tokens"
        self.issued = issued.map {
            Issued(secret: $0.text, lasts: Moment.day(of: $0.expiresAt))
        }
        self.problem = problem
        tokens = page.tokens.map {
            TokenRow($0, owner: names?.name($0.principal.text), for: request)
        }
        nextHref = page.next.map {
            Address("tokens").asking(["all": isAll ? "yes" : nil, "after": $0.description])
        }
        form = request.allows(.issueOwnToken) ? Self.form(request) : nil
    }

    private static func form(_ request: ConsoleRequest) -> Form {
        Form(
            token: request.csrf,
            purposes: TokenPurpose.allCases.map {
                Purpose(purpose: $0.rawValue, purposeTitle: $0.title)
            }, untilDay: request.now.adding(days: 90).day,
            untilMax: request.now.adding(days: IssueToken.lifeDaysMax).day,
            mayIssueForServices: request.caller.access.workspaces(for: .manageTokens) == .all)
    }
}

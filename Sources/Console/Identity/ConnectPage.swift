import Governance
import Operations

/// How each tool that people already use is told to speak to this server.
struct ConnectPage: View {
    static let template = "connect"

    let snippets: [ClientSnippet]
    /// Until when the token in them holds; `nil` when there is none in them yet.
    let lasts: String?
    let problem: String?
    /// Sent with the form for a token; `nil` for who may not issue one.
    let formToken: String?

    static let label = "connect"
    static let tokenDays = 90

    init(
        for request: ConsoleRequest, issued: IssueToken.Issued? = nil, problem: String? = nil
    ) {
        snippets = ClientSnippet.all(
            site: request.site, token: issued?.text ?? ClientSnippet.noToken)
        lasts = issued.map { Moment.day(of: $0.expiresAt) }
        self.problem = problem
        formToken = request.allows(.issueOwnToken) && issued == nil ? request.csrf : nil
    }
}

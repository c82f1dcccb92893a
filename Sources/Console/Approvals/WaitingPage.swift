import Governance
import Ledger
import Operations
import Transparency

/// What waits for the reader's approval.
struct WaitingPage: View {
    static let template = "waiting"

    struct Item: Sendable {
        let version: String
        let href: String
        let purpose: String
        let goesTo: String
        let risk: String
        let author: String
        let asks: String
        let asRole: String
        let isReady: Bool
        let judged: Moment?
    }

    let summary: String
    let mayApprove: Bool
    let items: [Item]
    let nextHref: String?

    init(_ page: ListWaiting.Page, for request: ConsoleRequest) {
        mayApprove = true
        items = page.waiting.map { waiting in
            Item(
                version: waiting.version.description,
                href: Address.version(waiting.version.description, to: waiting.to),
                purpose: VersionRow.brief(waiting.subject.purpose), goesTo: waiting.to,
                risk: waiting.subject.risk.rawValue,
                author: page.people.name(waiting.author.text),
                asks: Wording.list(waiting.rules),
                asRole: Wording.list(
                    waiting.roles.map { Wording.title($0.rawValue).lowercased() }),
                isReady: waiting.isOtherwiseReady,
                judged: waiting.judgedAt.map(request.moment))
        }
        summary =
            items.isEmpty
            ? "Nothing waits for you."
            : "\(Wording.count(items.count, "version")) that you may sign off. You have not made "
                + (items.count == 1 ? "it" : "them") + ", and your approval would count."
        nextHref = page.next.map { Address("waiting").asking(["after": $0.description]) }
    }

    /// For somebody whose roles sign off nothing.
    init(nothingFor caller: Caller) {
        mayApprove = false
        items = []
        summary = "Your roles do not sign off versions, so nothing can wait for you."
        nextHref = nil
    }
}

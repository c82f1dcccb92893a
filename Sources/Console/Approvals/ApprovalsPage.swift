import Governance
import Operations

/// The newest approvals, and how long each took.
struct ApprovalsPage: View {
    static let template = "approvals"

    struct Item: Sendable {
        let version: String
        let href: String
        let goesTo: String
        let approvedBy: String
        let asRole: String
        let grade: GradeMark
        let took: String
        let approvedAt: Moment
    }

    let summary: String
    let items: [Item]

    init(_ listed: ListApprovals.Listed, for request: ConsoleRequest) {
        items = listed.approved.map { approved in
            let approval = approved.approval
            return Item(
                version: approved.version.description,
                href: Address.version(approved.version.description, to: approval.to),
                goesTo: approval.to, approvedBy: listed.people.name(approval.by.text),
                asRole: Wording.title(approval.role.rawValue).lowercased(),
                grade: GradeMark(approval.grade), took: Moment.span(seconds: approved.seconds),
                approvedAt: request.moment(approval.at))
        }
        summary =
            listed.secondsMedian.map {
                "The newest \(Wording.count(listed.approved.count, "approval")) took "
                    + "\(Moment.span(seconds: $0)) from registration, in the median."
            } ?? "Nobody has approved a whole version yet."
    }
}

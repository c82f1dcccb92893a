import Governance
import Ledger
import Operations

enum ApprovalRoutes {
    static let pages: [ConsolePage] = [
        .get("/waiting", .readInventory) { request, platform in
            guard request.allows(.approveVersion) else {
                return try request.page(
                    "Waiting", in: .waiting, WaitingPage(nothingFor: request.caller))
            }
            let page = try await platform.perform(
                ListWaiting(
                    after: request.asked("after").flatMap { PageCursor($0) }, by: request.actor))
            return try request.page("Waiting", in: .waiting, WaitingPage(page, for: request))
        }
    ]
}

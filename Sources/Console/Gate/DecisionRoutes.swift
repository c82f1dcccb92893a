import Governance
import Ledger
import Operations
import Transparency

enum DecisionRoutes {
    static let pages: [ConsolePage] = [
        .get("/decisions", .readInventory) { request, platform in
            let page = try await platform.perform(
                ListDecisions(
                    verdict: request.asked("verdict").flatMap(Verdict.init(rawValue:)),
                    version: request.asked("version").flatMap { VersionName($0) },
                    policy: request.asked("policy"),
                    after: request.asked("after").flatMap { PageCursor($0) }, by: request.actor))
            return try request.page(
                "Decisions", in: .decisions, DecisionsPage(page, for: request))
        },
        .get("/decisions/{id}/receipt", .readInventory) { request, platform in
            let id = request.parameter("id")
            let receipt = try await platform.perform(
                ReadReceipt(target: id, by: request.actor))
            return .download(
                name: "decision-\(id.prefix(12)).receipt",
                contentType: "text/plain; charset=utf-8", bytes: Array(receipt.encoded.utf8))
        },
        .get("/decisions/{id}", .readInventory) { request, platform in
            let shown = try await platform.perform(
                ShowDecision(decision: request.parameter("id"), by: request.actor))
            let view = DecisionPage(shown, for: request)
            return try request.page("Decision on \(view.version)", in: .decisions, view)
        },
    ]
}

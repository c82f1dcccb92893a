import Governance
import Operations
import Transparency

enum LedgerRoutes {
    static let pages: [ConsolePage] = [
        .get("/ledger", .readLedger) { request, platform in
            let shown = try await platform.perform(
                ReadLedger(before: request.asked("before").flatMap { Int($0) }, by: request.actor))
            return try request.page("Ledger", in: .ledger, LedgerPage(shown, for: request))
        },
        .post("/ledger/verify", .readLedger) { request, platform in
            let audit = try await platform.perform(VerifyLedger(by: request.actor))
            let shown = try await platform.perform(ReadLedger(by: request.actor))
            return try request.page(
                "Ledger", in: .ledger, LedgerPage(shown, for: request, audit: audit))
        },
        .get("/ledger/{index}/receipt", .readLedger) { request, platform in
            let shown = try await platform.perform(
                ShowRecord(index: index(request), by: request.actor))
            return .download(
                name: "record-\(shown.receipt.index).receipt",
                contentType: "text/plain; charset=utf-8", bytes: Array(shown.receipt.encoded.utf8))
        },
        .get("/ledger/{index}", .readLedger) { request, platform in
            let shown = try await platform.perform(
                ShowRecord(index: index(request), by: request.actor))
            let view = RecordPage(shown, for: request)
            return try request.page("Record \(view.index)", in: .ledger, view)
        },
    ]

    private static func index(_ request: ConsoleRequest) throws -> Int {
        let text = request.parameter("index")
        guard let index = Int(text) else {
            throw Failure.fault(
                "bad_index", "`\(text)` is no record; they are numbered from 0")
        }
        return index
    }
}

import Governance
import Ledger
import Operations
import Transparency

enum VersionRoutes {
    static let pages: [ConsolePage] = [
        .get("/versions", .readInventory) { request, platform in
            try await inventory(request, platform)
        },
        .get("/versions/{old}/compare/{new}", .readInventory) { request, platform in
            let compared = try await platform.perform(
                CompareVersions(
                    old: request.version("old"), new: request.version("new"),
                    to: request.asked("to"), by: request.actor))
            let view = ComparePage(compared, for: request)
            return try request.page("Compare \(view.subjectName)", in: .inventory, view)
        },
        .get("/versions/{version}/receipt", .readInventory) { request, platform in
            let name = try request.version()
            let receipt = try await platform.perform(
                ReadReceipt(target: name.description, by: request.actor))
            return .download(
                name: "\(name.subject.name)-\(name.number).receipt",
                contentType: "text/plain; charset=utf-8", bytes: Array(receipt.encoded.utf8))
        },
        .get("/versions/{version}", .readInventory) { request, platform in
            try await dossier(request, platform)
        },
        .post("/versions/{version}/gate", .judgeVersion) { request, platform in
            try await changing(request, platform) { version, to in
                _ = try await platform.perform(
                    JudgeVersion(version: version, to: to, policyFile: nil, by: request.actor))
            }
        },
        .post("/versions/{version}/approve", .approveVersion) { request, platform in
            try await changing(request, platform) { version, to in
                guard request.field("confirm") != nil else {
                    throw Failure.refused(
                        "not_confirmed", "say that you have read the findings and the evidence")
                }
                _ = try await platform.perform(
                    ApproveVersion(version: version, to: to, roles: nil, by: request.actor))
            }
        },
        .post("/versions/{version}/waive", .waiveFinding) { request, platform in
            try await changing(request, platform) { version, to in
                _ = try await platform.perform(waiver(version, to, request))
            }
        },
        .get("/models/{name}", .readInventory) { request, platform in
            let text = request.parameter("name")
            guard let name = SubjectName(text) else {
                throw Failure.fault("bad_name", "`\(text)` names no model")
            }
            let shown = try await platform.perform(ShowSubject(subject: name, by: request.actor))
            return try request.page(
                name.description, in: .inventory, SubjectPage(shown, for: request))
        },
    ]

    private static func inventory(
        _ request: ConsoleRequest, _ platform: Platform
    ) async throws -> ConsoleResponse {
        let page = try await platform.perform(
            ListVersions(
                matching: InventoryPage.asked(request), text: request.asked("q"),
                after: request.asked("after").flatMap { PageCursor($0) },
                limit: InventoryPage.pageSize, by: request.actor))
        let owners = page.rows.compactMap {
            $0.document["subject"]?["owners"]?["technical"]?.stringValue
        }
        let people = try await People(on: platform, ids: owners)
        return try request.page(
            "Inventory", in: .inventory, InventoryPage(page, people: people, for: request))
    }

    private static func dossier(
        _ request: ConsoleRequest, _ platform: Platform, to transition: String? = nil,
        problem: Failure? = nil
    ) async throws -> ConsoleResponse {
        let review = try await platform.perform(
            ReviewVersion(
                version: request.version(), to: transition ?? request.asked("to"),
                by: request.actor))
        let view = DossierPage(
            review, for: request, problem: problem.map { FindingView.sentence($0.message) })
        return try request.page(
            view.subjectName + view.number, in: .inventory, status: problem?.status ?? 200, view)
    }

    /// Does what a form asks for and leads back; what is refused is said on the page itself.
    private static func changing(
        _ request: ConsoleRequest, _ platform: Platform,
        _ work: (VersionName, String) async throws -> Void
    ) async throws -> ConsoleResponse {
        let version = try request.version()
        let to = request.field("to") ?? "production"
        do {
            try await work(version, to)
            return .redirect(to: Address.version(version.description, to: to))
        } catch let failure as Failure {
            return try await dossier(request, platform, to: to, problem: failure)
        }
    }

    private static func waiver(
        _ version: VersionName, _ to: String, _ request: ConsoleRequest
    ) throws -> WaiveFinding {
        let text = request.field("until") ?? ""
        guard let day = Instant(text) else {
            throw Failure.fault("bad_date", "`\(text)` is no day; write it as 2026-12-31")
        }
        return WaiveFinding(
            version: version, to: to, rule: request.field("rule") ?? "",
            because: request.field("because") ?? "", until: day, by: request.actor)
    }
}

extension Failure {
    /// For a page that says what was refused.
    var status: Int {
        code == "too_many_attempts" ? 429 : kind == .refused ? 422 : 400
    }
}

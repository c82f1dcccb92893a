import Governance
import Ledger
import Operations
import Transparency

/// The versions that there are: searched, filtered, a page at a time.
struct InventoryPage: View {
    static let template = "inventory"

    struct Filter: Sendable {
        let name: String
        let label: String
        let choices: [Choice]
    }

    struct Choice: Sendable {
        let value: String
        let shown: String
        let isChosen: Bool
    }

    struct Field: Sendable {
        let fieldName: String
        let fieldLabel: String
        let fieldValue: String
        let hint: String
    }

    let find: String
    let filters: [Filter]
    let fields: [Field]
    let isFiltered: Bool
    let summary: String
    let versions: [VersionRow]
    let nextHref: String?

    static let pageSize = 50
    /// Fields that are asked for in the address, by the names that the list knows them by.
    static let fieldNames = ["kind", "risk", "state", "environment", "owner", "digest", "name"]

    init(_ page: RowPage, people: People, for request: ConsoleRequest) {
        versions = page.rows.map { VersionRow(version: $0, people: people, now: request.now) }
        let asked = Self.asked(request)
        isFiltered = !asked.isEmpty || request.asked("q") != nil
        find = request.asked("q") ?? ""
        filters = [
            Self.filter("kind", "Kind", SubjectKind.allCases.map(\.rawValue), request),
            Self.filter("risk", "Risk", RiskTier.allCases.map(\.rawValue), request),
            Self.filter(
                "state", "Gate",
                ["released", "allow", "undecided", "deny", "recalled", "unjudged"], request),
            Self.filter("environment", "Runs in", ["production", "staging"], request),
        ]
        fields = [
            Field(
                fieldName: "owner", fieldLabel: "Owner",
                fieldValue: request.asked("owner") ?? "", hint: "name@example.org"),
            Field(
                fieldName: "digest", fieldLabel: "Digest of a part",
                fieldValue: request.asked("digest") ?? "", hint: "sha256:…"),
        ]
        summary = Self.summary(page, isFiltered: isFiltered)
        nextHref = page.next.map { cursor in
            Address("versions").asking([
                "q": request.asked("q"), "kind": request.asked("kind"),
                "risk": request.asked("risk"), "state": request.asked("state"),
                "environment": request.asked("environment"), "owner": request.asked("owner"),
                "digest": request.asked("digest"), "name": request.asked("name"),
                "after": cursor.description,
            ])
        }
    }

    static func asked(_ request: ConsoleRequest) -> [(field: String, value: String)] {
        fieldNames.compactMap { name in request.asked(name).map { (name, $0) } }
    }

    private static func filter(
        _ name: String, _ label: String, _ values: [String], _ request: ConsoleRequest
    ) -> Filter {
        let chosen = request.asked(name)
        let all = Choice(value: "", shown: "any", isChosen: chosen == nil)
        let others = values.map {
            Choice(
                value: $0, shown: $0 == "unjudged" ? "not judged" : $0, isChosen: $0 == chosen)
        }
        return Filter(name: name, label: label, choices: [all] + others)
    }

    private static func summary(_ page: RowPage, isFiltered: Bool) -> String {
        if page.rows.isEmpty {
            return isFiltered
                ? "Nothing matches. Leave something out, or look for the beginning of a word."
                : "Nothing is registered yet."
        }
        let count = Wording.count(page.rows.count, "version")
        return page.hasMore ? "The newest \(count); more follow." : count + ", newest first."
    }
}

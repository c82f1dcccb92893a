import Governance
import Operations

/// What stands around every page.
struct PageFrame: View {
    static let template = "frame"

    struct Link: Sendable {
        let label: String
        let href: String
        let isCurrent: Bool
    }

    struct Reader: Sendable {
        let readerName: String
        let readerToken: String
    }

    let title: String
    let links: [Link]
    /// What was searched for.
    let find: String
    let reader: Reader?
    /// The page, made by its own template.
    let content: String

    init(
        title: String, section: Section?, caller: Caller?, csrf: String = "", find: String = "",
        content: String
    ) {
        self.title = title
        self.find = find
        self.content = content
        links =
            caller == nil
            ? []
            : Section.allCases.filter { $0.isShown(to: caller) }.map {
                Link(label: $0.rawValue, href: $0.href, isCurrent: $0 == section)
            }
        reader = caller.map { Reader(readerName: $0.name, readerToken: csrf) }
    }
}

/// A part of the console, as its bar names it.
enum Section: String, Sendable, CaseIterable {
    case overview = "Overview"
    case inventory = "Inventory"
    case lineage = "Lineage"
    case waiting = "Waiting"
    case decisions = "Decisions"
    case policies = "Policies"
    case ledger = "Ledger"
    case people = "People"
    case tokens = "Tokens"

    /// Those that one cannot open are left out, and waiting for whoever signs off nothing.
    func isShown(to caller: Caller?) -> Bool {
        guard let access = caller?.access else { return false }
        return switch self {
        case .overview, .inventory, .lineage, .decisions, .policies:
            !access.workspaces(for: .readInventory).isEmpty
        case .waiting: !access.workspaces(for: .approveVersion).isEmpty
        case .ledger: access.workspaces(for: .readLedger) == .all
        case .people: access.workspaces(for: .readPeople) == .all
        case .tokens: true
        }
    }

    var href: String {
        switch self {
        case .overview: "/"
        case .inventory: "/versions"
        case .lineage: "/lineage"
        case .waiting: "/waiting"
        case .decisions: "/decisions"
        case .policies: "/policies"
        case .ledger: "/ledger"
        case .people: "/people"
        case .tokens: "/tokens"
        }
    }
}

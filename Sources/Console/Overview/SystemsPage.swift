import Governance
import Ledger
import Operations

/// The governed things behind a number of the overview, by where they stand.
struct SystemsPage: View {
    static let template = "systems"

    let heading: String
    let systems: [SubjectRow]
    let nextHref: String?

    init(_ page: RowPage, people: People, for request: ConsoleRequest) {
        heading = Self.heading(request)
        systems = page.rows.map { SubjectRow($0, people: people, now: request.now) }
        nextHref = page.next.map { cursor in
            Address("systems").asking([
                "state": request.asked("state"), "released": request.asked("released"),
                "documented": request.asked("documented"), "risk": request.asked("risk"),
                "kind": request.asked("kind"), "after": cursor.description,
            ])
        }
    }

    static func asked(_ request: ConsoleRequest) -> [(field: String, value: String)] {
        ["kind", "risk", "state", "released", "documented"].compactMap { name in
            request.asked(name).map { (name, $0) }
        }
    }

    private static func heading(_ request: ConsoleRequest) -> String {
        var phrases: [String] = []
        switch request.asked("documented") {
        case "no": phrases.append("something that the policy asks for is missing")
        case "yes": phrases.append("everything that the policy asks for is there")
        default: break
        }
        if let state = request.asked("state") { phrases.append("newest version \(state)") }
        if let place = request.asked("released") { phrases.append("released for \(place)") }
        if let risk = request.asked("risk") { phrases.append("\(risk) risk") }
        return phrases.isEmpty ? "All of them" : Wording.list(phrases)
    }
}

import Governance
import Ledger
package import Operations
import Transparency

// How a page of a list is asked for, and where it says the next one begins.
extension APIRequest {
    package func page() throws(Failure) -> PageRequest {
        PageRequest(
            after: try optionallyParsed("cursor", as: "a cursor") { PageCursor($0) },
            limit: try whole("limit", in: 1...1000) ?? PageRequest().limit)
    }
}

extension PageRequest {
    var query: [(name: String, value: String)] {
        let start = after.map { [(name: "cursor", value: $0.description)] }
        return (start ?? []) + [("limit", "\(limit)")]
    }
}

extension Optional<PageCursor> {
    var json: JSON { map { .string($0.description) } ?? .null }
}

extension JSON {
    /// What a page says of the next one.
    var nextPage: PageCursor? { self["next"]?.stringValue.flatMap { PageCursor($0) } }
}

package import Operations
package import Transparency

/// An operation that clients can ask for, and how that is written, both ways.
package protocol APIOperation: Operation {
    static var endpoint: Endpoint { get }

    /// Reads what ``call`` writes.
    ///
    /// - Throws: ``Failure`` with the first thing that is wrong.
    init(_ request: APIRequest) throws
    var call: APICall { get }

    /// Whether the answer follows from the ledger and the time alone, and from no file that people
    /// edit, so that it may be given again while the ledger stands still.
    static var isOfLedgerAlone: Bool { get }

    static func json(_ answer: Answer) -> JSON
    /// Reads what ``json(_:)`` writes; `nil` when it is something else.
    static func answer(_ json: JSON) -> Answer?
}

extension APIOperation {
    package static var isOfLedgerAlone: Bool { false }
}

import Governance

/// What of the version before still speaks for this one.
struct CarryoverView: Sendable {
    let carryoverFrom: String
    let carryoverHref: String
    let carryoverText: String
    let redo: [String]

    /// `nil` when the version before had nothing that could hold.
    init?(_ carryover: Carryover) {
        guard !carryover.items.isEmpty else { return nil }
        carryoverFrom = carryover.from.short
        carryoverHref = Address.version(carryover.from.description)
        let changed = Wording.list(carryover.changed.map(\.rawValue))
        let items = "\(carryover.items.count) pieces of evidence and approvals"
        let fate =
            carryover.void.isEmpty
            ? "all \(items) still hold"
            : "\(carryover.void.count) of \(items) \(carryover.void.count == 1 ? "is" : "are") void"
        carryoverText = "changed \(changed.isEmpty ? "nothing" : changed); \(fate)."
        redo = carryover.void.isEmpty ? [] : carryover.redo
    }
}

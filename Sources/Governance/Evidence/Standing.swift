/// Whether something that looked at parts still speaks of a version.
package enum Standing: Sendable, Hashable {
    case holds
    /// The parts it looked at are not among the version's any more, in these roles.
    case void([PartRole])
    /// What was approved besides the bytes, purpose or risk, is another now.
    case voidByTerms
    /// The whole was approved, and parts have come or gone.
    case voidByComposition([PartRole])

    package var isHolding: Bool { self == .holds }
}

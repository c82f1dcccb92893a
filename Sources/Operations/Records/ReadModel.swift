/// The tables that pages, the API and the command line read.
///
/// All but `people` are made from the records and can be thrown away.
package enum ReadModel: String, Sendable, CaseIterable {
    case subjects, versions, evidence, decisions, approvals, waivers, releases
    /// Names behind pseudonyms: erasable, and in no record.
    case people

    package var isDerived: Bool { self != .people }
    package static var derived: [String] { allCases.filter(\.isDerived).map(\.rawValue) }
}

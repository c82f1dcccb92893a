/// The tables that pages, the API and the command line read.
///
/// All but the last five are made from the records and can be thrown away.
package enum ReadModel: String, Sendable, CaseIterable {
    case subjects, versions, evidence, decisions, approvals, waivers, releases
    /// What was taken back, and in which incident.
    case recalls, incidents
    /// Which activities made what of what, and what their references are called.
    case lineage
    case lineageNodes = "lineage_nodes"
    /// Where the facts of each version's files are, and what is open against it.
    case scans, findings
    /// Where versions came from: of each project, which revision and by which name.
    case intakes
    /// Which installer took which file of a package, for whom and where.
    case installations
    /// Which bytes a pipeline's tool means by its own name for them.
    case pipelineFiles = "pipeline_files"
    /// Which bytes a workspace handed in.
    case artifacts
    /// Who is told of what happens.
    case webhooks
    /// Who may do what.
    case principals, tokens
    /// When that last changed.
    case identityChanges = "identity_changes"
    /// Names behind pseudonyms: erasable, and in no record.
    case people
    /// Hashes of passwords and of secrets, and who is signed in: in no record either.
    case credentials, sessions
    /// How far each webhook was told, and what it has yet to be told.
    case webhookCursors = "webhook_cursors"
    case webhookDeliveries = "webhook_deliveries"

    package var isDerived: Bool {
        switch self {
        case .people, .credentials, .sessions, .webhookCursors, .webhookDeliveries: false
        case .subjects, .versions, .evidence, .decisions, .approvals, .waivers, .releases,
            .recalls, .incidents, .lineage, .lineageNodes, .scans, .findings, .intakes,
            .installations, .pipelineFiles, .artifacts, .webhooks, .principals, .tokens,
            .identityChanges:
            true
        }
    }
    /// The tables that a copy of the ledger must take along, since no record makes them again.
    package static var kept: [String] {
        allCases.filter { !$0.isDerived }.map(\.rawValue) + [OncePerKey.table]
    }
    package static var derived: [String] { allCases.filter(\.isDerived).map(\.rawValue) }
}

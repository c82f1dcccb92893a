/// What a ledger's record says has happened.
///
/// A kind is never changed, only joined by a new one.
package enum RecordKind: String, Sendable, CaseIterable {
    case versionRegistered = "version_registered"
    case evidenceAdded = "evidence_added"
    case versionJudged = "version_judged"
    case versionApproved = "version_approved"
    case findingWaived = "finding_waived"
    case releaseSigned = "release_signed"
}

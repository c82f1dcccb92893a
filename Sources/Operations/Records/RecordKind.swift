/// What a ledger's record says has happened.
///
/// A kind is never changed, only joined by a new one.
package enum RecordKind: String, Sendable, CaseIterable {
    case versionRegistered = "version_registered"
    case evidenceAdded = "evidence_added"
    /// A version's files were looked at, or what they say was judged again.
    case versionScanned = "version_scanned"
    case versionJudged = "version_judged"
    case versionApproved = "version_approved"
    case findingWaived = "finding_waived"
    case releaseSigned = "release_signed"
    case versionRecalled = "version_recalled"
    case incidentOpened = "incident_opened"
    /// Purpose, risk or owners changed, and no byte.
    case subjectDescribed = "subject_described"
    /// An activity made outputs of inputs.
    case lineageRecorded = "lineage_recorded"
    /// What a registered model's alias means, or in which stage a version is.
    case aliasSet = "alias_set"
    case aliasRemoved = "alias_removed"
    case stageChanged = "stage_changed"
    /// A version came from a hub or an index, or was handed in as if.
    case versionTakenIn = "version_taken_in"
    /// An installer took a file of a package.
    case packageInstalled = "package_installed"
    /// A file of a pipeline was handed in, under the name that its tool has for it.
    case pipelineFileKept = "pipeline_file_kept"
    /// A workspace's bytes were handed in.
    case artifactKept = "artifact_kept"
    /// A training run ended, with the digest of what it had logged.
    case runFinished = "run_finished"
    case webhookAdded = "webhook_added"
    case webhookRemoved = "webhook_removed"
    /// Others are told of registered models from now on, or of other things, or elsewhere.
    case registryWebhookSet = "registry_webhook_set"
    case registryWebhookRemoved = "registry_webhook_removed"
    case principalAdded = "principal_added"
    case rolesGranted = "roles_granted"
    case principalDisabled = "principal_disabled"
    case principalEnabled = "principal_enabled"
    case passwordChanged = "password_changed"
    case tokenIssued = "token_issued"
    case tokenRevoked = "token_revoked"
    case signedIn = "signed_in"
    case signInRefused = "sign_in_refused"
    case actionRefused = "action_refused"
}

extension RecordKind {
    /// What becomes of versions, which is what other systems want to know.
    package static let aboutVersions: Set<RecordKind> = [
        .versionRegistered, .evidenceAdded, .versionScanned, .versionJudged, .versionApproved,
        .findingWaived, .releaseSigned, .versionRecalled, .versionTakenIn,
    ]
}

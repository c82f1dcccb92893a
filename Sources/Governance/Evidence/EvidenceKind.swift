/// What a piece of evidence is about: a closed list, shared by every framework's obligations.
package enum EvidenceKind: String, Sendable, CaseIterable {
    /// Inventory entry for a model, system, agent, prompt, adapter or dataset with owners,
    /// purpose and risk tier.
    case registryRecord = "registry_record"
    /// The business use: intended purpose, users, affected people, context, benefits.
    case useCaseRecord = "use_case_record"
    /// Recorded risk/legal classification with answers and reasons.
    case classificationRecord = "classification_record"
    /// Identified risks with likelihood, impact, treatment and residual level.
    case riskAssessment = "risk_assessment"
    /// Assessment of effects on people or society (FRIA, DPIA, AI impact assessment).
    case impactAssessment = "impact_assessment"
    /// Graph edges from data, code, base model and run to the released version.
    case lineage
    /// Dataset entry: source, licence, personal-data flags, collection, preparation, quality
    /// checks.
    case datasetRecord = "dataset_record"
    /// AI bill of materials (CycloneDX ML-BOM / SPDX AI) for a version.
    case aibom
    /// Cryptographic signature or attestation over an artifact and its verification result.
    case signature
    /// Artifact, dependency, licence or secret scan result.
    case scanReport = "scan_report"
    /// Test results with metrics, data used, thresholds and tool versions.
    case evalReport = "eval_report"
    /// Group metrics with rates, ratios and sample sizes.
    case fairnessReport = "fairness_report"
    /// Adversarial or safety test results.
    case redteamReport = "redteam_report"
    /// Explanation method and results for a version.
    case explainabilityReport = "explainability_report"
    /// Documentation of a version; source for Annex IV and instructions for use.
    case modelCard = "model_card"
    /// Versioned organisational policy with owner, approval and review date.
    case policyDocument = "policy_document"
    /// Recorded gate evaluation: inputs, rule versions, verdict, reasons.
    case policyDecision = "policy_decision"
    /// Signed decision by an entitled person who did not author the change.
    case approval
    /// What changed between versions, by whom, why.
    case changeRecord = "change_record"
    /// Which version runs where, since when, under which approval.
    case deploymentRecord = "deployment_record"
    /// Runtime record of calls, guardrail verdicts and tool use at the gateway.
    case gatewayLog = "gateway_log"
    /// Drift, quality, fairness, cost or uptime measurements and alerts.
    case monitoringRecord = "monitoring_record"
    /// Incident with severity, timeline, reporting clock, notifications.
    case incidentRecord = "incident_record"
    /// Fix, rollback, suspension or recall with verification.
    case correctiveAction = "corrective_action"
    /// Assigned overseers, override/stop actions, review queue results.
    case humanOversightRecord = "human_oversight_record"
    /// Role grants, separation-of-duty checks, access reviews.
    case accessRecord = "access_record"
    /// Who was trained on what, when, result.
    case trainingRecord = "training_record"
    /// Third-party model, data or service with due diligence.
    case vendorRecord = "vendor_record"
    /// Terms, responsibility split, data processing agreement.
    case contractRecord = "contract_record"
    /// Notice or disclosure given to users, workers, consumers or the public, with version and
    /// date.
    case noticeRecord = "notice_record"
    /// Feedback, complaint, appeal or correction request and its outcome.
    case feedbackRecord = "feedback_record"
    /// Periodic or management review, internal audit.
    case reviewRecord = "review_record"
    /// Retention rule and proof that records were kept or deleted.
    case retentionRecord = "retention_record"
    /// Entry in an official register (EU database, authority notification).
    case registrationRecord = "registration_record"
    /// Conformity assessment, declaration, certificate, marking.
    case conformityRecord = "conformity_record"
    /// Retirement of a model or system with data and access handling.
    case decommissionRecord = "decommission_record"
    /// Backup and restore drill result.
    case backupRecord = "backup_record"
    /// Compute, tooling, energy and people used.
    case resourceRecord = "resource_record"
    /// Signed checkpoint plus inclusion or consistency proof from the audit ledger.
    case ledgerProof = "ledger_proof"
    /// Manual signed statement with attachments where no automatic record exists.
    case attestation
}

import Transparency

/// The command that would supply what a rule lacks.
enum Remedy {
    static func evidence(_ kind: EvidenceKind, roles: [PartRole], for dossier: Dossier) -> String {
        switch kind {
        case .evalReport, .fairnessReport: return evaluation(for: dossier)
        case .scanReport:
            let subject = dossier.version.name.subject
            return "assay register \(subject.kind.rawValue) \(subject.name) --from PATH"
        default:
            let looked = roles.isEmpty ? "ROLE" : roles.map(\.rawValue).joined(separator: ",")
            return "assay evidence add \(dossier.version.name.short) --kind \(kind.rawValue) "
                + "--looked-at \(looked) --file FILE"
        }
    }

    /// With the columns of the last evaluation, if there was one.
    static func evaluation(for dossier: Dossier) -> String {
        let performance = dossier.evidence.last { $0.kind == .evalReport }?.predicate
        let fairness = dossier.evidence.last { $0.kind == .fairnessReport }?.predicate
        let label = performance?["label"]?.stringValue ?? "COLUMN"
        let groups = (fairness?["by"]?.objectValue ?? [:]).keys.sorted().joined(separator: ",")
        return "assay eval \(dossier.version.name.short) --data FILE --label \(label) "
            + scores(of: performance) + "--sensitive \(groups.isEmpty ? "COLUMNS" : groups)"
    }

    /// Where the last evaluation had its scores from, as an option.
    private static func scores(of performance: JSON?) -> String {
        let configuration = performance?["configuration"]
        if configuration?["runs_model"] == .bool(true) { return "" }
        if let served = configuration?["served"] {
            let url = served["url"]?.stringValue
            return url.map { "--predict-url \($0) " } ?? "--predict-command COMMAND "
        }
        return "--score \(performance?["score"]?.stringValue ?? "COLUMN") "
    }

    static func approval(_ demand: ApprovalDemand, for dossier: Dossier) -> String {
        let role = demand.roles.first?.rawValue ?? "ROLE"
        let parts = demand.parts.map(\.rawValue).joined(separator: ",")
        return "assay approve \(dossier.version.name.short) --to \(dossier.to) --as NAME:\(role)"
            + (parts.isEmpty ? "" : " --parts \(parts)")
    }
}

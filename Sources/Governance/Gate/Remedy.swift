/// The command that would supply what a rule lacks.
enum Remedy {
    static func evidence(_ kind: EvidenceKind, roles: [PartRole], for dossier: Dossier) -> String {
        switch kind {
        case .evalReport, .fairnessReport: return evaluation(for: dossier)
        default:
            let looked = roles.isEmpty ? "ROLE" : roles.map(\.rawValue).joined(separator: ",")
            return "assay evidence add \(dossier.version.name.short) --kind \(kind.rawValue) "
                + "--looked-at \(looked) --file FILE"
        }
    }

    static func evaluation(for dossier: Dossier) -> String {
        "assay eval \(dossier.version.name.short) --data FILE --label COLUMN --score COLUMN "
            + "--sensitive COLUMNS"
    }

    static func approval(_ demand: ApprovalDemand, for dossier: Dossier) -> String {
        "assay approve \(dossier.version.name.short) --to \(dossier.to) "
            + "--as NAME:\(demand.roles[0].rawValue)"
    }
}

import Governance
import Transparency

/// What a repository was made from, as lineage.
struct HubDerivation {
    private let intake: Intake

    init(_ intake: Intake) { self.intake = intake }

    /// `nil` when it is not known to be made from anything.
    var activity: LineageActivity? {
        let ancestors = intake.facts["ancestors"]?.arrayValue ?? []
        guard !ancestors.isEmpty else { return nil }
        let own = "\(intake.project)@\(intake.revision)"
        let relations = Set(ancestors.compactMap { $0["relation"]?.stringValue }).sorted()
        return LineageActivity(
            id: "hub:\(Digest(of: Array(own.utf8)).hex.prefix(40))", kind: .derivation,
            name: "\(intake.project): \(relations.joined(separator: ", "))",
            inputs: ancestors.flatMap(Self.references),
            outputs: [LineageReference(intake.version), LineageReference("hub:\(own)")]
                .compactMap(\.self))
    }

    private static func references(_ ancestor: JSON) -> [LineageReference] {
        let project = ancestor["project"]?.stringValue ?? ""
        let revision = ancestor["revision"]?.stringValue.map { "@\($0)" } ?? ""
        return [ancestor["version"]?.stringValue, "hub:\(project)\(revision)"]
            .compactMap { $0.flatMap { LineageReference($0) } }
    }
}

import Governance
import Ledger
import Transparency

/// What a record says of lineage, as systems that speak OpenLineage are told.
///
/// A thing is a dataset: one that came by OpenLineage by its own two names, any other by its reference
/// in the namespace `assay`.
///
/// Source: the OpenLineage specification, version 2-0-2.
struct OpenLineageEvent {
    private let record: Record
    private let activity: LineageActivity

    static let namespace = "assay"
    private static let prefix = "openlineage/"

    /// - Returns: `nil` when the record says nothing of lineage.
    init?(_ record: Record) {
        self.record = record
        if let activity = record.body["activity"].flatMap(LineageActivity.init(json:)) {
            self.activity = activity
        } else if let version = record.body["version"].flatMap(Version.init(json:)) {
            activity = LineageActivity(
                id: version.name.description, kind: .registration,
                name: version.name.description,
                inputs: version.composition.parts.map { LineageReference($0.digest) },
                outputs: [LineageReference(version.name)])
        } else {
            return nil
        }
    }

    var json: JSON {
        [
            "eventType": "COMPLETE", "eventTime": .string(record.at.description),
            "producer": "urn:assay", "schemaURL": .string(Self.schema),
            "run": ["runId": .string(runID)],
            "job": [
                "namespace": .string(Self.namespace),
                "name": .string("\(activity.kind.rawValue)/\(activity.name)"),
            ],
            "inputs": .array(activity.inputs.map(Self.dataset)),
            "outputs": .array(activity.outputs.map(Self.dataset)),
        ]
    }

    private static let schema =
        "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"

    /// The same for all that is told of one activity: its own, or a UUID of version 8 made of its id.
    private var runID: String {
        if activity.kind == .job, activity.id.hasPrefix(Self.prefix) {
            return String(activity.id.dropFirst(Self.prefix.count))
        }
        let text = "\(record.body["workspace"]?.stringValue ?? "") \(activity.kind) \(activity.id)"
        var bytes = Array(Digest(of: Array(text.utf8)).bytes.prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        let hex = Hex.encode(bytes)
        var parts: [Substring] = []
        var rest = hex[...]
        for length in [8, 4, 4, 4, 12] {
            parts.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return parts.joined(separator: "-")
    }

    private static func dataset(_ reference: LineageReference) -> JSON {
        let text = reference.description
        let names = text.dropFirst("openlineage:".count)
        guard reference.scheme == "openlineage", let space = names.firstIndex(of: " ") else {
            return ["namespace": .string(namespace), "name": .string(text)]
        }
        return [
            "namespace": .string(String(names[..<space]).replacing("%20", with: " ")),
            "name": .string(String(names[names.index(after: space)...])),
        ]
    }
}

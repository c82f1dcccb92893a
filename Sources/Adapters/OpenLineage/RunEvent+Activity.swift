import Governance
import Transparency

// What an event says, in the words of the platform.
extension RunEvent {
    /// The namespace of what Assay names itself: a version, or bytes by their digest.
    static let ownNamespace = "assay"

    /// - Returns: `nil` when nothing was read or written.
    func activity(statement: Digest) -> LineageActivity? {
        let (inputs, outputs) = (references(inputs), references(outputs))
        guard let runID, !(inputs.isEmpty && outputs.isEmpty) else { return nil }
        return LineageActivity(
            id: "openlineage/\(runID.lowercased())", kind: .job, name: label,
            inputs: inputs + [source].compactMap(\.self), outputs: outputs, statement: statement)
    }

    private var label: String {
        let text = "\(job.namespace)/\(job.name)".unicodeScalars.filter {
            $0.properties.generalCategory != .control
        }
        return String(String.UnicodeScalarView(text)).cut(to: LineageActivity.nameByteCountMax)
    }

    private func references(_ datasets: [Dataset]) -> [LineageReference] {
        datasets.flatMap(\.names).map(Self.reference)
    }

    /// A dataset by its two names; by their digest when they are too long or hold control characters.
    static func reference(_ name: Name) -> LineageReference {
        if name.namespace == ownNamespace, let own = LineageReference(name.name) { return own }
        let namespace = name.namespace.replacing(" ", with: "%20")
        return LineageReference("openlineage:\(namespace) \(name.name)")
            ?? LineageReference(Digest(of: Array("\(namespace) \(name.name)".utf8)))
    }
}

extension String {
    /// Its beginning in at most so many bytes.
    func cut(to byteCount: Int) -> String {
        var text = self
        while text.utf8.count > byteCount { text.removeLast() }
        return text
    }
}

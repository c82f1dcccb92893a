import ModelFiles

/// Whether a model's file may be handed to an engine that is not Assay's own.
///
/// Such an engine is a large program in another language: what the file could make it read, write or
/// load is refused before it sees a byte.
enum RuntimeSafety {
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - path: Where it is; its name is judged too.
    /// - Throws: A fault for a file that a rule calls dangerous, that is something else besides a
    ///   graph, that keeps tensors in other files, or that asks for operators of a library of its own.
    static func check(_ bytes: [UInt8], at path: String) throws(Failure) {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let facts = FileInspector.facts(path: name, bytes: Bytes(bytes))
        let findings = ModelFileRules.findings(for: facts)
        if let worst = findings.first(where: { $0.level == .dangerous }) {
            throw refused(path, "\(worst.rule): \(worst.effect)")
        }
        if let other = facts.references.first(where: { $0.kind == .externalData }) {
            throw refused(
                path,
                "it keeps tensors in another file, `\(other.target)`; save it as one file")
        }
        if let foreign = facts.oddities.first(where: { $0.kind == .foreignDomain }) {
            throw refused(
                path, "it has operators of somebody's own library: \(foreign.detail)")
        }
        guard facts.formats.first?.format == .onnx, facts.troubles.isEmpty else {
            throw refused(path, "it is not a whole ONNX file and nothing else")
        }
    }

    private static func refused(_ path: String, _ why: String) -> Failure {
        .fault("refused_model", "`\(path)` is not given to ONNX Runtime: \(why)")
    }
}

package import Transparency

/// Something that happened and made outputs of inputs.
///
/// Such as a training run, a stage of a pipeline, the registration of a version: an activity in the
/// words of W3C PROV.
package struct LineageActivity: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        /// A version was made of its parts.
        case registration
        /// A folder consists of files.
        case contents
        /// A program ran: a training run, a command.
        case run
        /// A model was made of another: fine-tuned, adapted, merged, quantized.
        case derivation
        /// A stage of a pipeline, as DVC keeps it.
        case stage
        /// A job of another system, as OpenLineage tells of it.
        case job
    }

    /// Unique in its workspace: what is told of the same activity later is added to it.
    package let id: String
    package let kind: Kind
    /// What ran, for people: `python train.py`, `model:income@3`.
    package let name: String
    /// Without those said twice, in order of their text.
    package let inputs: [LineageReference]
    package let outputs: [LineageReference]
    /// The bytes in which more is said of it, such as what a command's run looked like.
    package let statement: Digest?

    package static let idByteCountMax = 200
    package static let nameByteCountMax = 500
    /// Inputs and outputs together.
    package static let referenceCountMax = 20_000

    package init(
        id: String, kind: Kind, name: String, inputs: some Sequence<LineageReference>,
        outputs: some Sequence<LineageReference>, statement: Digest? = nil
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.inputs = Self.sorted(inputs)
        self.outputs = Self.sorted(outputs)
        self.statement = statement
    }

    private static func sorted(_ some: some Sequence<LineageReference>) -> [LineageReference] {
        Set(some).sorted { $0.description.utf8.lexicographicallyPrecedes($1.description.utf8) }
    }

    package enum Refusal: Error, Sendable, Equatable {
        case badID, badName, tooMany(limit: Int), nothing
    }

    /// - Throws: What is wrong with it, if anything is.
    package func check() throws(Refusal) {
        let isPrintable = { (text: String) in
            !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
        }
        guard (1...Self.idByteCountMax).contains(id.utf8.count), isPrintable(id) else {
            throw .badID
        }
        guard (1...Self.nameByteCountMax).contains(name.utf8.count), isPrintable(name) else {
            throw .badName
        }
        guard inputs.count + outputs.count <= Self.referenceCountMax else {
            throw .tooMany(limit: Self.referenceCountMax)
        }
        guard !inputs.isEmpty || !outputs.isEmpty else { throw .nothing }
    }
}

extension LineageActivity {
    package var json: JSON {
        var members: [String: JSON] = [
            "id": .string(id), "kind": .string(kind.rawValue), "name": .string(name),
            "inputs": .array(inputs.map { .string($0.description) }),
            "outputs": .array(outputs.map { .string($0.description) }),
        ]
        members["statement"] = statement.map { .string($0.description) }
        return .object(members)
    }

    /// Reads what ``json`` writes.
    package init?(json: JSON) {
        guard let id = json["id"]?.stringValue, let name = json["name"]?.stringValue,
            let kind = json["kind"]?.stringValue.flatMap(Kind.init(rawValue:)),
            let inputs = json["inputs"]?.references, let outputs = json["outputs"]?.references
        else { return nil }
        self.init(
            id: id, kind: kind, name: name, inputs: inputs, outputs: outputs,
            statement: json["statement"]?.stringValue.flatMap { Digest($0) })
    }

    /// The same in pieces that each fit into a record; together they say what it says.
    package var pieces: [LineageActivity] {
        var pieces: [LineageActivity] = []
        var (inputs, outputs, room) = ([LineageReference](), [LineageReference](), 0)
        func close() {
            pieces.append(
                .init(
                    id: id, kind: kind, name: name, inputs: inputs, outputs: outputs,
                    statement: statement))
            (inputs, outputs, room) = ([], [], 0)
        }
        for (reference, isInput) in self.inputs.map({ ($0, true) })
            + self.outputs.map({ ($0, false) })
        {
            // Each byte may be written as six.
            room += reference.description.utf8.count + 8
            if room > Self.pieceByteCountMax, !(inputs.isEmpty && outputs.isEmpty) {
                close()
                room = reference.description.utf8.count + 8
            }
            if isInput { inputs.append(reference) } else { outputs.append(reference) }
        }
        close()
        return pieces
    }

    private static let pieceByteCountMax = 40_000
}

extension JSON {
    /// A list of references; `nil` when one of them is none.
    fileprivate var references: [LineageReference]? {
        guard let texts = arrayValue else { return nil }
        let found = texts.compactMap { $0.stringValue.flatMap { LineageReference($0) } }
        return found.count == texts.count ? found : nil
    }
}

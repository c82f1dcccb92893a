/// Which fields records have, and of which type each was when it came first.
struct DatasetSchema: Equatable {
    private var inputs: [String: ExactJSON]
    /// Fields, or one type where outputs are no dictionary.
    private var outputs: ExactJSON
    private var expectations: [String: ExactJSON]

    private static let version = ExactJSON.text("1.0")

    init() {
        inputs = [:]
        outputs = .map([:])
        expectations = [:]
    }

    /// - Throws: A fault when it is not what ``written`` makes.
    init(reading text: String) throws(TrackingError) {
        let json = try ExactJSON(reading: text, of: "schema")
        guard let inputs = json["inputs"]?.members, let outputs = json["outputs"],
            let expectations = json["expectations"]?.members
        else { throw .failed(.broken("a data set's schema does not read")) }
        self.inputs = inputs
        self.outputs = outputs
        self.expectations = expectations
    }

    var written: String {
        ExactJSON.map([
            "inputs": .map(inputs), "outputs": outputs, "expectations": .map(expectations),
            "version": Self.version,
        ]).written
    }

    mutating func add(_ said: SaidRecord) {
        Self.add(said.inputs.members ?? [:], to: &inputs)
        Self.add(said.expectations, to: &expectations)
        guard let found = said.outputs, !found.isNull else { return }
        guard var known = outputs.members else { return }
        if let members = found.members {
            Self.add(members, to: &known)
            outputs = .map(known)
        } else if known.isEmpty {
            outputs = .text(found.typeName)
        }
    }

    private static func add(
        _ members: [String: ExactJSON], to known: inout [String: ExactJSON]
    ) {
        for (name, value) in members where known[name] == nil {
            known[name] = .text(value.typeName)
        }
    }
}

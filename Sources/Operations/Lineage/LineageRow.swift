import Governance
import Ledger
import Transparency

/// An activity as the read models keep it: its few references as texts, its many as keys, whose
/// texts are rows of their own.
struct LineageRow: Sendable {
    let activity: String
    let kind: String
    let workspace: Workspace
    private(set) var document: [String: JSON]
    /// Each once.
    private(set) var inputs: [LineageKey]
    private(set) var outputs: [LineageKey]
    /// Those that are said in ``document``.
    private(set) var texts: Set<LineageReference>

    /// Beyond, references are kept as keys.
    private static let textCountMax = 16

    init(
        activity: String, kind: LineageActivity.Kind, workspace: Workspace, document: [String: JSON]
    ) {
        self.activity = activity
        self.kind = kind.rawValue
        self.workspace = workspace
        self.document = document
        (inputs, outputs, texts) = ([], [], [])
    }

    /// How a row is called: of one workspace, kind and activity.
    static func key(_ workspace: Workspace, _ kind: String, _ activity: String) -> String {
        "\(workspace.name) \(kind):\(activity)"
    }

    /// What ``key(_:_:_:)`` says of the activity: `run:9f3c`.
    static func activity(inKey key: String) -> Substring {
        key.drop { $0 != " " }.dropFirst()
    }

    /// - Returns: `nil` when the row does not read.
    init?(_ row: Row) {
        guard let activity = row.document["id"]?.stringValue,
            let kind = row.document["kind"]?.stringValue,
            let inputs = Self.ends(row.document, "inputs"),
            let outputs = Self.ends(row.document, "outputs")
        else { return nil }
        self.activity = activity
        self.kind = kind
        workspace = row.workspace
        document = row.document.objectValue ?? [:]
        self.inputs = inputs.keys
        self.outputs = outputs.keys
        texts = inputs.texts.union(outputs.texts)
    }

    /// What ran, for people.
    var label: String { document["name"]?.stringValue ?? activity }

    /// The folders among what was registered.
    var folders: [Digest] {
        (document["folders"]?.arrayValue ?? []).compactMap { $0.stringValue.flatMap { Digest($0) } }
    }

    private static func ends(
        _ document: JSON, _ name: String
    ) -> (keys: [LineageKey], texts: Set<LineageReference>)? {
        if let list = document[name]?.arrayValue {
            let texts = Set(list.compactMap { $0.stringValue.flatMap { LineageReference($0) } })
            return (texts.map(LineageKey.init), texts)
        }
        guard let packed = document[name]?.stringValue, let bytes = Base64.decode(packed),
            bytes.count.isMultiple(of: LineageKey.byteCount)
        else { return nil }
        return (keys(bytes), [])
    }

    private static func keys(_ bytes: [UInt8]) -> [LineageKey] {
        bytes.withUnsafeBytes { raw in
            stride(from: 0, to: raw.count, by: LineageKey.byteCount).map {
                LineageKey(UnsafeRawBufferPointer(rebasing: raw[$0..<$0 + LineageKey.byteCount]))
            }
        }
    }

    mutating func add(inputs: [LineageReference], outputs: [LineageReference]) {
        self.inputs = Array(Set(self.inputs).union(inputs.map(LineageKey.init)))
        self.outputs = Array(Set(self.outputs).union(outputs.map(LineageKey.init)))
        texts.formUnion(inputs)
        texts.formUnion(outputs)
    }

    /// The row, and a row for each reference that it has as a key alone.
    func changes(_ order: Int64) -> [RowChange] {
        var document = document
        document["id"] = .string(activity)
        document["kind"] = .string(kind)
        let isShort = Set(inputs + outputs).count == texts.count && texts.count <= Self.textCountMax
        document["inputs"] = isShort ? list(inputs) : packed(inputs)
        document["outputs"] = isShort ? list(outputs) : packed(outputs)
        let row = Row(
            table: ReadModel.lineage.rawValue, key: Self.key(workspace, kind, activity),
            document: .object(document),
            fields: [Row.workspaceField: [workspace.name]], order: order)
        return [.put(row)] + (isShort ? [] : texts.map { .put(Self.node($0, order)) })
    }

    private func list(_ keys: [LineageKey]) -> JSON {
        let keys = Set(keys)
        return .array(
            texts.filter { keys.contains(LineageKey($0)) }.map(\.description).sorted()
                .map(JSON.string))
    }

    private func packed(_ keys: [LineageKey]) -> JSON {
        .string(
            Base64.encode(
                keys.map(\.bytes).sorted { $0.lexicographicallyPrecedes($1) }.flatMap(\.self)))
    }

    /// The reference that a row of ``node(_:_:)`` is about, by its key; `nil` when it does not read.
    static func node(_ row: Row) -> (key: LineageKey, text: String)? {
        guard let bytes = Hex.decode(row.key), bytes.count == LineageKey.byteCount,
            let text = row.document.stringValue
        else { return nil }
        return (bytes.withUnsafeBytes { LineageKey($0) }, text)
    }

    private static func node(_ reference: LineageReference, _ order: Int64) -> Row {
        Row(
            table: ReadModel.lineageNodes.rawValue,
            key: Hex.encode(LineageKey(reference).bytes),
            document: .string(reference.description), order: order)
    }
}

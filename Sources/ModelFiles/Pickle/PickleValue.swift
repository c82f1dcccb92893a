/// A value on the abstract stack: what is known of it without running anything.
///
/// Texts and bytes stay in the file. Containers keep their first items and are values, so that
/// no file can make a cycle, a deep chain or a tree that costs more than its bytes.
enum PickleValue: Sendable {
    case unknown
    /// A container with more containers inside one another than are kept.
    case deep(leaves: Int, depth: Int)
    case none
    case bool(Bool)
    case int(Int)
    /// A float or an integer beyond 64 bits.
    case number
    case text(PickleText)
    case bytes(offset: Int, count: Int)
    /// An imported name: its index among the machine's symbols.
    case global(Int)
    /// What a call gave: the index of what was called, and its arguments.
    case instance(Int, PickleContainer)
    case container(PickleContainer)
}

/// A text in the file.
struct PickleText: Sendable {
    /// How the loader decodes it.
    enum Coding: Sendable { case utf8, rawUnicodeEscape, quoted, latin }

    let offset: Int
    let count: Int
    let coding: Coding
}

/// A tuple, list, dictionary or set, or the arguments of a call.
struct PickleContainer: Sendable {
    enum Kind: Sendable { case tuple, list, dict, set }

    let kind: Kind
    /// The first items; keys and values of a dictionary take turns.
    private(set) var items: [PickleValue] = []
    /// Whether there were more items than are kept.
    private(set) var isCut = false
    /// Containers inside this one, from 1 for one that holds none.
    private(set) var depth = 1
    /// Values that a walk of the whole would meet, shared ones each time; at most `leafLimit`.
    private(set) var leaves = 1

    static let leafLimit = 1 << 40
    static let itemLimit = 24
    static let depthLimit = 16

    init(_ kind: Kind, _ values: some Sequence<PickleValue> = []) {
        self.kind = kind
        append(values)
    }

    mutating func append(_ values: some Sequence<PickleValue>) {
        for value in values {
            leaves = min(Self.leafLimit, leaves + value.leaves)
            guard items.count < Self.itemLimit else {
                isCut = true
                continue
            }
            let inner = value.depth
            if inner >= Self.depthLimit {
                items.append(.deep(leaves: value.leaves, depth: inner))
            } else {
                items.append(value)
            }
            depth = max(depth, inner + 1)
        }
    }

    /// The value that a dictionary gives a key, the last of several.
    func value(of key: String, read: (PickleText) -> String?) -> PickleValue? {
        var found: PickleValue?
        for index in stride(from: 0, to: items.count - 1, by: 2) {
            if case .text(let text) = items[index], read(text) == key { found = items[index + 1] }
        }
        return found
    }
}

extension PickleValue {
    /// Containers inside one another; 0 for a value without any.
    var depth: Int {
        switch self {
        case .container(let container), .instance(_, let container): container.depth
        case .deep(_, let depth): depth
        default: 0
        }
    }

    var leaves: Int {
        switch self {
        case .container(let container), .instance(_, let container): container.leaves
        case .deep(let leaves, _): leaves
        default: 1
        }
    }

    /// Whether the loader could not call it.
    var isPlainConstant: Bool {
        switch self {
        case .none, .bool, .int, .number, .text, .bytes, .container: true
        case .unknown, .deep, .global, .instance: false
        }
    }
}

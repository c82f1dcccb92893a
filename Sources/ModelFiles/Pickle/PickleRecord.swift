/// What one run of the machine found.
struct PickleRecord {
    enum Ending { case stop, end, fault, limit }

    /// Where the pickle begins.
    var start = 0
    var ending: Ending?
    var opcodes = 0
    var calls: [PickleCall] = []
    var imports: [PickleImport] = []
    var faults: [PickleFault] = []
    /// Ranges of bytes and long texts, which may hold another pickle.
    var payloads: [PicklePayload] = []
    var result = PickleValue.none
    /// An opcode that needs what only a loader of its own has: persistent ids or buffers.
    var needsOwnLoader: (offset: Int, opcode: PickleOpcode)?
    /// A PROTO that is not the first opcode.
    var protocolMidway: Int?
    /// A frame that says more bytes than are left.
    var frameTooLong: Int?
    /// A memo index far above the count of values.
    var memoFarIndex: Int?
    /// Containers made by repeating one another until they are too deep to walk.
    var isBillionLaughs = false
    /// Containers inside one another beyond what a walk of them survives.
    var isDeep = false
    /// Arrays of raw bytes that joblib keeps in the stream.
    var wrappedArrays = 0
    /// Storages that a torch loader is asked for.
    var storages: [PickleStorage] = []

    /// Names imported and called after so many others that only their first time is kept.
    private(set) var lateImports: Set<Int> = []
    private(set) var lateCalls: Set<Int> = []
    /// Whether there were more constants to look into than are looked into.
    var isPayloadCut = false

    static let callLimit = 100_000
    static let payloadLimit = 2_000

    /// Whether an import is to be kept: nothing hides behind a flood of others.
    mutating func keepsImport(of symbol: Int) -> Bool {
        imports.count < Self.callLimit || lateImports.insert(symbol).inserted
    }

    mutating func keepsCall(of symbol: Int) -> Bool {
        calls.count < Self.callLimit || lateCalls.insert(symbol).inserted
    }
}

struct PickleCall {
    /// The index among the symbols.
    let symbol: Int
    let opcode: PickleOpcode
    let arguments: PickleContainer
    let offset: Int
    let isReached: Bool
}

struct PickleImport {
    let symbol: Int
    let opcode: PickleOpcode
    let offset: Int
    let isReached: Bool
}

/// Where CPython's loader stops, and why.
struct PickleFault {
    let offset: Int
    let reason: String
}

/// Bytes or text inside a pickle.
struct PicklePayload {
    let offset: Int
    let count: Int
    let coding: PickleText.Coding?
}

/// A persistent id of torch: `('storage', type, key, location, count)`.
struct PickleStorage {
    let symbol: Int
    let key: String
    /// Elements, as the pickle says.
    let count: Int
}

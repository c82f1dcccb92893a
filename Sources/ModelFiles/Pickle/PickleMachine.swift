/// Runs a pickle without running anything: the loader's stack, marks and memo over what is known.
///
/// Where the real loader would stop with an error, this one notes it and goes on, and marks what
/// comes after as not reached: other loaders may be less strict.
///
/// Source: CPython, `Modules/_pickle.c` and `Lib/pickle.py`.
struct PickleMachine {
    var reader: PickleReader
    var stack: [PickleValue] = []
    /// Stack heights at each MARK, the metastack.
    var marks: [Int] = []
    var memo = PickleMemo()
    var protocolVersion = 0
    var symbols = PickleSymbols()
    var record = PickleRecord()
    /// Opcodes that may still run.
    var opcodesLeft: Int
    /// Where the opcode that runs began.
    var opcodeOffset = 0
    let stackLimit: Int
    /// Pickles inside this pickle's stream, as joblib writes object arrays.
    let nesting: Int

    init(
        _ bytes: Bytes, at offset: Int, frameRule: PickleReader.FrameRule = .readsOn,
        opcodesLeft: Int, stackLimit: Int, nesting: Int = 0
    ) {
        reader = PickleReader(bytes, at: offset, frameRule: frameRule)
        self.opcodesLeft = opcodesLeft
        self.stackLimit = stackLimit
        self.nesting = nesting
    }

    /// Errors after which the rest is not worth following.
    private static let faultLimit = 64

    /// Runs to STOP, the end, a limit, or too many errors.
    mutating func run() {
        while record.ending == nil {
            opcodeOffset = reader.position
            guard opcodesLeft > 0, stack.count < stackLimit else {
                return record.ending = .limit
            }
            opcodesLeft -= 1
            guard let byte = reader.opcode() else { return record.ending = .end }
            guard let opcode = PickleOpcode(rawValue: byte) else {
                fault("byte \(byte) is no opcode")
                return record.ending = .fault
            }
            record.opcodes += 1
            step(opcode)
            if record.faults.count > Self.faultLimit { record.ending = .fault }
        }
    }

    private mutating func step(_ opcode: PickleOpcode) {
        switch opcode {
        case .proto, .frame, .stop, .mark, .pop, .popMark, .dup: control(opcode)
        case .put, .binPut, .longBinPut, .memoize, .get, .binGet, .longBinGet: remember(opcode)
        case .global, .stackGlobal, .ext1, .ext2, .ext4: importName(opcode)
        case .reduce, .obj, .inst, .newObj, .newObjEx, .build, .persID, .binPersID: call(opcode)
        case .emptyTuple, .emptyList, .emptyDict, .emptySet, .tuple1, .tuple2, .tuple3: make(opcode)
        case .tuple, .list, .dict, .frozenSet: gather(opcode)
        case .append, .appends, .setItem, .setItems, .addItems: fill(opcode)
        default: pushConstant(opcode)
        }
    }

    /// Notes an error at the opcode that runs; the real loader stops here.
    mutating func fault(_ reason: String) {
        if record.faults.count <= Self.faultLimit {
            record.faults.append(PickleFault(offset: opcodeOffset, reason: reason))
        }
    }

    var isReached: Bool { record.faults.isEmpty }

    // MARK: Stack

    /// The height below which nothing may be taken: the last mark.
    private var fence: Int { marks.last ?? 0 }

    mutating func pop() -> PickleValue {
        guard stack.count > fence, let value = stack.popLast() else {
            fault(marks.isEmpty ? "the stack is empty" : "unexpected MARK")
            return .unknown
        }
        return value
    }

    /// The items above the last MARK, which goes with them.
    mutating func popMark() -> [PickleValue] {
        guard let mark = marks.popLast(), mark <= stack.count else {
            fault("there is no MARK")
            return []
        }
        let items = Array(stack[mark...])
        stack.removeLast(items.count)
        return items
    }

    private mutating func control(_ opcode: PickleOpcode) {
        switch opcode {
        case .proto: readProtocol()
        case .frame:
            guard let count = reader.number(8) else { return fault("the frame has no length") }
            // The C loader stops here; the Python loader takes what there is and goes on.
            if !reader.beginFrame(count) { record.frameTooLong = opcodeOffset }
        case .mark: marks.append(stack.count)
        case .pop:
            if marks.last == stack.count { marks.removeLast() } else { _ = pop() }
        case .popMark: _ = popMark()
        case .dup:
            let value = pop()
            stack += [value, value]
        default:
            record.result = pop()
            record.ending = .stop
        }
    }

    private mutating func readProtocol() {
        guard let version = reader.number(1) else { return fault("no protocol after PROTO") }
        if version > 5 { fault("protocol \(version) is not known") }
        if opcodeOffset != record.start { record.protocolMidway = opcodeOffset }
        protocolVersion = version
    }

    // MARK: Memo

    private mutating func remember(_ opcode: PickleOpcode) {
        switch opcode {
        case .put: store(at: decimalLine())
        case .binPut: store(at: reader.number(1))
        case .longBinPut: store(at: reader.number(4))
        case .memoize: store(at: memo.count)
        case .get: fetch(decimalLine())
        case .binGet: fetch(reader.number(1))
        default: fetch(reader.number(4))
        }
    }

    private mutating func store(at index: Int?) {
        guard let index, index >= 0 else { return fault("the memo index cannot be read") }
        guard stack.count > fence, let top = stack.last else { return fault("the stack is empty") }
        if index > max(1 << 20, 64 * (memo.count + 1)) { record.memoFarIndex = index }
        memo[index] = top
    }

    private mutating func fetch(_ index: Int?) {
        guard let index, let value = memo[index] else {
            fault("the memo has no value \(index.map(String.init) ?? "there")")
            return stack.append(.unknown)
        }
        stack.append(value)
    }

    /// A decimal number on a line of its own.
    mutating func decimalLine() -> Int? {
        reader.line().flatMap { line in
            if let value = PickleNumberText.plainInteger(line.bytes) { return value }
            let text = String(decoding: line.bytes, as: UTF8.self).filter {
                !$0.isWhitespace && $0 != "_"
            }
            return Int(text.hasSuffix("L") ? String(text.dropLast()) : text)
        }
    }
}

/// The memo: values by index.
///
/// Indexes that follow one another cost little, others a hash.
struct PickleMemo {
    private var dense: [PickleValue] = []
    private var sparse: [Int: PickleValue] = [:]

    /// Values in it, which is the index that MEMOIZE takes.
    var count: Int { dense.count + sparse.count }

    subscript(index: Int) -> PickleValue? {
        get { dense.indices.contains(index) ? dense[index] : sparse[index] }
        set {
            guard let newValue else { return }
            if dense.indices.contains(index) {
                dense[index] = newValue
            } else if index == dense.count {
                sparse[index] = nil
                dense.append(newValue)
            } else {
                sparse[index] = newValue
            }
        }
    }
}

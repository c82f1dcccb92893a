/// Opcodes that make and fill containers.
extension PickleMachine {
    mutating func make(_ opcode: PickleOpcode) {
        switch opcode {
        case .emptyTuple: push(PickleContainer(.tuple))
        case .emptyList: push(PickleContainer(.list))
        case .emptyDict: push(PickleContainer(.dict))
        case .emptySet: push(PickleContainer(.set))
        case .tuple1: push(PickleContainer(.tuple, popped(1)))
        case .tuple2: push(PickleContainer(.tuple, popped(2)))
        default: push(PickleContainer(.tuple, popped(3)))
        }
    }

    mutating func gather(_ opcode: PickleOpcode) {
        let items = popMark()
        switch opcode {
        case .tuple: push(PickleContainer(.tuple, items))
        case .list: push(PickleContainer(.list, items))
        case .dict: push(PickleContainer(.dict, items))
        default: push(PickleContainer(.set, items))
        }
    }

    mutating func fill(_ opcode: PickleOpcode) {
        let items: [PickleValue]
        switch opcode {
        case .append: items = popped(1)
        case .setItem: items = popped(2)
        default: items = popMark()
        }
        guard let top = stack.popLast() else { return fault("the stack is empty") }
        stack.append(filled(top, with: items, by: opcode))
    }

    private mutating func push(_ container: PickleContainer) {
        noteSize(container)
        stack.append(.container(container))
    }

    private mutating func noteSize(_ container: PickleContainer) {
        if container.leaves >= Self.laughs { record.isBillionLaughs = true }
        if container.depth > Self.deep { record.isDeep = true }
    }

    /// Containers inside one another that no honest file has.
    static let deep = 10_000

    /// Values in a tree of shared parts that no honest file has.
    private static let laughs = 1 << 30

    /// The values on top of the stack, the deepest first.
    private mutating func popped(_ count: Int) -> [PickleValue] {
        (0..<count).map { _ in pop() }.reversed()
    }

    private mutating func filled(
        _ target: PickleValue, with items: [PickleValue], by opcode: PickleOpcode
    ) -> PickleValue {
        switch target {
        case .container(var container):
            if !accepts(container.kind, opcode) { fault("\(opcode.name) on another container") }
            container.append(items)
            noteSize(container)
            return .container(container)
        case .global(let symbol):
            noteChange(of: symbol, suffix: "", items, opcode)
        case .instance(let symbol, _):
            noteChange(of: symbol, suffix: "()", items, opcode)
        // A byte array takes items as a list does.
        case .unknown, .deep, .bytes: break
        case .none, .bool, .int, .number, .text: fault("\(opcode.name) on a constant")
        }
        return target
    }

    private func accepts(_ kind: PickleContainer.Kind, _ opcode: PickleOpcode) -> Bool {
        switch opcode {
        case .setItem, .setItems: kind == .dict || kind == .list
        case .addItems: kind == .set
        default: kind == .list
        }
    }

    /// What is not a new container is changed by methods of its own.
    private mutating func noteChange(
        of symbol: Int, suffix: String, _ items: [PickleValue], _ opcode: PickleOpcode
    ) {
        let method: String
        switch opcode {
        case .setItem, .setItems: method = "__setitem__"
        case .addItems: method = "update"
        default: method = "extend"
        }
        let owner = symbols[symbol]
        let changed = symbols.index(
            module: owner.module, name: "\(owner.name)\(suffix).\(method)")
        noteCall(changed, opcode, PickleContainer(.tuple, items))
    }
}

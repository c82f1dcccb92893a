/// Opcodes that import a name or call something.
extension PickleMachine {
    mutating func importName(_ opcode: PickleOpcode) {
        switch opcode {
        case .global:
            guard let module = textLine(), let name = textLine() else {
                fault("an argument is longer than the file")
                return record.ending = .fault
            }
            push(module: module, name: name, opcode)
        case .stackGlobal:
            let name = pop()
            let module = pop()
            importFromStack(module: module, name: name)
        case .ext1: importExtension(reader.number(1), opcode)
        case .ext2: importExtension(reader.number(2), opcode)
        default: importExtension(reader.signedNumber(), opcode)
        }
    }

    private mutating func textLine() -> String? {
        reader.line().map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    private mutating func importFromStack(module: PickleValue, name: PickleValue) {
        if case .text(let moduleText) = module, case .text(let nameText) = name,
            let module = read(moduleText), let name = read(nameText)
        {
            return push(module: module, name: name, .stackGlobal)
        }
        if module.isPlainText(or: name) { fault("STACK_GLOBAL requires texts") }
        push(module: "", name: "a name that only a run would tell", .stackGlobal)
    }

    private mutating func importExtension(_ code: Int?, _ opcode: PickleOpcode) {
        guard let code, code > 0 else { return fault("the extension code is not positive") }
        push(module: "copyreg", name: "extension \(code)", opcode)
    }

    private mutating func push(module: String, name: String, _ opcode: PickleOpcode) {
        let symbol = importSymbol(module: module, name: name)
        note(import: symbol, opcode)
        stack.append(.global(symbol))
    }

    private mutating func importSymbol(module: String, name: String) -> Int {
        guard protocolVersion < 3 else { return symbols.index(module: module, name: name) }
        let mapped = PythonNameMap.mapped(module: module, name: name)
        return symbols.index(module: mapped.module, name: mapped.name)
    }

    private mutating func note(import symbol: Int, _ opcode: PickleOpcode) {
        guard record.keepsImport(of: symbol) else { return }
        record.imports.append(
            PickleImport(
                symbol: symbol, opcode: opcode, offset: opcodeOffset, isReached: isReached))
    }

    // MARK: Calls

    mutating func call(_ opcode: PickleOpcode) {
        switch opcode {
        case .reduce, .newObj:
            let arguments = pop()
            let callee = pop()
            perform(callee, arguments: argumentList(arguments), opcode)
        case .newObjEx:
            let keywords = pop()
            let arguments = pop()
            let callee = pop()
            var list = argumentList(arguments)
            list.append([keywords])
            perform(callee, arguments: list, opcode)
        case .obj:
            let items = popMark()
            guard let callee = items.first else { return fault("OBJ has no class") }
            perform(callee, arguments: PickleContainer(.tuple, items.dropFirst()), opcode)
        case .inst: instantiate()
        case .build: build()
        case .persID:
            noteOwnLoader(opcode)
            guard reader.line() != nil else { return fault("the persistent id has no end") }
            stack.append(.unknown)
        default:
            noteOwnLoader(opcode)
            loadPersistent(pop())
        }
    }

    mutating func noteOwnLoader(_ opcode: PickleOpcode) {
        record.needsOwnLoader = record.needsOwnLoader ?? (reader.position, opcode)
    }

    /// The C loader wants a tuple; the Python loader takes whatever can be gone through.
    private mutating func argumentList(_ value: PickleValue) -> PickleContainer {
        switch value {
        case .container(let container): return container
        case .none, .bool, .int, .number: fault("the arguments are no tuple")
        case .text, .bytes, .unknown, .deep, .global, .instance: break
        }
        return PickleContainer(.tuple, [value])
    }

    private mutating func instantiate() {
        guard let module = textLine(), let name = textLine() else {
            fault("an argument is longer than the file")
            return record.ending = .fault
        }
        let arguments = PickleContainer(.tuple, popMark())
        let symbol = importSymbol(module: module, name: name)
        note(import: symbol, .inst)
        perform(.global(symbol), arguments: arguments, .inst)
    }

    /// Notes the call and pushes what it gives.
    private mutating func perform(
        _ callee: PickleValue, arguments: PickleContainer, _ opcode: PickleOpcode
    ) {
        switch callee {
        case .global(let symbol):
            noteCall(symbol, opcode, arguments)
            stack.append(result(of: symbol, arguments))
        case .instance(let symbol, let made):
            let owner = symbols[symbol]
            let inner = symbols.index(module: owner.module, name: owner.name + "()")
            noteCall(inner, opcode, arguments)
            stack.append(
                attribute(got: owner, made, from: arguments) ?? .instance(inner, arguments))
        case .unknown, .deep:
            let symbol = symbols.index(module: "", name: "a value that only a run would tell")
            noteCall(symbol, opcode, arguments)
            stack.append(.unknown)
        case .none, .bool, .int, .number, .text, .bytes, .container:
            fault("\(opcode.name) calls a constant")
            stack.append(.unknown)
        }
    }

    mutating func noteCall(_ symbol: Int, _ opcode: PickleOpcode, _ arguments: PickleContainer) {
        guard record.keepsCall(of: symbol) else { return }
        record.calls.append(
            PickleCall(
                symbol: symbol, opcode: opcode, arguments: arguments, offset: opcodeOffset,
                isReached: isReached))
    }

    // MARK: What a call gives

    /// Looks through the calls that only give a name: imports and attributes.
    private mutating func result(of symbol: Int, _ arguments: PickleContainer) -> PickleValue {
        let callee = symbols[symbol]
        let texts = arguments.items.map { item -> String? in
            if case .text(let text) = item { read(text) } else { nil }
        }
        switch "\(callee.module).\(callee.name)" {
        case "builtins.getattr":
            if texts.count >= 2, let name = texts[1] {
                return attribute(name, of: arguments.items[0]) ?? .instance(symbol, arguments)
            }
        case "builtins.__import__", "importlib.import_module", "importlib.__import__":
            if let name = texts.first ?? nil {
                return .global(symbols.index(module: name, name: ""))
            }
        case "operator.getitem", "_operator.getitem":
            if texts.count == 2, let name = texts[1], case .global(let owner) = arguments.items[0],
                symbols[owner] == PickleSymbols.Symbol(module: "sys", name: "modules")
            {
                return .global(symbols.index(module: name, name: ""))
            }
        default: break
        }
        return .instance(symbol, arguments)
    }

    private mutating func attribute(_ name: String, of value: PickleValue) -> PickleValue? {
        switch value {
        case .global(let index):
            let owner = symbols[index]
            let path = owner.name.isEmpty ? name : "\(owner.name).\(name)"
            return .global(symbols.index(module: owner.module, name: path))
        case .instance(let index, _):
            let owner = symbols[index]
            return .global(
                symbols.index(module: owner.module, name: "\(owner.name)().\(name)"))
        default: return nil
        }
    }

    /// `attrgetter("system")(os)`.
    private mutating func attribute(
        got owner: PickleSymbols.Symbol, _ made: PickleContainer, from arguments: PickleContainer
    ) -> PickleValue? {
        guard owner.name == "attrgetter", let target = arguments.items.first,
            case .text(let text)? = made.items.first, let name = read(text)
        else { return nil }
        return attribute(name, of: target)
    }

    // MARK: State and storages

    private mutating func build() {
        let state = pop()
        guard let top = stack.last else { return fault("the stack is empty") }
        let arguments = PickleContainer(.tuple, [state])
        switch top {
        case .instance(let symbol, let made):
            noteCall(symbol, .build, arguments)
            var kept = made
            kept.append([state])
            stack[stack.count - 1] = .instance(symbol, kept)
            readWrappedArray(symbol, state)
        case .global(let symbol):
            let owner = symbols[symbol]
            let changed = symbols.index(
                module: owner.module, name: "\(owner.name).__dict__.update")
            noteCall(changed, .build, arguments)
        case .unknown, .deep:
            let symbol = symbols.index(module: "", name: "a value that only a run would tell")
            noteCall(symbol, .build, arguments)
        case .none, .bool, .int, .number, .text, .bytes, .container:
            // A state that is false is not looked at, whatever it is for.
            if !state.mayBeFalse { fault("BUILD on a constant") }
        }
    }

    /// `('storage', type, key, location, count)`, as torch's loader reads it.
    private mutating func loadPersistent(_ id: PickleValue) {
        stack.append(.unknown)
        guard case .container(let container) = id, container.items.count >= 5,
            case .global(let symbol) = container.items[1],
            case .text(let keyText) = container.items[2], let key = read(keyText),
            case .int(let count) = container.items[4]
        else { return }
        record.storages.append(PickleStorage(symbol: symbol, key: key, count: count))
        stack[stack.count - 1] = .instance(symbol, container)
    }
}

extension PickleValue {
    /// Whether a loader may find nothing to do in it.
    fileprivate var mayBeFalse: Bool {
        switch self {
        case .unknown, .deep, .none, .instance: true
        case .bool(let value): !value
        case .int(let value): value == 0
        case .text(let text): text.count == 0
        case .bytes(_, let count): count == 0
        case .container(let container): container.items.isEmpty
        case .number, .global: false
        }
    }

    /// Whether one of two operands is certainly no text.
    fileprivate func isPlainText(or other: PickleValue) -> Bool {
        [self, other].contains { value in
            if case .text = value { return false }
            return value.isPlainConstant
        }
    }
}

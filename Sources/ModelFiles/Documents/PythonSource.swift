/// Python source as a row of tokens, with the names that its imports bind.
///
/// Nothing is evaluated: `a.b.c(` is a call of whatever `a` was imported as.
struct PythonSource {
    struct Call {
        let module: String
        let name: String
        let arguments: [String]
        /// From 1.
        let line: Int
    }

    private(set) var calls: [Call] = []
    /// Modules of the same folder that it imports.
    private(set) var neighbours: [String] = []
    /// Whether it declares how a dataset is built, which makes a loader run it.
    var isDatasetScript: Bool {
        tokens.contains { token in
            guard case .name(let name) = token.token else { return false }
            return ["GeneratorBasedBuilder", "ArrowBasedBuilder", "BeamBasedBuilder"].contains(name)
        }
    }
    /// Whether it is one of OpenMMLab's configurations, which their reader runs.
    var isConfiguration: Bool {
        tokens.indices.contains { index in
            guard let name = name(index), isSymbol(index + 1, UInt8(ascii: "=")) else {
                return false
            }
            return ["_base_", "custom_imports", "default_scope", "default_hooks"].contains(name)
                && (index == 0 || tokens[index - 1].token == .newline)
        }
    }
    private let tokens: [(token: PythonToken, line: Int)]
    /// What a name was imported as: a dotted path.
    ///
    /// TorchScript's source has no imports, and means torch by `torch`.
    private var bindings: [String: String] = ["torch": "torch"]

    private static let callLimit = 50_000
    /// Calls of one function that are noted.
    private static let sameCallLimit = 20
    private var counts: [String: Int] = [:]
    private static let starModules: Set = [
        "os", "posix", "subprocess", "pty", "shutil", "ctypes", "socket", "marshal", "pickle",
    ]
    /// The last module all of whose names were imported.
    private var starred: String?
    private static let builtins: Set = ["eval", "exec", "compile", "__import__", "open", "getattr"]

    init(_ text: String) {
        tokens = PythonToken.all(in: Array(text.utf8))
        readImports()
        readSubscripts()
        readCalls()
    }

    // MARK: Tokens at an index

    private func name(_ index: Int) -> String? {
        guard tokens.indices.contains(index), case .name(let name) = tokens[index].token else {
            return nil
        }
        return name
    }

    private func text(_ index: Int) -> String? {
        guard tokens.indices.contains(index), case .text(let text) = tokens[index].token else {
            return nil
        }
        return text
    }

    private func isSymbol(_ index: Int, _ symbol: UInt8) -> Bool {
        tokens.indices.contains(index) && tokens[index].token == .symbol(symbol)
    }

    /// A dotted name from an index, and the index behind it.
    private func dotted(_ start: Int) -> (String, Int)? {
        guard var path = name(start) else { return nil }
        var index = start + 1
        while isSymbol(index, UInt8(ascii: ".")), let next = name(index + 1) {
            path += "." + next
            index += 2
        }
        return (path, index)
    }

    // MARK: Imports

    private mutating func readImports() {
        var index = 0
        while index < tokens.count {
            defer { index += 1 }
            if name(index) == "import" { readImport(index + 1) }
            guard name(index) == "from" else { continue }
            let dots = tokens[(index + 1)...].prefix { $0.token == .symbol(UInt8(ascii: ".")) }
                .count
            let start = index + 1 + dots
            if dots > 0 { noteNeighbour(start, dots: dots) }
            guard let (module, next) = dotted(start), name(next) == "import" else {
                // `from . import x`: the word at the start is `import` itself.
                index = max(index, start)
                continue
            }
            if dots == 0 { readFrom(module, next + 1) }
            index = next
        }
    }

    /// `from .module import name` and `from . import module`: modules of the same folder.
    private mutating func noteNeighbour(_ start: Int, dots: Int) {
        guard dots == 1, let (module, next) = dotted(start) else { return }
        if module != "import" { return neighbours.append(module) }
        var index = next
        while let (other, behind) = dotted(index) {
            neighbours.append(other)
            guard isSymbol(behind, UInt8(ascii: ",")) else { return }
            index = behind + 1
        }
    }

    private mutating func readImport(_ start: Int) {
        var index = start
        while let (path, next) = dotted(index) {
            index = next
            if name(index) == "as", let alias = name(index + 1) {
                bindings[alias] = path
                index += 2
            } else {
                let root = String(path.prefix { $0 != "." })
                bindings[root] = root
            }
            guard isSymbol(index, UInt8(ascii: ",")) else { return }
            index += 1
        }
    }

    private mutating func readFrom(_ module: String, _ start: Int) {
        var index = isSymbol(start, UInt8(ascii: "(")) ? start + 1 : start
        while index < tokens.count {
            if tokens[index].token == .newline {
                guard isSymbol(start, UInt8(ascii: "(")) else { return }
                index += 1
                continue
            }
            if isSymbol(index, UInt8(ascii: "*")), Self.starModules.contains(module) {
                starred = module
            }
            guard let imported = name(index) else { return }
            index += 1
            if name(index) == "as", let alias = name(index + 1) {
                bindings[alias] = "\(module).\(imported)"
                index += 2
            } else {
                bindings[imported] = "\(module).\(imported)"
            }
            guard isSymbol(index, UInt8(ascii: ",")) else { return }
            index += 1
        }
    }

    // MARK: Calls

    private mutating func readCalls() {
        var index = 0
        while index < tokens.count {
            guard let (path, next) = dotted(index) else {
                index += 1
                continue
            }
            let isMember = isSymbol(index - 1, UInt8(ascii: "."))
            if !isMember, let callee = resolved(path) {
                if isSymbol(next, UInt8(ascii: "(")) {
                    note(callee, at: index, arguments: next + 1)
                } else if isHandedOn(path, callee) || isBareFunction(path, callee, at: index) {
                    note(callee, at: index, arguments: tokens.count)
                }
            }
            index = next
        }
    }

    private mutating func note(_ callee: String, at index: Int, arguments: Int) {
        var texts: [String] = []
        if let text = text(arguments) {
            texts = ["'" + text.prefix(160) + "'"]
        }
        let module = callee.lastIndex(of: ".").map { String(callee[..<$0]) } ?? ""
        let name = callee.split(separator: ".").last.map(String.init) ?? callee
        counts[callee, default: 0] += 1
        guard counts[callee, default: 0] <= Self.sameCallLimit, calls.count < Self.callLimit else {
            return
        }
        calls.append(Call(module: module, name: name, arguments: texts, line: tokens[index].line))
        noteAttribute(of: callee, arguments: arguments, line: tokens[index].line)
        if callee == "builtins.__import__", let text = text(arguments),
            isSymbol(arguments + 1, UInt8(ascii: ")")),
            isSymbol(arguments + 2, UInt8(ascii: ".")), let (path, _) = dotted(arguments + 3)
        {
            calls.append(
                Call(module: text, name: path, arguments: [], line: tokens[index].line))
        }
    }

    /// `getattr(os, "system")` and `import_module("os").system` name a function too.
    private mutating func noteAttribute(of callee: String, arguments: Int, line: Int) {
        if callee == "builtins.getattr", let owner = name(arguments), let module = bindings[owner],
            isSymbol(arguments + 1, UInt8(ascii: ",")), let attribute = text(arguments + 2)
        {
            calls.append(Call(module: module, name: attribute, arguments: [], line: line))
        }
        if callee == "builtins.getattr", let owner = name(arguments), let module = bindings[owner],
            Self.programs.contains(module), isSymbol(arguments + 1, UInt8(ascii: ",")),
            isWorkedOut(arguments + 2)
        {
            // What is put together from parts is not meant to be read.
            let name = module == "builtins" ? "exec" : "system"
            calls.append(Call(module: module, name: name, arguments: [], line: line))
        }
        if callee == "importlib.import_module", let module = text(arguments),
            isSymbol(arguments + 1, UInt8(ascii: ")")), isSymbol(arguments + 2, UInt8(ascii: ".")),
            let (path, _) = dotted(arguments + 3)
        {
            calls.append(Call(module: module, name: path, arguments: [], line: line))
        }
    }

    /// Whether an argument is more than one literal.
    private func isWorkedOut(_ index: Int) -> Bool {
        guard tokens.indices.contains(index + 1) else { return false }
        let isEnd = isSymbol(index + 1, UInt8(ascii: ")")) || isSymbol(index + 1, 0x2C)
        return text(index) == nil || !isEnd
    }

    /// Modules whose functions are worth noting where they are handed on to be called.
    private static let programs: Set = ["os", "posix", "nt", "subprocess", "pty", "builtins"]

    /// Whether a name of such a module stands without a call, and is no import.
    private func isHandedOn(_ path: String, _ callee: String) -> Bool {
        let root = String(callee.prefix { $0 != "." })
        let isFunction = callee.split(separator: ".").last?.first?.isLowercase ?? false
        return path.contains(".") && isFunction && Self.programs.contains(root)
    }

    /// `f = eval`, `map(exec, …)`, `r = popen`: a function that is handed on to be called.
    private func isBareFunction(_ path: String, _ callee: String, at index: Int) -> Bool {
        let isBuiltin =
            ["eval", "exec", "__import__"].contains(path) && callee == "builtins.\(path)"
        let root = String(callee.prefix { $0 != "." })
        let isImported =
            !path.contains(".") && callee.contains(".") && root != "builtins"
            && Self.programs.contains(root)
        guard isBuiltin || isImported, tokens.indices.contains(index - 1),
            tokens.indices.contains(index + 1)
        else { return false }
        let before: [PythonToken] = [.symbol(0x3D), .symbol(0x28), .symbol(0x2C), .symbol(0x5B)]
        let behind: [PythonToken] = [.symbol(0x29), .symbol(0x2C), .symbol(0x5D), .newline]
        return before.contains(tokens[index - 1].token) && behind.contains(tokens[index + 1].token)
    }

    /// `sys.modules["os"].system(` and `globals()["__builtins__"]` reach what no import names.
    private mutating func readSubscripts() {
        for index in tokens.indices {
            noteHidden(index)
            guard let text = text(index), isSymbol(index - 1, 0x5B), isSymbol(index + 1, 0x5D)
            else { continue }
            let line = tokens[index].line
            if name(index - 2) == "modules", isSymbol(index + 2, UInt8(ascii: ".")),
                let (path, _) = dotted(index + 3)
            {
                calls.append(Call(module: text, name: path, arguments: [], line: line))
            } else if ["__builtins__", "__import__", "eval", "exec"].contains(text),
                isSymbol(index - 2, 0x29) || name(index - 2).map({ $0.hasPrefix("__") }) ?? false
            {
                calls.append(Call(module: "builtins", name: "exec", arguments: [], line: line))
            }
        }
    }

    private static let hidden: Set = [
        "__subclasses__", "__globals__", "__builtins__", "f_globals", "f_builtins",
    ]
    private static let programStarters: Set = [
        "subprocess_shell", "subprocess_exec", "create_subprocess_shell", "create_subprocess_exec",
    ]

    /// Attributes that lead from any object to Python's internals, and an event loop's programs.
    private mutating func noteHidden(_ index: Int) {
        guard isSymbol(index - 1, UInt8(ascii: ".")), let name = name(index),
            calls.count < Self.callLimit
        else { return }
        let line = tokens[index].line
        if Self.hidden.contains(name) {
            calls.append(Call(module: "object", name: name, arguments: [], line: line))
        } else if Self.programStarters.contains(name) {
            calls.append(Call(module: "asyncio", name: name, arguments: [], line: line))
        }
    }

    /// `platform.os.system` is `os.system`.
    private func reached(_ callee: String) -> String {
        let parts = callee.split(separator: ".")
        let start = parts.indices.dropFirst().dropLast().last {
            Self.programs.contains(String(parts[$0]))
        }
        return start.map { parts[$0...].joined(separator: ".") } ?? callee
    }

    /// Names that `from subprocess import *` and its like bring in.
    private static let starNames: Set = [
        "Popen", "run", "call", "check_call", "check_output", "getoutput", "getstatusoutput",
        "system", "popen", "execv", "execve", "execvp", "spawn", "spawnl", "spawnv", "fork",
        "rmtree", "CDLL", "create_connection", "loads",
    ]

    private func resolved(_ path: String) -> String? {
        let root = String(path.prefix { $0 != "." })
        if let bound = bindings[root] { return reached(bound + path.dropFirst(root.count)) }
        if let module = starred, Self.starNames.contains(path) { return "\(module).\(path)" }
        return path == root && Self.builtins.contains(root) ? "builtins.\(root)" : nil
    }
}

extension Inspection {
    /// Keeps the calls of source code, each with its line.
    mutating func inspectPython(_ text: String, at place: Place) {
        let source = PythonSource(text)
        if let coding = PythonCoding.hiding(text) {
            append(
                CallFact(
                    module: "coding", name: coding, opcode: "source", arguments: [],
                    place: place.at(path: "line 1"), isReached: true), \.calls)
        }
        for module in source.neighbours { addObject(.module, dotted: module + ".", at: place) }
        if source.isDatasetScript || source.isConfiguration {
            addObject(.dataset, dotted: "datasets.", at: place)
        }
        for call in source.calls {
            append(
                CallFact(
                    module: call.module, name: call.name, opcode: "source",
                    arguments: call.arguments,
                    place: place.at(path: "line \(call.line)"), isReached: true), \.calls)
        }
    }
}

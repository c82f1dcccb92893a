extension CallableRules {
    /// Findings on what reading the file would import and call.
    static func findings(for facts: FileFacts) -> [Finding] {
        let called = Set(facts.calls.map { "\($0.callee)\($0.place.members)" })
        let calls = facts.calls.filter { $0.opcode != "source" }.compactMap(finding)
        let imports = facts.imports.filter {
            !called.contains("\($0.callee)\($0.place.members)")
        }.compactMap(finding)
        return calls + imports
    }

    private static func finding(_ call: CallFact) -> Finding? {
        let (level, effect) = judged(call)
        guard level > .note else { return nil }
        let arguments = call.arguments.prefix(4).joined(separator: ", ").prefix(160)
        // Behind an error the stack is a guess, so that what is not known by name says less.
        let isGuess = !call.isReached && call.module.isEmpty
        let ending = call.isReached ? "" : ", if a loader gets there"
        return Finding(
            rule: "pickle-call", level: isGuess ? .suspicious : level,
            effect: "\(call.opcode) calls `\(call.callee)(\(arguments))`: \(effect)\(ending)",
            place: call.place, subject: call.callee)
    }

    /// A call is judged by its callee, and for a few callees by the arguments.
    private static func judged(_ call: CallFact) -> (Finding.Level, String) {
        if let special = judgedByArguments(call) { return special }
        if call.name.hasSuffix("().__setitem__") || call.name.hasSuffix("().extend")
            || call.name.hasSuffix("().update")
        {
            return filling(call)
        }
        switch verdict(module: call.module, name: call.name) {
        case .allowed: return (.note, "makes a value")
        case .unknown:
            let program = call.literals.lazy.compactMap(CodeText.sign).first
            return program.map { (.dangerous, "is handed a program, `\($0)`") }
                ?? (.suspicious, "not known to be safe")
        case .dangerous(let effect): return (.dangerous, effect)
        }
    }

    private static func judgedByArguments(_ call: CallFact) -> (Finding.Level, String)? {
        if let handed = CallArgumentRules.judged(call) { return handed }
        switch call.callee {
        case "_codecs.encode":
            let coding = call.arguments.dropFirst().first ?? "'utf-8'"
            return ["'latin1'", "'latin-1'", "'utf-8'", "'utf8'"].contains(coding)
                ? nil : (.suspicious, "decodes with \(coding)")
        case "functools.partial", "builtins.getattr":
            var first = call.arguments.first ?? ""
            let second = call.arguments.dropFirst().first ?? ""
            if second.hasPrefix("'__") { return nil }
            // A state is a tuple whose first item is the callable.
            if call.opcode == "BUILD" { first = String(first.dropFirst().prefix { $0 != "," }) }
            if call.callee == "builtins.getattr", second.hasPrefix("'"), second.count > 2,
                CallableNames.allowed.contains("\(first).\(second.dropFirst().dropLast())")
            {
                return (.note, "takes `\(second)` of `\(first)`")
            }
            let inner = split(first)
            switch verdict(module: inner.module, name: inner.name) {
            case .dangerous: return nil
            case .unknown where isMethodOfLibrary(inner):
                return (.suspicious, "wraps `\(first)`, which is not known to be safe")
            case .unknown where call.arguments.count < 2 && call.opcode != "BUILD": return nil
            case .unknown: return (.suspicious, "wraps `\(first)`, which is not known to be safe")
            case .allowed:
                let isAttribute = call.callee == "builtins.getattr"
                return (isAttribute ? .suspicious : .note, "wraps `\(first)`")
            }
        case "builtins.type": return call.arguments.count == 1 ? (.note, "a type") : nil
        case "torch.storage._load_from_bytes":
            return (.note, "loads the torch file inside, which is judged by itself")
        default: return nil
        }
    }

    /// Whether a callable is a method of an object that a library's own class makes.
    private static func isMethodOfLibrary(_ callee: (module: String, name: String)) -> Bool {
        guard let end = callee.module.firstRange(of: "()"), end.upperBound == callee.module.endIndex
        else { return false }
        let owner = split(String(callee.module[..<end.lowerBound]))
        return verdict(module: owner.module, name: owner.name) == .allowed
    }

    private static func split(_ callee: String) -> (module: String, name: String) {
        guard let dot = callee.lastIndex(of: "."), !callee.hasPrefix("'") else {
            return (callee, "")
        }
        return (String(callee[..<dot]), String(callee[callee.index(after: dot)...]))
    }

    /// Items put into what a call gave: fine for what is a dictionary or list.
    private static func filling(_ call: CallFact) -> (Finding.Level, String) {
        let owner = call.name.split(separator: "(").first.map(String.init) ?? ""
        let last = owner.split(separator: ".").last.map(String.init) ?? owner
        if last.hasPrefix("_rebuild") || last.hasSuffix("Storage") {
            return (.dangerous, "puts items into a tensor, which corrupts a loader's memory")
        }
        return verdict(module: call.module, name: owner) == .allowed
            ? (.note, "fills a container") : (.suspicious, "changes an object that is not known")
    }

    private static func finding(_ fact: ImportFact) -> Finding? {
        let level: Finding.Level
        let effect: String
        switch verdict(module: fact.module, name: fact.name) {
        case .allowed: return nil
        case .unknown: (level, effect) = (.suspicious, "not known to be safe")
        case .dangerous(let what): (level, effect) = (.dangerous, what)
        }
        if fact.callee == "functools.partial" || fact.callee == "torch.storage._load_from_bytes" {
            return nil
        }
        return Finding(
            rule: "pickle-import",
            level: !fact.isReached && fact.module.isEmpty ? .suspicious : level,
            effect: "\(fact.opcode) imports `\(fact.callee)`: \(effect)", place: fact.place,
            subject: fact.callee)
    }
}

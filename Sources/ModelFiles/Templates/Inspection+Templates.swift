/// Templates: what they reach for, after the constants in them are worked out.
extension Inspection {
    mutating func inspectTemplate(_ template: String, at place: Place) {
        guard facts.templates.count < limits.facts else {
            return noteCut(of: "templates")
        }
        var survey = TemplateSurvey(
            TemplateFact(place: place, byteCount: template.utf8.count))
        survey.read(template)
        facts.templates.append(survey.fact)
    }
}

/// Walks a template's expressions and gathers names.
struct TemplateSurvey {
    private(set) var fact: TemplateFact
    private var folding = TemplateFolding()
    private var set: Set<String> = []
    /// A block that is being set: its name, its text so far, and whether that is all known.
    private var captured: (name: String, text: String, isKnown: Bool)?

    private static let listLimit = 64
    private static let depthLimit = 120

    init(_ fact: TemplateFact) {
        self.fact = fact
    }

    mutating func read(_ template: String) {
        let (blocks, fault) = TemplateLexer.blocks(template)
        fact.trouble = fault
        for block in blocks where block.isTag { noteMacro(block.tokens) }
        for block in blocks {
            captured?.text += block.textBefore
            read(block)
        }
        checkNesting(blocks)
    }

    /// A macro may be called above the place that defines it, and by itself.
    private mutating func noteMacro(_ tokens: [TemplateToken]) {
        guard tokens.count > 1, tokens[0] == .name("macro"), case .name(let name) = tokens[1]
        else { return }
        set.insert(name)
    }

    /// `{% set name %}…{% endset %}` gives a name the text between.
    private mutating func capture(_ block: TemplateBlock) {
        if block.isTag, block.tokens.first == .name("set"), block.tokens.count > 1,
            !block.tokens.contains(.symbol("=")), case .name(let name) = block.tokens[1]
        {
            captured = (name, "", true)
        } else if block.isTag, block.tokens.first == .name("endset"), let whole = captured {
            if whole.isKnown { folding.constants[whole.name] = whole.text }
            captured = nil
        } else if captured != nil {
            var parser = TemplateParser(block.tokens)
            let text = block.isTag ? nil : folding.text(parser.expression())
            captured?.text += text ?? ""
            if text == nil { captured?.isKnown = false }
        }
    }

    /// Each opening tag has its end.
    private mutating func checkNesting(_ blocks: [TemplateBlock]) {
        var open: [String] = []
        for block in blocks where block.isTag {
            guard case .name(let tag)? = block.tokens.first else { continue }
            if tag.hasPrefix("end") {
                guard open.popLast() == String(tag.dropFirst(3)) else {
                    fact.trouble = fact.trouble ?? "`\(tag)` ends nothing"
                    return
                }
            } else if [
                "for", "if", "macro", "call", "filter", "block", "generation", "raw", "autoescape",
                "with",
            ]
            .contains(tag) || tag == "set" && !block.tokens.contains(.symbol("=")) {
                open.append(tag)
            }
        }
        if let tag = open.last { fact.trouble = fact.trouble ?? "`\(tag)` has no end" }
    }

    private mutating func read(_ block: TemplateBlock) {
        capture(block)
        var tokens = block.tokens[...]
        if block.isTag, case .name(let tag)? = tokens.first {
            note(tag, \.tags)
            tokens = tokens.dropFirst()
            if tag == "set" || tag == "for" || tag == "with" || tag == "macro" {
                noteSet(tokens, tag: tag)
            }
        }
        var parser = TemplateParser(Array(tokens))
        var steps = 0
        while !parser.isAtEnd, steps < 10_000 {
            steps += 1
            let expression = parser.expression()
            if case .nothing = expression { parser.skip() }
            visit(expression, depth: 0)
        }
        if let fault = parser.fault { fact.trouble = fact.trouble ?? fault }
    }

    /// Names that the template itself gives, and constants among them.
    private mutating func noteSet(_ tokens: ArraySlice<TemplateToken>, tag: String) {
        let stop: TemplateToken = tag == "for" ? .name("in") : .symbol("=")
        let names = tokens.prefix { $0 != stop }
        for case .name(let name) in names { set.insert(name) }
        guard tag != "for", case .name(let name)? = names.first else { return }
        var parser = TemplateParser(Array(tokens.drop { $0 != stop }.dropFirst()))
        let value = parser.expression()
        if names.count == 1 {
            folding.constants[name] = folding.text(value)
            noteNamespace(name, value)
        } else if names.count == 3, case .name(let attribute)? = names.last {
            if Array(names)[1] == .symbol(",") { return noteSeveral(names, tokens) }
            folding.constants["\(name).\(attribute)"] = folding.text(value)
        } else if names.contains(.symbol(",")) {
            noteSeveral(names, tokens)
        }
    }

    /// `{% set a, b = 'x', 'y' %}`.
    private mutating func noteSeveral(
        _ names: ArraySlice<TemplateToken>, _ tokens: ArraySlice<TemplateToken>
    ) {
        let wanted = names.compactMap { token -> String? in
            if case .name(let name) = token { name } else { nil }
        }
        let right = Array(tokens.drop { $0 != .symbol("=") }.dropFirst())
        var parser = TemplateParser([.symbol("[")] + right + [.symbol("]")])
        guard case .list(let values) = parser.expression() else { return }
        for (name, value) in zip(wanted, values) { folding.constants[name] = folding.text(value) }
    }

    /// `namespace(a='x')` gives its attributes' values.
    private mutating func noteNamespace(_ name: String, _ value: TemplateExpression) {
        guard case .call(.name("namespace"), let arguments) = value else { return }
        for (key, value) in zip(arguments, arguments.dropFirst()) {
            if case .name(let attribute) = key, let text = folding.text(value) {
                folding.constants["\(name).\(attribute)"] = text
            }
        }
    }

    private mutating func note(_ name: String, _ list: WritableKeyPath<TemplateFact, [String]>) {
        let short = String(name.prefix(200))
        let isTelling = TemplateRules.isHidden(short) || TemplateRules.isProgram(short)
        guard fact[keyPath: list].count < Self.listLimit || isTelling,
            fact[keyPath: list].count < 4 * Self.listLimit, !fact[keyPath: list].contains(short)
        else { return }
        fact[keyPath: list].append(short)
    }

    private mutating func visit(_ expression: TemplateExpression, depth: Int) {
        guard depth < Self.depthLimit else { return }
        if let text = folding.text(expression) { noteConstant(text) }
        switch expression {
        case .constant, .number, .nothing: break
        case .name(let name):
            if !set.contains(name) { note(name, \.names) }
        case .attribute(let owner, let name):
            note(name, \.attributes)
            visit(owner, depth: depth + 1)
        case .item(let owner, let index):
            noteItem(index, of: owner)
            visit(owner, depth: depth + 1)
            visit(index, depth: depth + 1)
        case .call(let callee, let arguments): visitCall(callee, arguments, depth)
        case .filter(let value, let name, let arguments):
            noteFilter(name, arguments)
            visit(value, depth: depth + 1)
            // What `replace` takes away does not stand in the result.
            let kept = name == "replace" ? arguments.dropFirst() : arguments[...]
            for argument in kept { visit(argument, depth: depth + 1) }
        case .binary(_, let left, let right):
            visit(left, depth: depth + 1)
            visit(right, depth: depth + 1)
        case .list(let items):
            for item in items { visit(item, depth: depth + 1) }
        case .slice(let parts):
            for part in parts { part.map { visit($0, depth: depth + 1) } }
        }
    }

    private mutating func visitCall(
        _ callee: TemplateExpression, _ arguments: [TemplateExpression], _ depth: Int
    ) {
        switch callee {
        case .name("range") where arguments.contains(where: Self.isEndless):
            note("range over more than \(Self.roundsMost) rounds", \.calls)
        case .name(let name) where !set.contains(name): note(name, \.calls)
        case .attribute(_, let name): note(name, \.attributes)
        default: break
        }
        visit(callee, depth: depth + 1)
        for argument in Self.values(of: arguments, for: callee) {
            visit(argument, depth: depth + 1)
        }
    }

    /// Without the names of a namespace's own attributes, each of which its value follows.
    private static func values(
        of arguments: [TemplateExpression], for callee: TemplateExpression
    ) -> [TemplateExpression] {
        guard case .name("namespace") = callee else { return arguments }
        return arguments.enumerated().filter { place, argument in
            guard case .name = argument else { return true }
            return place == arguments.count - 1
        }.map(\.element)
    }

    private static let roundsMost = 1_000_000

    /// Rounds that keep a server busy for whoever renders the template.
    private static func isEndless(_ argument: TemplateExpression) -> Bool {
        if case .number(let rounds?) = argument { rounds > roundsMost } else { false }
    }

    /// Functions and objects of the engine, whose attributes no template has a use for.
    private static let engine: Set = [
        "cycler", "joiner", "lipsum", "namespace", "dict", "range", "self", "config", "request",
        "raise_exception", "strftime_now", "caller", "varargs", "url_for", "get_flashed_messages",
    ]

    private mutating func noteItem(_ index: TemplateExpression, of owner: TemplateExpression) {
        if let text = folding.text(index) {
            if text.first?.isNumber != true { note(text, \.attributes) }
            return
        }
        // An item of an empty text, or of a function, can only be meant for an attribute.
        switch (owner, index) {
        case (_, .slice), (_, .number): break
        case (.constant(let text), _) where text.isEmpty: fact.dynamicAttributes += 1
        case (.name(let name), _) where Self.engine.contains(name) && !set.contains(name):
            fact.dynamicAttributes += 1
        default: break
        }
    }

    /// `attr` and `map(attribute=…)` take an attribute by its name.
    private mutating func noteFilter(_ name: String, _ arguments: [TemplateExpression]) {
        note(name, \.filters)
        guard
            ["attr", "map", "selectattr", "rejectattr", "groupby", "sum", "sort", "unique"]
                .contains(name)
        else {
            return
        }
        // What follows the attribute of a test is what its value is compared with.
        let isTest = name == "selectattr" || name == "rejectattr"
        let isAttribute = name == "attr" || arguments.first.flatMap { folding.text($0) } == "attr"
        for argument in isTest ? arguments.prefix(1) : arguments[...] {
            if let text = folding.text(argument) {
                for part in text.split(separator: ".") { note(String(part), \.attributes) }
            } else if isAttribute {
                fact.dynamicAttributes += 1
            }
        }
    }

    /// A dunder, or a program's text, that the template builds.
    private mutating func noteConstant(_ text: String) {
        guard text.count >= 4, fact.constants.count < Self.listLimit else { return }
        let inner = text.split { !$0.isLetter && $0 != "_" }
        let dunder = inner.first { $0.hasPrefix("__") && $0.hasSuffix("__") && $0.count > 5 }
        let program = [
            "os.system", "__import__", "subprocess.", "os.popen", "/etc/passwd", "import os",
        ]
        .first { text.contains($0) }
        if (dunder != nil || program != nil) && !fact.constants.contains(text) {
            fact.constants.append(String(text.prefix(200)))
        }
    }
}

/// Templates: what they reach for, after the constants in them are worked out.
extension Inspection {
    mutating func inspectTemplate(_ template: String, at place: Place) {
        guard facts.templates.count < limits.facts else {
            facts.isCut = true
            return
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

    private static let listLimit = 64
    private static let depthLimit = 120

    init(_ fact: TemplateFact) {
        self.fact = fact
    }

    mutating func read(_ template: String) {
        let (blocks, fault) = TemplateLexer.blocks(template)
        fact.trouble = fault
        for block in blocks { read(block) }
        checkNesting(blocks)
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
            folding.constants["\(name).\(attribute)"] = folding.text(value)
        }
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
        guard fact[keyPath: list].count < Self.listLimit || TemplateRules.isHidden(short),
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
            noteItem(index)
            visit(owner, depth: depth + 1)
            visit(index, depth: depth + 1)
        case .call(let callee, let arguments): visitCall(callee, arguments, depth)
        case .filter(let value, let name, let arguments):
            noteFilter(name, arguments)
            visit(value, depth: depth + 1)
            for argument in arguments { visit(argument, depth: depth + 1) }
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
        case .name(let name) where !set.contains(name): note(name, \.calls)
        case .attribute(_, let name): note(name, \.attributes)
        default: break
        }
        visit(callee, depth: depth + 1)
        for argument in arguments { visit(argument, depth: depth + 1) }
    }

    private mutating func noteItem(_ index: TemplateExpression) {
        if let text = folding.text(index), text.first?.isNumber != true { note(text, \.attributes) }
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
        for argument in arguments {
            if let text = folding.text(argument) {
                for part in text.split(separator: ".") { note(String(part), \.attributes) }
            } else if name == "attr" {
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

@testable import Console

/// Holds a template against values that it shows: every tag must name a field, and every field must
/// be named by a tag.
struct TagCheck {
    /// `problem: where it is`, each once.
    private(set) var problems: Set<String> = []
    private var fields: [String: Set<String>] = [:]
    private var named: [String: Set<String>] = [:]
    private var sections: [String: Bool] = [:]

    /// Views of the same template; together they show everything that it can show.
    init(_ views: [any View]) {
        for view in views {
            let template = type(of: view).template
            walk(template, TemplateText(Templates.texts[template] ?? "").nodes, [view])
        }
    }

    /// What is wrong, in order.
    var report: [String] {
        let unused = fields.flatMap { type, names in
            names.subtracting(named[type] ?? []).map { "no tag names `\($0)` of \(type)" }
        }
        let unseen = sections.filter { !$0.value }.map { "never shown: \($0.key)" }
        return (problems + unused + unseen).sorted()
    }

    private mutating func walk(_ template: String, _ nodes: [TemplateText.Node], _ stack: [Any]) {
        for value in stack { note(value) }
        for node in nodes {
            switch node {
            case .tag(let name): _ = value(name, stack, in: template)
            case .partial(let name):
                guard let text = Templates.texts[name] else {
                    problems.insert("\(template): there is no template `\(name)`")
                    continue
                }
                walk(name, TemplateText(text).nodes, stack)
            case .section(let name, let inner):
                let found = value(name, stack, in: template)
                let insides = Self.insides(found, stack)
                let place = "{{#\(name)}} of \(template)"
                note(place, isShown: !insides.isEmpty, inner)
                for inside in insides { walk(template, inner, inside) }
            case .inverted(let name, let inner):
                let found = value(name, stack, in: template)
                let place = "{{^\(name)}} of \(template)"
                let isShown = Self.insides(found, stack).isEmpty
                note(place, isShown: isShown, inner)
                if isShown { walk(template, inner, stack) }
            }
        }
    }

    /// A part that no value shows would leave its tags unchecked.
    private mutating func note(_ place: String, isShown: Bool, _ inner: [TemplateText.Node]) {
        guard inner.contains(where: \.isNaming) else { return }
        sections[place] = sections[place] == true || isShown
    }

    private mutating func note(_ value: Any) {
        let mirror = Mirror(reflecting: value)
        guard mirror.displayStyle == .struct else { return }
        fields[String(reflecting: type(of: value))] = Set(mirror.children.compactMap(\.label))
    }

    /// The value of a tag; every field on the way is noted as named.
    private mutating func value(_ name: String, _ stack: [Any], in template: String) -> Any? {
        if name == "." { return stack.last }
        for holder in stack.reversed() {
            guard let child = Mirror(reflecting: holder).children.first(where: { $0.label == name })
            else { continue }
            named[String(reflecting: type(of: holder)), default: []].insert(name)
            let wrapped = Mirror(reflecting: child.value)
            guard wrapped.displayStyle == .optional else { return child.value }
            return wrapped.children.first?.value
        }
        problems.insert("\(template): `\(name)` names no field of \(type(of: stack.last ?? ""))")
        return nil
    }

    /// The stacks with which a section is shown; none when it is not.
    private static func insides(_ value: Any?, _ stack: [Any]) -> [[Any]] {
        switch value {
        case nil: []
        case let isShown as Bool: isShown ? [stack] : []
        case let items as [Any]: items.map { stack + [$0] }
        case .some(let value): [stack + [value]]
        }
    }
}

/// A template's text as tags inside one another.
struct TemplateText {
    indirect enum Node {
        case tag(String)
        case partial(String)
        case section(String, [Node])
        case inverted(String, [Node])

        /// Whether it is more than bare text and the value itself.
        var isNaming: Bool {
            if case .tag(".") = self { return false }
            return true
        }
    }

    private(set) var nodes: [Node] = []

    init(_ text: String) {
        var tokens: [(mark: Character?, name: String)] = []
        for match in text.matches(of: /\{\{\{?([#^\/>&])?\s*([A-Za-z.]+)\s*\}?\}\}/) {
            tokens.append((match.output.1?.first, String(match.output.2)))
        }
        var rest = tokens[...]
        nodes = Self.nodes(&rest)
    }

    private static func nodes(_ tokens: inout ArraySlice<(mark: Character?, name: String)>)
        -> [Node]
    {
        var nodes: [Node] = []
        while let token = tokens.popFirst() {
            switch token.mark {
            case "/": return nodes
            case "#": nodes.append(.section(token.name, Self.nodes(&tokens)))
            case "^": nodes.append(.inverted(token.name, Self.nodes(&tokens)))
            case ">": nodes.append(.partial(token.name))
            default: nodes.append(.tag(token.name))
            }
        }
        return nodes
    }
}

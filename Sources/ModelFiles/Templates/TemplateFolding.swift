/// Works out texts that a template builds from constants.
struct TemplateFolding {
    /// Names that the template sets to a constant.
    var constants: [String: String] = [:]

    private static let textLimit = 4_096
    private static let depthLimit = 60

    /// The text that an expression gives, if constants alone decide it.
    func text(_ expression: TemplateExpression, depth: Int = 0) -> String? {
        guard depth < Self.depthLimit else { return nil }
        let text: String?
        switch expression {
        case .constant(let value): text = value
        case .number(let value): text = value.map(String.init)
        case .name(let name): text = constants[name]
        case .binary(let symbol, let left, let right): text = joined(symbol, left, right, depth)
        case .filter(let value, let name, let arguments):
            text = filtered(value, name, arguments, depth)
        case .item(let value, .slice(let parts)):
            text = self.text(value, depth: depth + 1).flatMap { Self.slice($0, parts) }
        case .item(let value, let index): text = element(value, index, depth)
        case .call(let callee, let arguments): text = called(callee, arguments, depth)
        case .list(let items): text = items.count == 1 ? self.text(items[0], depth: depth + 1) : nil
        case .attribute(.name(let owner), let name): text = constants["\(owner).\(name)"]
        case .attribute, .slice, .nothing: text = nil
        }
        return text.map { String($0.prefix(Self.textLimit)) }
    }

    /// `text[start:stop:step]`, as Python counts.
    private static func slice(_ text: String, _ parts: [TemplateExpression?]) -> String? {
        let characters = Array(text)
        let numbers = parts.map { part -> Int? in
            if case .number(let value?)? = part { value } else { nil }
        }
        guard zip(parts, numbers).allSatisfy({ $0 == nil || $1 != nil }) else { return nil }
        let step = (numbers.count > 2 ? numbers[2] : nil) ?? 1
        guard step != 0, (-textLimit...textLimit).contains(step) else { return nil }
        let count = characters.count
        let lowest = step > 0 ? 0 : -1
        let highest = step > 0 ? count : count - 1
        let place = { (index: Int) in
            min(highest, max(lowest, index < 0 ? max(index, -count - 1) + count : index))
        }
        let start = (numbers.first ?? nil).map(place) ?? (step > 0 ? 0 : count - 1)
        let stop =
            (numbers.count > 1 ? numbers[1] : nil).map(place) ?? (step > 0 ? count : -1)
        return String(stride(from: start, to: stop, by: step).map { characters[$0] })
    }

    private func joined(
        _ symbol: String, _ left: TemplateExpression, _ right: TemplateExpression, _ depth: Int
    ) -> String? {
        switch symbol {
        case "+", "~":
            guard let left = text(left, depth: depth + 1), let right = text(right, depth: depth + 1)
            else {
                return nil
            }
            return left + right
        case "%":
            guard let format = text(left, depth: depth + 1) else { return nil }
            return formatted(format, values(right, depth))
        case "*":
            guard let value = text(left, depth: depth + 1), case .number(let count?) = right,
                (0...64).contains(count)
            else { return nil }
            return String(repeating: value, count: count)
        default: return nil
        }
    }

    private func values(_ expression: TemplateExpression, _ depth: Int) -> [String?] {
        if case .list(let items) = expression { return items.map { text($0, depth: depth + 1) } }
        return [text(expression, depth: depth + 1)]
    }

    /// `%s`, `%c` and `{}` replaced in order.
    private func formatted(_ format: String, _ values: [String?]) -> String? {
        var rest = values[...]
        var result = ""
        var characters = format[...]
        while let character = characters.popFirst() {
            if character == "%", let kind = characters.popFirst() {
                guard kind != "%" else {
                    result.append("%")
                    continue
                }
                guard let value = rest.popFirst() ?? nil else { return nil }
                result += kind == "c" ? Self.character(value) : value
            } else if character == "{", let end = characters.firstIndex(of: "}") {
                let key = characters[..<end]
                characters = characters[characters.index(after: end)...]
                let isCode = key.hasSuffix("c")
                let value =
                    key.first.flatMap { Int(String($0)) }.map {
                        values.indices.contains($0) ? values[$0] : nil
                    }
                    ?? (rest.popFirst() ?? nil)
                guard let value else { return nil }
                result += isCode ? Self.character(value) : value
            } else {
                result.append(character)
            }
        }
        return result
    }

    private static func character(_ code: String) -> String {
        UInt32(code).flatMap(Unicode.Scalar.init).map { String($0) } ?? code
    }

    private func filtered(
        _ value: TemplateExpression, _ name: String, _ arguments: [TemplateExpression], _ depth: Int
    ) -> String? {
        let texts = arguments.map { text($0, depth: depth + 1) }
        if name == "join" { return join(value, separator: texts.first ?? "", depth) }
        if let items = items(of: value, depth), name == "first" || name == "last" {
            return (name == "first" ? items.first : items.last) ?? nil
        }
        guard let input = text(value, depth: depth + 1) else { return nil }
        switch name {
        case "reverse": return String(input.reversed())
        case "lower": return input.lowercased()
        case "upper": return input.uppercased()
        case "format": return formatted(input, texts)
        case "replace":
            guard texts.count >= 2, let old = texts[0], let new = texts[1], !old.isEmpty else {
                return nil
            }
            return input.replacing(old, with: new)
        case "capitalize", "title": return input.capitalizedOnce
        case "first": return input.first.map(String.init)
        case "last": return input.last.map(String.init)
        case "trim", "string", "safe", "list", "e", "escape", "d", "default", "urlencode":
            return input
        default: return nil
        }
    }

    private func join(_ value: TemplateExpression, separator: String?, _ depth: Int) -> String? {
        if case .list(let items) = value {
            let texts = items.compactMap { text($0, depth: depth + 1) }
            return texts.count == items.count ? texts.joined(separator: separator ?? "") : nil
        }
        return text(value, depth: depth + 1)
    }

    private func element(_ value: TemplateExpression, _ index: TemplateExpression, _ depth: Int)
        -> String?
    {
        guard case .number(let number?) = index else { return nil }
        if let items = items(of: value, depth) {
            let place = number < 0 ? number + items.count : number
            return items.indices.contains(place) ? items[place] : nil
        }
        guard let whole = text(value, depth: depth + 1).map(Array.init) else { return nil }
        let place = number < 0 ? number + whole.count : number
        return whole.indices.contains(place) ? String(whole[place]) : nil
    }

    /// The texts of a list that is written out, or that a constant text is split into.
    private func items(of value: TemplateExpression, _ depth: Int) -> [String?]? {
        switch value {
        case .list(let items): return items.map { text($0, depth: depth + 1) }
        case .filter(let inner, "list", _): return items(of: inner, depth + 1)
        case .call(.attribute(let owner, "split"), let arguments):
            guard let whole = text(owner, depth: depth + 1) else { return nil }
            guard let first = arguments.first else {
                return whole.split(whereSeparator: \.isWhitespace).map(String.init)
            }
            guard let separator = text(first, depth: depth + 1), !separator.isEmpty else {
                return nil
            }
            return whole.components(splitBy: separator)
        default: return nil
        }
    }

    /// Methods of texts: `"".join(…)`, `"%c".__mod__(95)`, `.format`, `.replace`, `.lower`.
    private func called(
        _ callee: TemplateExpression, _ arguments: [TemplateExpression], _ depth: Int
    ) -> String? {
        if case .name("dict") = callee {
            // The keys of `dict(__cla=a, ss__=a)` are what a join of it gives.
            let names = arguments.compactMap { argument -> String? in
                if case .name(let name) = argument { name } else { nil }
            }
            return stride(from: 0, to: names.count, by: 2).map { names[$0] }.joined()
        }
        guard case .attribute(let owner, let method) = callee else { return nil }
        if method == "join", let first = arguments.first {
            return join(first, separator: text(owner, depth: depth + 1), depth)
        }
        if method.hasSuffix("strip"), let whole = text(owner, depth: depth + 1) {
            let wanted = arguments.first.map { text($0, depth: depth + 1) } ?? " \n\t\r"
            return wanted.map { whole.stripped(of: $0, by: method) }
        }
        let known = ["format", "replace", "lower", "upper", "title", "capitalize"]
        return known.contains(method) ? filtered(owner, method, arguments, depth) : nil
    }
}

extension String {
    fileprivate var capitalizedOnce: String { prefix(1).uppercased() + dropFirst().lowercased() }

    /// The parts between the places where a text stands.
    fileprivate func components(splitBy separator: String) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }

    /// Python's `strip`, `lstrip` and `rstrip`.
    fileprivate func stripped(of characters: String, by method: String) -> String {
        var rest = self[...]
        if method != "rstrip" { rest = rest.drop { characters.contains($0) } }
        while method != "lstrip", let last = rest.last, characters.contains(last) {
            rest.removeLast()
        }
        return String(rest)
    }
}

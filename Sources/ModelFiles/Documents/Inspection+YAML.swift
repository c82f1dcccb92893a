/// YAML: tags that make Python objects, and keys that loaders act on.
extension Inspection {
    private static let yamlWords = PatternSearch([
        "!", "%", "_target_", "_t", "loader_module", "class_name", "model_code_path", "\\x", "\\u",
        "{%", "{{", "_component_", "class_path", "pickled_model", "../", "/etc/", "/proc/", "os.",
        "subprocess.", "builtins.", "importlib.", "__import__", "eval(", "exec(", "shutil.",
        "runpy.", "pickle.", "| sh", "|sh", "| bash", "|bash", "/dev/tcp/", "pipe:", "import_path",
    ])

    mutating func inspectYAML(_ text: String, name: String, at place: Place) {
        if Self.yamlWords.first(in: Array(text.utf8)) != nil {
            var walk = YAMLWalk(YAMLScanner(text).tokens)
            walk.read()
            for object in walk.objects {
                append(
                    object: ObjectFact(
                        kind: object.kind, module: object.module, name: object.name,
                        arguments: object.arguments, place: place.at(path: object.path)))
            }
            for reference in walk.references {
                refer(reference.kind, reference.target, place.at(path: reference.path))
            }
            for command in walk.commands {
                self.text(.script, "shell", command.text, place.at(path: command.path))
            }
            for code in walk.code {
                self.text(.code, code.key, code.text, place.at(path: code.path))
            }
        }
        inspectEnvironment(text, at: place)
        guard text.holds("{%") || text.holds("{{") else { return }
        if name.contains("template") || text.holds("chat_template") || text.holds("template:")
            || text.holds("__")
        {
            inspectTemplate(text, at: place)
        }
    }
}

/// Goes through YAML's tokens.
struct YAMLWalk {
    private(set) var objects: [ConfigurationWalk.Object] = []
    private(set) var references: [(kind: ReferenceFact.Kind, target: String, path: String)] = []
    private(set) var code: [(key: String, text: String, path: String)] = []
    private(set) var commands: [(text: String, path: String)] = []
    private let tokens: [(token: YAMLScanner.Token, line: Int)]
    /// The scalar that an anchor stands before.
    private var anchors: [String: String] = [:]

    init(_ tokens: [(token: YAMLScanner.Token, line: Int)]) {
        self.tokens = tokens
    }

    mutating func read() {
        for index in tokens.indices {
            switch tokens[index].token {
            case .tag(let tag): noteTag(tag, line: tokens[index].line)
            case .anchor(let name): anchors[name] = scalar(from: index + 1)?.text
            case .scalar(let key):
                noteText(key, line: tokens[index].line)
                if let value = value(ofKeyAt: index) { noteKey(key, value, tokens[index].line) }
            case .alias, .indicator, .document: break
            }
        }
    }

    /// The scalar that is next, behind tags and anchors.
    private func scalar(from start: Int) -> (text: String, index: Int)? {
        for index in start..<min(start + 4, tokens.count) {
            switch tokens[index].token {
            case .scalar(let text): return (text, index)
            case .alias(let name): return anchors[name].map { ($0, index) }
            case .tag, .anchor: continue
            case .indicator, .document: return nil
            }
        }
        return nil
    }

    private func value(ofKeyAt index: Int) -> String? {
        guard index + 1 < tokens.count,
            tokens[index + 1].token == .indicator(UInt8(ascii: ":"))
        else { return nil }
        guard let found = scalar(from: index + 2) else { return nil }
        // What a colon follows is the next key: this one has no value.
        let behind = found.index + 1
        let isKey = behind < tokens.count && tokens[behind].token == tokens[index + 1].token
        return isKey ? nil : found.text
    }

    // MARK: What is noted

    private mutating func add(
        _ kind: ObjectFact.Kind, _ dotted: String, _ arguments: [String], line: Int
    ) {
        let parts = dotted.split(separator: ".").map(String.init)
        objects.append(
            ConfigurationWalk.Object(
                kind: kind, module: parts.dropLast().joined(separator: "."),
                name: parts.last ?? dotted, arguments: arguments, path: "line \(line)"))
    }

    /// Python's own tags, `tag:yaml.org,2002:python/object/apply:os.system`, and classes of other
    /// languages, `!!javax.script.ScriptEngineManager` and `!ruby/object:Gem::Installer`.
    private mutating func noteTag(_ tag: String, line: Int) {
        guard let start = tag.firstRange(of: "python/") else { return noteForeign(tag, line: line) }
        let halves = tag[start.upperBound...].split(separator: ":", maxSplits: 1).map(String.init)
        guard halves.count == 2 else { return }
        if halves[0] == "module" {
            add(.yamlTag, halves[1] + ".module", [halves[0]], line: line)
        } else {
            let isBare = !halves[1].contains(".")
            add(.yamlTag, isBare ? "builtins." + halves[1] : halves[1], [halves[0]], line: line)
        }
    }

    private mutating func noteForeign(_ tag: String, line: Int) {
        let core = "tag:yaml.org,2002:"
        let name = tag.hasPrefix(core) ? String(tag.dropFirst(core.count)) : tag
        if let callable = ConfigurationCallables.callable(tag: name) {
            add(.named, callable, [], line: line)
        } else if name.hasPrefix("!ruby/") || tag.hasPrefix(core) && name.contains(".") {
            add(.yamlTag, name, ["class"], line: line)
        }
    }

    private mutating func noteKey(_ key: String, _ value: String, _ line: Int) {
        guard !value.isEmpty else { return }
        switch key {
        case "_target_": add(.hydra, value, [], line: line)
        case "loader_module":
            if value.prefix(while: { $0 != "." }) != "mlflow" {
                add(.mlflow, value + ".load", [], line: line)
            }
        case "model_code_path":
            let path = value.hasSuffix(".py") ? String(value.dropLast(3)) : value
            add(.mlflow, path.split(separator: "/").joined(separator: ".") + ".run", [], line: line)
        case "class_name" where value == "Lambda" || value == "__lambda__":
            add(.keras, value, [], line: line)
        case "pickled_model", "weights_file", "model_file":
            references.append((.weightFile, value, "line \(line)"))
        default:
            guard let callable = ConfigurationCallables.callable(key: key, value: value) else {
                return
            }
            add(.named, callable, [], line: line)
        }
    }

    private mutating func noteText(_ text: String, line: Int) {
        guard text.utf8.count >= 6, references.count + code.count + commands.count < 1_000 else {
            return
        }
        if PathRules.isSensitive(text) {
            references.append((.sensitiveFile, text, "line \(line)"))
        }
        if CodeText.runsFetched(text) { commands.append((text, "line \(line)")) }
        if text.utf8.count >= 12, CodeText.calls(text) {
            code.append(("line \(line)", text, "line \(line)"))
        }
    }
}

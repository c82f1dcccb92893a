/// Goes through a configuration and gathers what asks a loader to import, open or run.
struct ConfigurationWalk {
    struct Object {
        let kind: ObjectFact.Kind
        let module: String
        let name: String
        let arguments: [String]
        let path: String
    }

    private(set) var objects: [Object] = []
    private(set) var templates: [(text: String, path: String)] = []
    private(set) var references: [(kind: ReferenceFact.Kind, target: String, path: String)] = []
    private(set) var code: [(key: String, text: String, path: String)] = []
    private(set) var commands: [(text: String, path: String)] = []
    private(set) var switches: [(detail: String, path: String)] = []
    private(set) var duplicates: [String] = []
    /// Texts whose base64 begins as a file does.
    private(set) var wrapped: [(text: String, path: String)] = []
    private var visited = 0

    private static let valueLimit = 2_000_000
    private static let depthLimit = 200

    mutating func visit(_ value: JSONValue, at path: String, depth: Int) {
        visited += 1
        guard visited < Self.valueLimit, depth < Self.depthLimit else { return }
        switch value {
        case .object(let members):
            noteObject(value, at: path)
            noteConstructor(value, at: path)
            noteDuplicates(members, at: path)
            for member in members {
                let inner = "\(path).\(member.key.prefix(80))"
                noteMember(member, at: inner)
                visit(member.value, at: inner, depth: depth + 1)
            }
        case .array(let items):
            for (index, item) in items.enumerated() {
                if Self.isWorthVisiting(item) {
                    visit(item, at: "\(path)[\(index)]", depth: depth + 1)
                } else if let text = item.text, text.utf8.count >= 12 {
                    noteItem(text, at: "\(path)[\(index)]")
                }
            }
        case .null, .bool, .int, .number, .text: break
        }
    }

    private mutating func noteItem(_ text: String, at path: String) {
        if CodeText.calls(text) { code.append(("item", text, path)) }
        if CodeText.runsFetched(text) { commands.append((text, path)) }
    }

    private static func isWorthVisiting(_ item: JSONValue) -> Bool {
        switch item {
        case .object, .array: true
        case .null, .bool, .int, .number, .text: false
        }
    }

    private mutating func noteDuplicates(_ members: [JSONValue.Member], at path: String) {
        guard members.count < 10_000, duplicates.count < 100 else { return }
        var seen: Set<String> = []
        for member in members where !seen.insert(member.key).inserted {
            duplicates.append("\(path).\(member.key.prefix(80))")
        }
    }

    private mutating func add(
        _ kind: ObjectFact.Kind, _ dotted: String, _ arguments: [String], _ path: String
    ) {
        let bare = dotted.split(separator: "--").last.map(String.init) ?? dotted
        let parts = bare.split(separator: ".").map(String.init)
        let prefix = bare == dotted ? "" : String(dotted.dropLast(bare.count))
        objects.append(
            Object(
                kind: kind, module: prefix + parts.dropLast().joined(separator: "."),
                name: parts.last ?? dotted, arguments: arguments, path: path))
    }

    private mutating func noteObject(_ value: JSONValue, at path: String) {
        // Of a key that stands twice readers take one or the other.
        for target in value.members where target.key == "_target_" {
            guard let dotted = target.value.text else { continue }
            let others = value.members.filter { $0.key != "_target_" }.prefix(8)
            add(
                .hydra, dotted, others.map { "\($0.key): \($0.value.summary())" },
                "\(path)._target_")
        }
    }

    /// LangChain's `{"lc": 1, "type": "constructor", "id": ["module", "Class"]}`.
    private mutating func noteConstructor(_ value: JSONValue, at path: String) {
        guard value["lc"] != nil, value["type"]?.text == "constructor" else { return }
        let parts = (value["id"]?.items ?? []).compactMap(\.text)
        if parts.count > 1 { add(.named, parts.joined(separator: "."), [], "\(path).id") }
    }

    private mutating func noteMember(_ member: JSONValue.Member, at path: String) {
        switch member.key {
        case "auto_map", "auto_mapping", "custom_pipelines": noteAutoMap(member.value, at: path)
        case "chat_template", "template", "prompt_template": noteTemplate(member.value, at: path)
        case "weight_map":
            for entry in member.value.members {
                if let file = entry.value.text { references.append((.weightFile, file, path)) }
            }
        case "weightsManifest":
            let files = member.value.items.flatMap { $0["paths"]?.items ?? [] }
            for file in files.compactMap(\.text) { references.append((.weightFile, file, path)) }
        case "itemInfoEntries":
            for entry in member.value.members {
                if let file = entry.value["path"]?.text {
                    references.append((.weightFile, file, path))
                }
            }
        case "_data_files":
            for file in member.value.items.compactMap({ $0["filename"]?.text }) {
                references.append((.weightFile, file, path))
            }
        case "filters", "codecs":
            for item in member.value.items
            where item["id"]?.text == "pickle" || item["name"]?.text == "pickle" {
                switches.append(("pickle codec", path))
            }
        case "handler", "modelFile", "serializedFile", "user_dir", "pymodule_file":
            if let file = member.value.text, PathRules.leaves(file) || PathRules.isAddress(file) {
                references.append((.weightFile, file, path))
            }
        case "op" where member.value.text == "Custom":
            references.append((.library, "a custom operator of MXNet's", path))
        case "transformers_weights", "pickled_model", "weights_file", "model_file":
            if let file = member.value.text { references.append((.weightFile, file, path)) }
        case "_attn_implementation", "attn_implementation", "_attn_implementation_internal":
            // A name of the hub: the kernel is fetched from there and loaded.
            if let name = member.value.text, name.contains("/") {
                references.append((.library, name, path))
            }
        case "base_model_name_or_path", "_name_or_path":
            if let name = member.value.text { references.append((.baseModel, name, path)) }
        case "trust_remote_code", "unsafe_deserialization", "enable_unsafe_deserialization",
            "allow_pickle", "weights_only", "safe_mode", "use_safetensors":
            noteSwitch(member, at: path)
        default: noteText(member, at: path)
        }
    }

    private mutating func noteSwitch(_ member: JSONValue.Member, at path: String) {
        guard case .bool(let isOn) = member.value else { return }
        let isSafeWhenOn = ["weights_only", "safe_mode", "use_safetensors"].contains(member.key)
        if isOn != isSafeWhenOn { switches.append(("\(member.key): \(isOn)", path)) }
    }

    private mutating func noteAutoMap(_ value: JSONValue, at path: String) {
        if let text = value.text { add(.autoMap, text, [], path) }
        for item in value.items {
            if let text = item.text { add(.autoMap, text, [], path) }
        }
        for member in value.members {
            noteAutoMapEntry(member, at: "\(path).\(member.key.prefix(80))")
        }
    }

    private mutating func noteAutoMapEntry(_ member: JSONValue.Member, at path: String) {
        let texts = [member.value.text].compactMap { $0 } + member.value.items.compactMap(\.text)
        for text in texts where text.contains(".") || text.contains("--") {
            add(.autoMap, text, [], path)
        }
        if member.key == "parent_library", let library = member.value.text {
            add(.autoMap, "\(library).model", [], path)
        }
        if let impl = member.value["impl"]?.text { add(.autoMap, impl, [], path) }
    }

    private mutating func noteTemplate(_ value: JSONValue, at path: String) {
        if let text = value.text { templates.append((text, path)) }
        for (index, item) in value.items.enumerated() {
            if let text = item["template"]?.text {
                templates.append((text, "\(path)[\(index)].template"))
            }
        }
        for member in value.members {
            if let text = member.value.text { templates.append((text, "\(path).\(member.key)")) }
        }
    }

    private mutating func noteText(_ member: JSONValue.Member, at path: String) {
        guard let text = member.value.text, text.utf8.count >= 6 else { return }
        if let callable = ConfigurationCallables.callable(key: member.key, value: text) {
            add(.named, callable, [], path)
        }
        if CodeText.runsFetched(text) { commands.append((text, path)) }
        if PathRules.isSensitive(text) { references.append((.sensitiveFile, text, path)) }
        if PayloadSniffer.mayWrap(Array(text.utf8.prefix(PayloadSniffer.headSize))) {
            wrapped.append((text, path))
        }
        let holdsTemplate = text.holds("{%") || text.holds("{{")
        if holdsTemplate { templates.append((text, path)) }
        if !holdsTemplate, CodeText.looksLikeCode(text) { code.append((member.key, text, path)) }
        if ["_url", "_uri", "endpoint", "webhook", "callback"].contains(where: member.key.hasSuffix)
            || member.key == "url", PathRules.isAddress(text)
        {
            references.append((.configuration, text, path))
        }
    }
}

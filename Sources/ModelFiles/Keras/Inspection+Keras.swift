/// Keras' configurations, of versions 1 to 3: each object names a class that the loader makes.
extension Inspection {
    mutating func inspectKeras(_ value: JSONValue, at place: Place) {
        var walk = KerasWalk()
        walk.visit(value, at: "$", depth: 0)
        for object in walk.objects {
            append(
                object: ObjectFact(
                    kind: .keras, module: object.module, name: object.name,
                    arguments: object.arguments, place: place.at(path: object.path)))
        }
        for reference in walk.references {
            refer(reference.kind, reference.target, place.at(path: reference.path))
        }
        for payload in walk.payloads {
            let inner = place.at(path: payload.path)
            text(.code, payload.name, payload.text, inner)
            if let decoded = PayloadSniffer.decoded(Array(payload.text.utf8)),
                PayloadSniffer.startsContainer(decoded)
            {
                inspect(Bytes(decoded), name: "", at: inner.inside(payload.path))
            }
        }
    }
}

/// Goes through a Keras configuration.
struct KerasWalk {
    private(set) var objects: [ConfigurationWalk.Object] = []
    private(set) var references: [(kind: ReferenceFact.Kind, target: String, path: String)] = []
    /// Code and pickles in the configuration: their key, text and path.
    private(set) var payloads: [(name: String, text: String, path: String)] = []

    private static let depthLimit = 200
    private static let payloadKeys: Set = [
        "module", "state", "pickle", "torch_module", "serialized_module",
    ]
    private static let pathKeys: Set = [
        "vocabulary", "idf_weights", "vocabulary_file", "filename", "file_path", "filepath",
    ]

    mutating func visit(_ value: JSONValue, at path: String, depth: Int) {
        guard depth < Self.depthLimit, objects.count < 100_000 else { return }
        switch value {
        case .object(let members):
            noteObject(value, at: path)
            for member in members {
                let inner = "\(path).\(member.key.prefix(80))"
                noteMember(member, of: value, at: inner)
                visit(member.value, at: inner, depth: depth + 1)
            }
        case .array(let items):
            noteLambda(items, at: path)
            for (index, item) in items.enumerated() {
                visit(item, at: "\(path)[\(index)]", depth: depth + 1)
            }
        case .null, .bool, .int, .number, .text: break
        }
    }

    /// The last of repeated keys counts for a loader; the others might for another.
    private mutating func noteObject(_ value: JSONValue, at path: String) {
        let names = value.members.filter { $0.key == "class_name" }.compactMap { $0.value.text }
        for name in names {
            let registered = value["registered_name"]?.text ?? ""
            let config =
                value["config"]?.members.prefix(6).map { "\($0.key): \($0.value.summary())" } ?? []
            objects.append(
                ConfigurationWalk.Object(
                    kind: .keras, module: value["module"]?.text ?? "",
                    name: name,
                    arguments: registered.isEmpty ? config : ["registered: \(registered)"] + config,
                    path: "\(path).class_name"))
            if name == "__lambda__" || name == "function" { noteFunction(value, name, at: path) }
            noteOperation(value, name, at: path)
        }
    }

    private mutating func noteFunction(_ value: JSONValue, _ name: String, at path: String) {
        guard name == "function", let function = value["config"]?.text else { return }
        objects.append(
            ConfigurationWalk.Object(
                kind: .keras, module: value["module"]?.text ?? "", name: function,
                arguments: ["function"], path: "\(path).config"))
    }

    /// Version 2 makes a layer of any function of TensorFlow's, by its name.
    private mutating func noteOperation(_ value: JSONValue, _ name: String, at path: String) {
        guard name.hasSuffix("OpLambda"), let function = value["config"]?["function"]?.text else {
            return
        }
        objects.append(
            ConfigurationWalk.Object(
                kind: .keras, module: "tensorflow", name: function, arguments: ["operation"],
                path: "\(path).config.function"))
    }

    /// Version 2 keeps a lambda as `[code, defaults, closure]`.
    private mutating func noteLambda(_ items: [JSONValue], at path: String) {
        guard items.count == 3, let code = items[0].text, code.count > 40,
            PayloadSniffer.decoded(Array(code.utf8))?.first == 0xE3
        else { return }
        payloads.append(("marshalled code", code, path))
    }

    private mutating func noteMember(
        _ member: JSONValue.Member, of owner: JSONValue, at path: String
    ) {
        guard let text = member.value.text else { return }
        if Self.pathKeys.contains(member.key),
            text.contains("/") || text.contains("\\") || text.contains(":")
        {
            references.append((.vocabulary, text, path))
        }
        if member.key == "function_type", text == "lambda" {
            objects.append(
                ConfigurationWalk.Object(
                    kind: .keras, module: "builtins", name: "lambda", arguments: [], path: path))
        }
        if member.key == "code", owner["closure"] != nil || owner["defaults"] != nil {
            payloads.append(("marshalled code", text, path))
        }
        if Self.payloadKeys.contains(member.key), text.utf8.count > 60 {
            payloads.append((member.key, text, path))
        }
    }
}

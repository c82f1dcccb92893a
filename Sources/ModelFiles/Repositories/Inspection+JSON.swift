/// JSON of repositories: what each says a loader should import, open or run.
extension Inspection {
    mutating func inspectJSON(_ raw: [UInt8], name: String, at place: Place) {
        let read = JSONReader.value(raw, depthLimit: limits.jsonDepth)
        guard let value = read.value else {
            if PickleTrial.isPickle(Bytes(raw), at: 0) { inspectPickles(Bytes(raw), at: place) }
            if name.lowercased().hasSuffix(".json") || name.isEmpty || name.hasSuffix("schema") {
                add(.notJSON, read.fault ?? "not JSON", place)
            }
            return inspectPlainText(String(decoding: raw, as: UTF8.self), name: name, at: place)
        }
        if isNotebook(value, name: name) { return inspectNotebook(value, at: place) }
        var walk = ConfigurationWalk()
        walk.visit(value, at: "$", depth: 0)
        keep(walk, at: place)
        if isKeras(value) { inspectKeras(value, at: place) }
        if value["__class__"] != nil, value["__module__"] != nil { inspectSkops(value, at: place) }
        if name.hasSuffix("modules.json") || name.hasSuffix("model_index.json") {
            inspectPipeline(value, at: place)
        }
    }

    private func isNotebook(_ value: JSONValue, name: String) -> Bool {
        value["cells"] != nil && value["nbformat"] != nil || name.lowercased().hasSuffix(".ipynb")
    }

    private func isKeras(_ value: JSONValue) -> Bool {
        value["class_name"] != nil || value["config"]?["layers"] != nil || value["layers"] != nil
            || value["registered_name"] != nil
    }

    mutating func keep(_ walk: ConfigurationWalk, at place: Place) {
        for object in walk.objects {
            append(
                object: ObjectFact(
                    kind: object.kind, module: object.module, name: object.name,
                    arguments: object.arguments, place: place.at(path: object.path)))
        }
        for template in walk.templates {
            inspectTemplate(template.text, at: place.at(path: template.path))
        }
        for reference in walk.references {
            refer(reference.kind, reference.target, place.at(path: reference.path))
        }
        for command in walk.commands {
            text(.script, "shell", command.text, place.at(path: command.path))
        }
        for value in walk.wrapped {
            inspectEmbedded(Bytes(Array(value.text.utf8)), in: value.path, at: place)
        }
        for code in walk.code { text(.code, code.key, code.text, place.at(path: code.path)) }
        for key in walk.switches { add(.unsafeSwitch, key.detail, place.at(path: key.path)) }
        for key in walk.duplicates { add(.duplicateKey, key, place.at(path: key)) }
    }

    private mutating func inspectNotebook(_ value: JSONValue, at place: Place) {
        for (index, cell) in (value["cells"]?.items ?? []).enumerated().prefix(10_000)
        where cell["cell_type"]?.text == "code" {
            let inner = place.at(path: "$.cells[\(index)]")
            inspectOutputs(of: cell, at: inner)
            let source =
                cell["source"]?.text ?? (cell["source"]?.items ?? []).compactMap(\.text).joined()
            for line in source.split(whereSeparator: \.isNewline) {
                let bare = line.drop { $0 == " " }
                let isShell = ["!", "%%bash", "%%sh", "%system", "%sx", "get_ipython().system"]
                    .contains { bare.hasPrefix($0) }
                if isShell || bare.holdsShellAssignment {
                    text(.script, "shell", String(bare), inner)
                }
            }
            let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
            let python = lines.filter {
                !$0.drop { $0 == " " }.hasPrefix("!") && !$0.hasPrefix("%")
            }
            inspectPython(python.joined(separator: "\n"), at: inner)
        }
    }

    /// Pages that a cell shows run their scripts when the notebook is opened.
    private mutating func inspectOutputs(of cell: JSONValue, at place: Place) {
        for output in cell["outputs"]?.items ?? [] {
            let page = output["data"]?["text/html"]
            let text = page?.text ?? (page?.items ?? []).compactMap(\.text).joined()
            guard let script = text.firstRange(of: "<script") else { continue }
            let body = text[script.lowerBound...].prefix(4_096)
            let reachesOut = ["fetch(", "XMLHttpRequest", "document.cookie", "eval(", "WebSocket"]
                .contains { body.contains($0) }
            if reachesOut { self.text(.script, "script", String(body.prefix(400)), place) }
        }
    }

    /// sentence-transformers' `modules.json` and diffusers' `model_index.json`.
    private mutating func inspectPipeline(_ value: JSONValue, at place: Place) {
        for (index, module) in value.items.enumerated() {
            guard let type = module["type"]?.text else { continue }
            addObject(.pipeline, dotted: type, at: place.at(path: "$[\(index)].type"))
        }
        for member in value.members {
            let parts = member.value.items.compactMap(\.text)
            if parts.count == 2 {
                append(
                    object: ObjectFact(
                        kind: .pipeline, module: parts[0], name: parts[1], arguments: [],
                        place: place.at(path: "$.\(member.key)")))
            } else if member.key == "_class_name", case .array(let items) = member.value {
                let names = items.compactMap(\.text)
                if names.count == 2 {
                    addObject(
                        .autoMap, dotted: names.joined(separator: "."),
                        at: place.at(path: "$._class_name"))
                }
            }
        }
    }

    mutating func addObject(_ kind: ObjectFact.Kind, dotted: String, at place: Place) {
        let parts = dotted.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        append(
            object: ObjectFact(
                kind: kind, module: parts.dropLast().joined(separator: "."), name: parts.last ?? "",
                arguments: [], place: place))
    }

    /// skops' schema: each node names the class that is made of it.
    private mutating func inspectSkops(
        _ value: JSONValue, at place: Place, path: String = "$", depth: Int = 0
    ) {
        guard depth < limits.jsonDepth else { return }
        if let name = value["__class__"]?.text, let module = value["__module__"]?.text {
            append(
                object: ObjectFact(
                    kind: .skops, module: module, name: name,
                    arguments: [value["__loader__"]?.text ?? ""],
                    place: place.at(path: path)))
            if let function = value["content"]?["function"]?.text,
                let owner = value["content"]?["module_path"]?.text
            {
                append(
                    object: ObjectFact(
                        kind: .skops, module: owner, name: function, arguments: [],
                        place: place.at(path: path)))
            }
            if value["__loader__"]?.text == "MethodNode",
                let function = value["content"]?["func"]?.text
            {
                append(
                    object: ObjectFact(
                        kind: .skops, module: module, name: "\(name).\(function)", arguments: [],
                        place: place.at(path: path)))
            }
        }
        for member in value.members {
            inspectSkops(
                member.value, at: place, path: "\(path).\(member.key.prefix(60))", depth: depth + 1)
        }
        for (index, item) in value.items.enumerated() {
            inspectSkops(item, at: place, path: "\(path)[\(index)]", depth: depth + 1)
        }
    }
}

extension Substring {
    /// `files = !ls`: the shell's answer kept in a variable.
    fileprivate var holdsShellAssignment: Bool {
        guard let sign = firstIndex(of: "=") else { return false }
        return self[index(after: sign)...].drop { $0 == " " }.hasPrefix("!")
            && !self[index(after: sign)...].hasPrefix("!=")
    }
}

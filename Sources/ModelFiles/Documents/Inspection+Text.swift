/// Files of text: each is read as what it is, and searched for what any text may hold.
extension Inspection {
    mutating func inspectText(_ bytes: Bytes, format: FileFormat, name: String, at place: Place) {
        let raw = bytes.array(at: 0, count: limits.textBytes)
        if bytes.count > raw.count { trouble(format, "text of \(bytes.count) bytes", place) }
        switch format {
        case .json, .notebook: inspectJSON(raw, name: name, at: place)
        case .yaml: inspectYAML(String(decoding: raw, as: UTF8.self), name: name, at: place)
        case .python:
            guard !expectation.isOwnCode(name) else { break }
            inspectPython(String(decoding: raw, as: UTF8.self), at: place)
        case .template: inspectTemplate(String(decoding: raw, as: UTF8.self), at: place.at(0))
        case .xml, .html: inspectMarkup(String(decoding: raw, as: UTF8.self), format, at: place)
        case .protobufText: inspectProtobufText(String(decoding: raw, as: UTF8.self), at: place)
        case .script: inspectScript(String(decoding: raw, as: UTF8.self), name: name, at: place)
        default: inspectPlainText(String(decoding: raw, as: UTF8.self), name: name, at: place)
        }
        inspectSecrets(raw, name: name, at: place)
    }

    private mutating func inspectScript(_ text: String, name: String, at place: Place) {
        let first = text.prefix { $0 != "\n" }
        let isOwnName = [".sh", ".bash", ".py", ".pl", ".rb"].contains {
            name.lowercased().hasSuffix($0)
        }
        if first.contains("python"), !expectation.isOwnCode(name) {
            inspectPython(text, at: place)
        }
        if !isOwnName || name.isEmpty { add(.script, String(first.prefix(100)), place) }
    }

    private mutating func inspectMarkup(_ text: String, _ format: FileFormat, at place: Place) {
        if format == .html {
            return text.contains("<script") ? add(.script, "HTML with a script", place) : ()
        }
        for entity in text.ranges(of: "<!ENTITY").prefix(100) {
            let declaration = text[entity.upperBound...].prefix(600).prefix { $0 != ">" }
            let isExternal = declaration.contains("SYSTEM") || declaration.contains("PUBLIC")
            let target = declaration.split { $0 == "\"" || $0 == "'" }.dropFirst().first ?? ""
            refer(.xmlEntity, isExternal ? String(target) : "internal", place)
        }
        inspectDoctype(text, at: place)
        if text.contains("<Extension") || text.contains("<script") {
            note(
                .script, "markup", in: text,
                around: text.contains("<script") ? "<script" : "<Extension", place)
        }
        for marker in ["library=\"", "plugin=\"", "extension_path=\""] {
            for range in text.ranges(of: marker).prefix(20) {
                refer(
                    .library, String(text[range.upperBound...].prefix(200).prefix { $0 != "\"" }),
                    place)
            }
        }
        if text.contains("<net"),
            text.contains("type=\"Extension\"") || text.contains("version=\"extension\"")
        {
            add(.customLayer, "an OpenVINO layer of an extension library", place)
        }
    }

    /// Hosts of document types that parsers know by heart.
    private static let knownTypes = ["apple.com/", "w3.org/", "dmg.org/", "openoffice.org/"]

    /// A document type, an inclusion or a style sheet that is fetched when the document is read.
    private mutating func inspectDoctype(_ text: String, at place: Place) {
        if let start = text.firstRange(of: "<!DOCTYPE") {
            let declaration = text[start.upperBound...].prefix(600).prefix {
                $0 != ">" && $0 != "["
            }
            let parts = declaration.split { $0 == "\"" || $0 == "'" }
            let isExternal = declaration.contains("SYSTEM") || declaration.contains("PUBLIC")
            if isExternal, let target = parts.last(where: { !$0.allSatisfy(\.isWhitespace) }),
                PathRules.leaves(String(target)) || PathRules.isAddress(String(target)),
                !Self.knownTypes.contains(where: target.contains)
            {
                refer(.xmlEntity, String(target), place)
            }
        }
        for marker in ["XInclude", "<?xml-stylesheet"] {
            guard let start = text.firstRange(of: marker),
                let link = text[start.upperBound...].firstRange(of: "href=")
            else { continue }
            let target = text[link.upperBound...].dropFirst().prefix(300).prefix {
                $0 != "\"" && $0 != "'"
            }
            let leads = PathRules.leaves(String(target)) || PathRules.isAddress(String(target))
            if leads || marker == "XInclude" { refer(.xmlEntity, String(target), place) }
        }
    }

    private mutating func note(
        _ kind: TextFact.Kind, _ name: String, in text: String, around marker: String,
        _ place: Place
    ) {
        guard let range = text.firstRange(of: marker) else { return }
        self.text(kind, name, String(text[range.lowerBound...].prefix(400)), place)
    }

    /// Text-format graphs name operators as `op: "WriteFile"`.
    private mutating func inspectProtobufText(_ text: String, at place: Place) {
        for name in ProtobufText.values(of: "op", in: text) {
            noteOperator("tensorflow", name, at: place.at(path: "op \(name.prefix(100))"))
        }
        // External data of ONNX: `key: "location" value: "weights.bin"`.
        for path in ProtobufText.values(of: "value", in: text)
        where PathRules.outsidePath(Array(path.utf8)) != nil || path.contains("../") {
            refer(.externalData, path, place.at(path: "value"))
        }
        // Caffe's layers of Python import their module.
        for module in ProtobufText.values(of: "module", in: text)
        where ProtobufText.values(of: "type", in: text).contains("Python") {
            addObject(.pipeline, dotted: module + ".Layer", at: place.at(path: "module"))
        }
    }

    mutating func inspectPlainText(_ text: String, name: String, at place: Place) {
        let last = name.split(separator: "/").last.map { $0.lowercased() } ?? ""
        if last.hasSuffix(".pth"), !text.isEmpty { inspectStartup(text, at: place) }
        if last.hasPrefix("requirements"), last.hasSuffix(".txt") {
            inspectRequirements(text, at: place)
        }
        inspectBuild(text, name: last, at: place)
        inspectSettings(text, name: last, at: place)
        inspectNamed(text, name: name, at: place)
        if ["mlmodel", "mlproject"].contains(last) { inspectYAML(text, name: name, at: place) }
        if text.holds("_target_") || text.holds("!!python") {
            inspectYAML(text, name: name, at: place)
        }
        guard text.utf8.count < 1 << 20 else { return }
        if last.hasSuffix(".md"), text.hasPrefix("---\n"), let end = text.firstRange(of: "\n---") {
            inspectYAML(String(text[..<end.lowerBound]), name: name, at: place)
        }
        if NameClaim(name)?.isModel ?? false, CodeText.looksLikeCode(text) {
            self.text(.code, "contents", text, place)
        }
    }

    /// Files that a tool looks for by their name.
    private mutating func inspectNamed(_ text: String, name: String, at place: Place) {
        let parts = name.split(separator: "/")
        guard let last = parts.last else { return }
        let first = text.prefix { $0 != "\n" }
        switch last {
        case ".envrc": add(.script, "direnv runs it in a shell: \(first.prefix(100))", place)
        // The folder that DeepSpeed resumes from.
        case "checkpoint":
            for path in ProtobufText.values(of: "model_checkpoint_path", in: text)
            where path.contains("../") || PathRules.isAddress(path) {
                refer(.library, path, place.at(path: "model_checkpoint_path"))
            }
        case "latest", "latest_checkpointed_iteration.txt":
            if PathRules.leaves(String(first)) { refer(.weightFile, String(first), place) }
        case "config" where parts.dropLast().last == ".git", ".gitconfig", ".gitmodules":
            inspectGitSettings(text, at: place)
        case _ where parts.suffix(3).dropLast() == [".git", "hooks"] && !last.hasSuffix(".sample"):
            add(.script, "a hook that Git runs: \(first.prefix(100))", place)
        default: break
        }
    }

    /// Settings of Git that name programs.
    private mutating func inspectGitSettings(_ text: String, at place: Place) {
        let keys = ["fsmonitor", "sshcommand", "hookspath", "pager", "editor", "clean", "smudge"]
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .prefix(10_000).enumerated()
        {
            let halves = line.split(separator: "=", maxSplits: 1)
            guard halves.count == 2 else { continue }
            let key = halves[0].filter { $0 != " " && $0 != "\t" }.lowercased()
            let value = halves[1].drop { $0 == " " }
            let isProgram =
                keys.contains(key) && !["true", "false"].contains(value)
                && !value.hasPrefix("git-lfs")
            if isProgram || key == "update" && value.hasPrefix("!") || value.hasPrefix("ext::") {
                self.text(.script, "shell", String(value), place.at(path: "line \(index + 1)"))
            }
        }
    }

    /// Lines of a `.pth` in site-packages that begin with `import` run at Python's start.
    private mutating func inspectStartup(_ text: String, at place: Place) {
        let lines = text.split(whereSeparator: \.isNewline)
        for (index, line) in lines.prefix(1_000).enumerated()
        where line.hasPrefix("import ") || line.hasPrefix("import\t") {
            add(.startupFile, String(line.prefix(200)), place.at(path: "line \(index + 1)"))
            inspectPython(String(line), at: place)
        }
    }

    mutating func inspectRequirements(_ text: String, at place: Place) {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.prefix(20_000).enumerated() {
            let lower = line.lowercased()
            let isIndex = [
                "--index-url", "--extra-index-url", "-i ", "--find-links", "-f ", "--trusted-host",
            ]
            .contains { lower.hasPrefix($0) }
            if isIndex || lower.contains("://") && !lower.hasPrefix("#") {
                refer(.requirement, String(line), place.at(path: "line \(index + 1)"))
            }
        }
    }
}

/// Whether text reads like a program.
enum CodeText {
    private static let search = PatternSearch(
        [
            "__import__", "os.system", "subprocess.", "eval(", "exec(", "import os",
            "import subprocess",
            "import socket", "os.popen", "pty.spawn", "/bin/sh", "/bin/bash", "powershell -",
            "powershell.exe", "cmd.exe",
            "curl http", "wget http", "base64 -d", "b64decode(", "marshal.loads", "pickle.loads",
            "rm -rf", "nc -e", "<script", "javascript:", "importlib.import_module", "/dev/tcp/",
            "urlopen(", "getattr(__", "builtins.", "compile(", "runtime.exec",
        ], ignoresCase: true)

    /// The first sign of a program in a text.
    static func sign(in text: String) -> String? {
        search.first(in: text)
    }

    private static let pythonCalls = PatternSearch([
        "__import__(", "os.system(", "subprocess.", "eval(", "exec(", "os.popen(", "pty.spawn(",
        "importlib.import_module(", "marshal.loads(", "pickle.loads(",
    ])

    /// Whether a text calls what runs programs or code, as Python writes it.
    static func calls(_ text: String) -> Bool { pythonCalls.first(in: text) != nil }

    private static let fetchedScripts = PatternSearch([
        "| sh", "|sh", "| bash", "|bash", "/dev/tcp/",
    ])

    /// Whether a text is a command that runs what it fetches.
    static func runsFetched(_ text: String) -> Bool {
        text.hasPrefix("pipe:")
            || fetchedScripts.first(in: text) != nil
                && ["curl ", "wget ", "/dev/tcp/"].contains { text.contains($0) }
    }

    static func looksLikeCode(_ text: String) -> Bool { sign(in: text) != nil }
}

extension Inspection {
    /// Metadata is read by people and programs: text that is a program is kept for the rules.
    mutating func inspectMetadataText(_ key: String, _ value: String, at place: Place) {
        if MetadataKeys.stateOrigin(key) { text(.statement, key, value, place) }
        if CodeText.looksLikeCode(value) || PathRules.isAddress(value) || Self.isEncoded(value) {
            text(.metadata, key, value, place)
        }
        if value.holds("{%") || value.holds("{{"), key.lowercased().contains("template") {
            inspectTemplate(value, at: place)
        }
        guard value.utf8.count >= 16, value.utf8.count < 1 << 22 else { return }
        if let decoded = PayloadSniffer.decoded(Array(value.utf8)),
            PayloadSniffer.startsContainer(decoded)
        {
            inspect(Bytes(decoded), name: "", at: place.inside("metadata `\(key.prefix(80))`"))
        }
    }

    /// Whether a metadata value is base64 of text that is a program.
    private static func isEncoded(_ value: String) -> Bool {
        guard (16..<(1 << 16)).contains(value.utf8.count),
            let decoded = PayloadSniffer.decoded(Array(value.utf8)),
            let text = String(validating: decoded, as: UTF8.self)
        else { return false }
        return CodeText.looksLikeCode(text)
    }
}

/// Keys of a weights file's header.
enum MetadataKeys {
    /// Whether a value says under which licence the weights are, or what they were made from.
    static func stateOrigin(_ key: String) -> Bool {
        switch key {
        case "license", "general.license", "modelspec.license", "base_model": true
        default:
            key.hasSuffix(".repo_url")
                && (key.hasPrefix("general.base_model.") || key.hasPrefix("general.dataset."))
        }
    }
}

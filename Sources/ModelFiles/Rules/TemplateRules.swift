/// Judges what templates reach for.
///
/// A chat template needs messages, loops and a few functions.
enum TemplateRules {
    static func findings(for facts: FileFacts) -> [Finding] {
        facts.templates.flatMap { template in
            // A page of a web application is rendered with more than a prompt is.
            let isPage = template.place.path == nil && !isChat(facts, template)
            let findings =
                isPage
                ? hidden(template) + attributes(template)
                : hidden(template) + calls(template) + attributes(template) + others(template)
            return isQuoted(facts, template) ? findings.map(\.asQuoted) : findings
        }
    }

    /// Files that people read, or that are compiled: they quote attacks, and no loader renders them.
    private static let readings: Set = [
        "md", "rst", "adoc", "tex", "swift", "c", "h", "cc", "cpp", "rs", "go", "java", "kt", "ts",
        "js", "cs", "py", "pyi", "ipynb", "diff", "patch", "log",
    ]

    private static func isQuoted(_ facts: FileFacts, _ template: TemplateFact) -> Bool {
        guard template.place.members.isEmpty, !isChat(facts, template) else { return false }
        let ending = facts.path.split(separator: ".").last.map { $0.lowercased() } ?? ""
        return readings.contains(ending)
    }

    /// Whether a file's or a member's name says that it renders prompts.
    private static func isChat(_ facts: FileFacts, _ template: TemplateFact) -> Bool {
        let name = template.place.members.last ?? facts.path
        return name.contains("chat_template")
            || facts.formats.contains { $0.format == .gguf || $0.format == .safetensors }
    }

    private static func finding(
        _ level: Finding.Level, _ effect: String, _ subject: String, _ template: TemplateFact
    ) -> Finding {
        Finding(
            rule: "template", level: level, effect: effect, place: template.place, subject: subject)
    }

    /// Attributes of Python's object model; a step to any function.
    static let hiddenAttributes: Set = [
        "mro", "func_globals", "f_globals", "gi_frame", "cr_frame", "func_code", "co_code",
        "tb_frame",
        "f_builtins", "f_back", "gi_code", "im_func", "im_self", "builtins", "globals",
        "subclasses",
    ]
    private static let programAttributes: Set = [
        "popen", "system", "eval", "exec", "os", "subprocess", "check_output", "Popen",
        "import_module",
        "import_string", "environ", "spawn", "execv", "load_module", "open", "_module", "request",
        "application",
    ]

    static func isProgram(_ name: String) -> Bool { programAttributes.contains(name) }

    static func isHidden(_ name: String) -> Bool {
        name.hasPrefix("__") && name.hasSuffix("__") && name.count > 4
            || hiddenAttributes.contains(name) || name.hasPrefix("_") && name.count > 1
    }

    private static func hidden(_ template: TemplateFact) -> [Finding] {
        let names = template.attributes.filter(isHidden)
        if let name = names.first {
            return [
                finding(
                    .dangerous,
                    "the template walks Python's objects through `\(names.prefix(4).joined(separator: "`, `"))`, which runs code",
                    name, template)
            ]
        }
        if let name = template.attributes.first(where: programAttributes.contains) {
            return [finding(.dangerous, "the template reaches for `\(name)`", name, template)]
        }
        if let text = template.constants.first {
            return [
                finding(
                    Prose.reads(text) ? .suspicious : .dangerous,
                    "the template holds the text `\(text.prefix(80))`", text, template)
            ]
        }
        return []
    }

    private static let programNames: Set = [
        "eval", "exec", "open", "__import__", "compile", "getattr", "setattr", "os", "subprocess",
        "sys",
        "self", "config", "request", "g", "session", "url_for", "get_flashed_messages", "cycler",
        "joiner",
        "lipsum", "builtins", "globals", "environ", "import", "socket", "popen", "system", "shell",
        "app",
        "application", "vars", "locals", "dir", "class", "object",
    ]
    /// Functions that chat templates are rendered with.
    private static let knownCalls: Set = [
        "namespace", "raise_exception", "strftime_now", "range", "dict", "loop", "caller", "super",
        "list", "str", "len", "joiner", "cycler", "lipsum", "debug", "_", "gettext", "ngettext",
        "now", "strftime", "raise", "enumerate", "zip", "int", "isinstance", "tojson",
    ]
    /// Jinja's filters, and those that tokenizers add.
    private static let knownFilters = NameTable(
        """
        abs attr batch capitalize center count d default dictsort e escape filesizeformat first
        float forceescape format groupby indent int items join last length list lower map max min
        pprint random reject rejectattr replace reverse round safe select selectattr slice sort
        string striptags sum title tojson trim truncate unique upper urlencode urlize wordcount
        wordwrap xmlattr from_json fromjson strftime to_json json dump ltrim rtrim strip split
        """)

    private static func calls(_ template: TemplateFact) -> [Finding] {
        if let name = template.calls.first(where: programNames.contains),
            !["joiner", "cycler", "lipsum", "dir", "object", "g"].contains(name)
        {
            return [finding(.dangerous, "the template calls `\(name)`", name, template)]
        }
        if let name = template.calls.first(where: { !knownCalls.contains($0) }) {
            return [
                finding(
                    .suspicious, "the template calls `\(name)`, which is not known", name, template)
            ]
        }
        if let name = template.filters.first(where: { !knownFilters.contains($0) }) {
            return [
                finding(
                    .suspicious, "the template uses the filter `\(name)`, which is not known", name,
                    template)
            ]
        }
        let risky: Set = [
            "lipsum", "config", "request", "os", "subprocess", "sys", "builtins", "environ", "self",
            "session",
        ]
        if let name = template.names.first(where: risky.contains) {
            let isConfiguration = name == "config" || name == "session" || name == "self"
            return [
                finding(
                    isConfiguration ? .suspicious : .dangerous, "the template reads `\(name)`",
                    name, template)
            ]
        }
        return []
    }

    private static func attributes(_ template: TemplateFact) -> [Finding] {
        guard template.dynamicAttributes > 0 else { return [] }
        let effect = "the template takes an attribute whose name only a run would tell"
        return [finding(.dangerous, effect, "attr", template)]
    }

    private static func others(_ template: TemplateFact) -> [Finding] {
        var findings: [Finding] = []
        if let trouble = template.trouble {
            findings.append(
                finding(.suspicious, "the template cannot be parsed: \(trouble)", trouble, template)
            )
        }
        if let tag = template.tags.first(where: ["include", "import", "from", "extends"].contains) {
            findings.append(
                finding(.dangerous, "the template reads other files: `\(tag)`", tag, template))
        }
        if template.byteCount == 0 {
            findings.append(finding(.suspicious, "the template is empty", "size", template))
        }
        if template.byteCount > 50_000 {
            findings.append(
                finding(
                    .suspicious, "the template has \(template.byteCount) bytes", "size", template))
        }
        return findings
    }
}

extension Finding {
    /// Of a text that quotes it: to be looked at, and no more.
    fileprivate var asQuoted: Finding {
        Finding(
            rule: rule, level: min(level, .suspicious), effect: effect, place: place,
            subject: subject)
    }
}

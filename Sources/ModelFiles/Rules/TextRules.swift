/// Judges texts: programs in metadata, code in configurations, secrets.
enum TextRules {
    static func findings(for facts: FileFacts) -> [Finding] {
        facts.texts.compactMap { text in
            guard let (level, effect) = judged(text) else { return nil }
            return Finding(
                rule: "text-\(text.kind.rawValue)", level: level, effect: effect, place: text.place,
                subject: text.name)
        }
    }

    private static func judged(_ text: TextFact) -> (Finding.Level, String)? {
        switch text.kind {
        case .secret: return (.suspicious, "holds a \(text.name)")
        case .script:
            return isPlain(text)
                ? (.note, "runs a shell command: `\(text.excerpt.prefix(100))`")
                : (.suspicious, "runs a shell command: `\(text.excerpt.prefix(100))`")
        case .code: return code(text)
        case .metadata: return metadata(text)
        case .statement: return nil
        case .byteCode: return byteCode(text)
        case .foreignClass: return ForeignClassRules.judged(text.name, in: text.excerpt)
        }
    }

    /// Commands of notebooks that look, or install packages of an index by name.
    private static func isPlain(_ text: TextFact) -> Bool {
        guard text.name == "shell", text.excerpt.hasPrefix("!") else { return false }
        let words = text.excerpt.dropFirst().split(separator: " ").map(String.init)
        let isWord = { (word: String) in
            !word.contains("://") && !word.hasPrefix("git+")
                && word.allSatisfy { $0.isLetter || $0.isNumber || "-_.=<>~[],".contains($0) }
        }
        guard let verb = words.first, words.allSatisfy(isWord) else { return false }
        switch verb {
        case "nvidia-smi", "ls", "pwd", "free", "df", "lscpu": return true
        case "pip", "pip3":
            return words.dropFirst().first == "install"
                && !words.contains {
                    $0.hasPrefix("-i") || $0.hasPrefix("--") && $0.contains("index")
                }
        default: return false
        }
    }

    private static func code(_ text: TextFact) -> (Finding.Level, String)? {
        if text.name == "marshalled code" { return (.dangerous, "holds compiled Python code") }
        if let sign = strong(text.excerpt) {
            return (.dangerous, "`\(text.name)` holds a program: `\(sign)`")
        }
        return CodeText.looksLikeCode(text.excerpt)
            ? (.suspicious, "`\(text.name)` reads like a program: `\(text.excerpt.prefix(80))`")
            : nil
    }

    private static func byteCode(_ text: TextFact) -> (Finding.Level, String)? {
        let isCache = text.excerpt == ByteCode.Loading.cache.rawValue
        return (
            isCache ? .suspicious : .dangerous,
            "compiled Python calls `\(text.name)`: \(text.excerpt)"
        )
    }

    private static func metadata(_ text: TextFact) -> (Finding.Level, String)? {
        if let sign = strong(text.excerpt), !Prose.reads(text.excerpt) {
            return (.dangerous, "metadata `\(text.name)` holds a program: `\(sign)`")
        }
        if CodeText.looksLikeCode(text.excerpt) {
            return (.suspicious, "metadata `\(text.name)` reads like a program")
        }
        let key = text.name.lowercased()
        let isAction = [
            "callback", "download", "webhook", "exfil", "hook", "script", "update_url",
            "config_url",
        ]
        .contains { key.contains($0) }
        return isAction && PathRules.isAddress(text.excerpt)
            ? (.suspicious, "metadata `\(text.name)` is an address to fetch from or report to")
            : nil
    }

    /// Signs that no description of a model has.
    private static func strong(_ text: String) -> String? {
        signs.first(in: text)
    }

    private static let signs = PatternSearch(
        [
            "__import__(", "os.system(", "subprocess.", "eval(", "exec(", "os.popen(", "pty.spawn(",
            "rm -rf", "<script", "javascript:", "/dev/tcp/", "nc -e", "powershell -", "| sh",
            "| bash",
            "|sh", "|bash", "b64decode(", "marshal.loads(", "pickle.loads(",
        ], ignoresCase: true)
}

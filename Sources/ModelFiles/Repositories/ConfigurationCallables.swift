/// Names of callables in configurations, under whatever key a loader looks for them.
enum ConfigurationCallables {
    /// Keys whose value loaders import: Lightning's, torchtune's, jsonpickle's, MLServer's.
    private static let keys: Set = [
        "class_path", "_component_", "__target__", "py/object", "py/type", "py/function",
        "py/class", "implementation", "import_path", "loader_class", "model_class", "callable",
    ]
    /// Tags of HyperPyYAML, whose value follows the colon.
    private static let tags = ["!apply:", "!name:", "!new:", "!module:", "!call:"]
    /// Modules of which a configuration has nothing to name, but functions to call.
    private static let roots: Set = [
        "os", "posix", "nt", "subprocess", "pty", "builtins", "__builtin__", "importlib", "runpy",
        "shutil", "ctypes", "pickle", "cPickle", "dill", "cloudpickle", "marshal", "socket",
        "commands", "popen2",
    ]

    private static let fileEndings: Set = [
        "txt", "json", "yaml", "yml", "py", "csv", "md", "bin", "pkl", "cfg", "log", "toml", "html",
        "so", "h5", "pt", "zip", "gz", "sh",
    ]

    /// The callable that a value names: any dotted name where loaders import it, elsewhere one
    /// that is known to be dangerous.
    static func callable(key: String, value: String) -> String? {
        // An entry point has a colon before the name in its module.
        let parts = value.split(separator: ":", omittingEmptySubsequences: false)
        let dotted = parts.count == 2 ? parts.joined(separator: ".") : value
        guard isDotted(dotted) else { return nil }
        return keys.contains(key) && parts.count == 1 || isDangerous(dotted) ? dotted : nil
    }

    /// The callable that a tag of YAML names; a module stands for what is called in it.
    static func callable(tag: String) -> String? {
        for start in tags where tag.hasPrefix(start) {
            let name = String(tag.dropFirst(start.count))
            return start == "!module:" ? name + ".module" : name
        }
        return nil
    }

    private static func isDotted(_ text: String) -> Bool {
        guard (3...200).contains(text.utf8.count) else { return false }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count > 1
            && parts.allSatisfy { part in
                guard let first = part.first, first.isLetter || first == "_" else { return false }
                return part.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
            }
    }

    private static func isDangerous(_ text: String) -> Bool {
        if CallableNames.dangerous.contains(text) { return true }
        let parts = text.split(separator: ".").map(String.init)
        guard roots.contains(parts[0]), parts[1] != "path",
            !fileEndings.contains(parts[parts.count - 1])
        else { return false }
        let verdict = CallableRules.verdict(
            module: parts.dropLast().joined(separator: "."), name: parts[parts.count - 1])
        if case .dangerous = verdict { return true }
        return false
    }
}

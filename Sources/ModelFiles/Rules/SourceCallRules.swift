/// Judges what source code calls.
///
/// Source code may do much that a pickle may not; only what runs programs or code, or reaches the
/// network, is named.
enum SourceCallRules {
    static func findings(for facts: FileFacts) -> [Finding] {
        let isOwnCode = importsOwnCode(facts)
        return calls(of: facts).compactMap { call in
            let isImported = isOwnCode && !call.place.members.isEmpty
            guard runs(call) || isImported && reachesOut(call) else { return nil }
            return Finding(
                rule: "source-call", level: isImported ? .dangerous : .suspicious,
                effect: effect(call), place: call.place, subject: call.callee)
        }
    }

    /// Code that loading a model imports: it has no reason to reach out of it at all.
    static func findings(ofImported facts: FileFacts) -> [Finding] {
        calls(of: facts).filter { runs($0) || reachesOut($0) }.prefix(20).map { call in
            Finding(
                rule: "repository-code", level: .dangerous,
                effect: "loading the model imports this code: \(effect(call))", place: call.place,
                subject: call.callee)
        }
    }

    private static func calls(of facts: FileFacts) -> [CallFact] {
        facts.calls.filter { $0.opcode == "source" }
    }

    private static func effect(_ call: CallFact) -> String {
        "source code calls `\(call.callee)`: \(CallableRules.effect(call.callee))"
    }

    /// Archives whose loader imports the code inside: TorchServe's, and torch's packages.
    private static func importsOwnCode(_ facts: FileFacts) -> Bool {
        facts.path.lowercased().hasSuffix(".mar")
            || facts.formats.contains { fact in
                let name = fact.place.members.last ?? ""
                return name.hasSuffix("MAR-INF/MANIFEST.json")
                    || name.hasSuffix(".data/extern_modules")
                    || name.hasSuffix(".data/python_version")
            }
    }

    // MARK: Any code

    private static let programModules: Set = [
        "subprocess", "pty", "socket", "ctypes", "marshal", "commands", "popen2", "runpy",
        "paramiko",
    ]

    private static func runs(_ call: CallFact) -> Bool {
        let root = String(call.module.prefix { $0 != "." })
        switch root {
        case "os", "posix", "nt":
            let starts = [
                "system", "popen", "exec", "spawn", "fork", "posix_spawn", "putenv", "remove",
                "unlink", "startfile",
            ]
            return starts.contains { call.name.hasPrefix($0) }
        case "builtins":
            return ["eval", "exec", "compile", "__import__"].contains(call.name)
                || call.literals.contains(where: PathRules.isSensitive)
        case "pathlib", "io": return call.literals.contains(where: PathRules.isSensitive)
        case "torch":
            let isScript = call.place.members.last?.contains("__torch__") ?? false
            return isScript && ["from_file", "save", "load"].contains(call.name)
                || ["load_library", "load_inline"].contains(call.name)
        case "shutil": return call.name == "rmtree"
        case "pickle", "cPickle", "dill", "cloudpickle": return call.name.hasPrefix("load")
        case "urllib", "requests", "httpx":
            return call.name != "urlparse" && !call.module.hasSuffix(".parse")
        case "asyncio": return call.name.contains("subprocess")
        // What `PythonSource` makes of attributes and of codings that hide the text.
        case "object", "coding": return true
        default: return programModules.contains(root)
        }
    }

    // MARK: Imported code

    private static let outside: Set = [
        "http", "urllib3", "aiohttp", "ftplib", "smtplib", "telnetlib", "poplib", "imaplib",
        "xmlrpc", "websocket", "websockets", "pexpect", "sh", "plumbum", "fabric", "invoke", "code",
        "codeop", "cffi", "webbrowser", "_posixsubprocess", "_socket", "_ctypes", "pip",
        "ensurepip", "zipimport", "imp", "pycurl", "dns", "socketserver", "pdb", "_winapi",
        "winreg",
    ]

    /// Modules and functions that a model has no use for.
    private static func reachesOut(_ call: CallFact) -> Bool {
        let root = String(call.module.prefix { $0 != "." })
        if outside.contains(root) { return call.callee != "http.HTTPStatus" }
        switch call.callee {
        case "types.FunctionType", "types.CodeType", "sys.settrace", "sys.setprofile",
            "asyncio.open_connection", "torch.hub.load", "importlib.machinery.SourceFileLoader":
            return true
        case "builtins.open", "io.open", "pathlib.Path":
            return call.literals.first.map { $0.hasPrefix("/") || $0.hasPrefix("~") } ?? false
        default: return false
        }
    }
}

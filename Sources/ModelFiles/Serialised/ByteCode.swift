/// Compiled Python: a `.pyc`'s header, or code that `marshal` wrote alone.
///
/// Source: PEP 552; CPython, `Lib/importlib/_bootstrap_external.py`.
struct ByteCode {
    /// Which source the code is held against when it is loaded.
    enum Loading: String {
        case cache = "it is loaded while the source beside it is as old"
        case unchecked = "its header says that no source is looked at"
        case sourceless = "it is loaded without a source"
        case marshalled = "it is code alone"
    }

    let loading: Loading
    /// Calls that run programs or code, by the names that the code uses.
    let calls: [String]

    static func begins(_ bytes: Bytes) -> Bool { start(of: bytes) != nil }

    /// - Returns: `nil` when the bytes begin no code.
    init?(_ bytes: Bytes, name: String) {
        guard let start = Self.start(of: bytes) else { return nil }
        loading = Self.loading(bytes, start: start, name: name)
        var reader = MarshalReader(bytes, at: start)
        reader.read()
        calls = Self.calls(names: reader.names, texts: reader.texts)
    }

    /// Where the code begins: behind a header of 16 bytes, of 12 before 3.7, of 8 in Python 2.
    private static func start(of bytes: Bytes) -> Int? {
        guard let head = bytes.exactly(at: 0, count: 24) else { return nil }
        let isHeader = head[2] == 0x0D && head[3] == 0x0A
        return (isHeader ? [16, 12, 8] : [0]).first { offset in
            head[offset] & 0x7F == UInt8(ascii: "c")
                && MarshalReader.numberCount(bytes, at: offset + 1) != nil
        }
    }

    private static func loading(_ bytes: Bytes, start: Int, name: String) -> Loading {
        guard start > 0 else { return .marshalled }
        let flags = start == 16 ? bytes.littleEndian(at: 4, width: 4) ?? 0 : 0
        // The first bit says that there is a hash, the second that it is compared.
        if flags & 3 == 1 { return .unchecked }
        return name.contains("__pycache__/") ? .cache : .sourceless
    }

    // MARK: Names

    private static let runners: [String: Set<String>] = [
        "os": ["system", "popen", "startfile", "posix_spawn", "posix_spawnp", "execl"],
        "posix": ["system", "popen", "posix_spawn", "fork_exec"], "nt": ["system", "startfile"],
        "subprocess": [
            "Popen", "run", "call", "check_call", "check_output", "getoutput", "getstatusoutput",
        ],
        "pty": ["spawn"], "commands": ["getoutput", "getstatusoutput"],
        "socket": ["connect", "create_connection", "create_server"],
        "ctypes": ["CDLL", "cdll", "PyDLL", "WinDLL", "windll", "LoadLibrary", "pythonapi"],
        "marshal": ["loads", "load"], "runpy": ["run_path", "run_module"],
        "urllib": ["urlopen", "urlretrieve"], "pickle": ["loads"], "dill": ["loads"],
        "cloudpickle": ["loads"], "shutil": ["rmtree"], "builtins": ["exec", "eval"],
        "importlib": ["SourceFileLoader", "spec_from_file_location"],
    ]

    /// Names have lost which belongs to which: a module and one of its functions are a call.
    private static func calls(names: Set<String>, texts: Set<String>) -> [String] {
        let importsByText = ["__import__", "import_module", "getattr", "modules"].contains(
            where: names.contains)
        let all = importsByText ? names.union(texts) : names
        let roots = Set(all.map { String($0.prefix { $0 != "." }) })
        var calls = runners.filter { roots.contains($0.key) }.flatMap { module, functions in
            functions.intersection(all).map { "\(module).\($0)" }
        }
        for module in ["os", "posix", "nt"] where roots.contains(module) {
            calls += all.filter { $0.hasPrefix("exec") || $0.hasPrefix("spawn") }
                .filter { $0 != "exec" && $0.utf8.count < 9 }.map { "\(module).\($0)" }
        }
        if names.contains("exec") { calls.append("builtins.exec") }
        return Set(calls).sorted()
    }
}

extension Inspection {
    mutating func inspectByteCode(_ bytes: Bytes, name: String, at place: Place) {
        guard let code = ByteCode(bytes, name: name) else { return }
        add(.byteCode, code.loading.rawValue, place.at(0))
        for call in code.calls {
            text(.byteCode, call, code.loading.rawValue, place.at(0))
        }
    }
}

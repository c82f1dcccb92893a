/// Judges callables by name: what is known to run code is dangerous, what is known to make data
/// is clean, and everything else is suspicious.
enum CallableRules {
    enum Verdict: Equatable { case allowed, unknown, dangerous(String) }

    // MARK: Verdicts

    /// - Parameters:
    ///   - module: As the loader imports it; empty when only a run would tell.
    ///   - name: Attributes below the module, with dots.
    /// - Returns: Never allowed for a name that no table and no rule knows.
    static func verdict(module: String, name: String) -> Verdict {
        if module.isEmpty { return .dangerous("calls what only a run would tell") }
        if module == "copyreg", name.hasPrefix("extension ") { return .unknown }
        let callee = normal("\(module).\(name)")
        if CallableNames.dangerous.contains(callee) { return .dangerous(effect(callee)) }
        if isAllowed(callee, module: module, name: name) { return .allowed }
        if let plain = plainAlias(callee) {
            if CallableNames.dangerous.contains(plain) || isDangerousModule(plain) {
                return .dangerous(effect(plain))
            }
        }
        let segments = callee.split(separator: ".", omittingEmptySubsequences: false).map(
            String.init)
        if let hidden = hiddenSegment(segments) {
            return .dangerous("reaches into Python's internals through `\(hidden)`")
        }
        if let reached = reachedModule(segments) {
            return .dangerous("reaches the module `\(reached)` through another module")
        }
        if let end = dangerousEnd(segments) {
            return .dangerous("reaches `\(end)` through another module")
        }
        if segments[0] == "__main__" { return .unknown }
        if isDangerousModule(callee) { return .dangerous(effect(callee)) }
        return verdictByWords(segments, callee: callee)
    }

    /// A function that a table knows, reached by way of modules that import its own.
    private static func dangerousEnd(_ segments: [String]) -> String? {
        guard segments.count > 2 else { return nil }
        for start in 1...(segments.count - 2) {
            let end = segments[start...].joined(separator: ".")
            if CallableNames.dangerous.contains(end) { return end }
        }
        return nil
    }

    /// A module of the standard library on the way, under its own name or a private one.
    private static func reachedModule(_ segments: [String]) -> String? {
        let bare = segments.dropFirst().map { String($0.drop { $0 == "_" }) }
        if let last = bare.last, CallableNames.reachedObjects.contains(last) { return last }
        return bare.dropLast().first { CallableNames.reachedModules.contains($0) }
    }

    /// Whether a name leads to a module of the standard library through another module.
    static func reachesModule(module: String, name: String) -> Bool {
        let callee = "\(module).\(name)"
        return reachedModule(callee.split(separator: ".").map(String.init)) != nil
    }

    /// Private and old places of the same names.
    private static func normal(_ callee: String) -> String {
        if callee.hasPrefix("numpy._core.") { return "numpy.core." + callee.dropFirst(12) }
        if callee.hasPrefix("__builtin__.") { return "builtins." + callee.dropFirst(12) }
        if callee.hasPrefix("tensorflow.python.keras.") { return "keras." + callee.dropFirst(24) }
        return callee
    }

    /// `functools.reduce` for `_functools.reduce`: the part of a module that is written in C has the
    /// same functions under a name of its own.
    private static func plainAlias(_ callee: String) -> String? {
        guard callee.hasPrefix("_"), !callee.hasPrefix("__") else { return nil }
        return String(callee.drop { $0 == "_" })
    }

    private static func isAllowed(_ callee: String, module: String, name: String) -> Bool {
        if CallableNames.allowed.contains(callee) { return true }
        if module.hasPrefix("__torch__") { return !name.contains(".") }
        if module == "builtins" || module == "exceptions" { return isException(name) }
        let root = callee.prefix { $0 != "." }
        guard CallableNames.libraries.contains(String(root)), !name.contains(".") else {
            return false
        }
        if name.hasPrefix("__pyx_unpickle_") { return true }
        if root == "numpy" && callee.split(separator: ".").count == 2 {
            return numpyNames.contains(name) || numpyTypes.contains(name)
        }
        if root == "torch" { return isTorchConstant(callee) }
        if root == "scipy" {
            return ["_matrix", "_array", "_gen", "_frozen"].contains { name.hasSuffix($0) }
        }
        return false
    }

    private static func isException(_ name: String) -> Bool {
        ["Error", "Exception", "Warning"].contains { name.hasSuffix($0) } && !name.contains(".")
            || ["KeyboardInterrupt", "StopIteration", "GeneratorExit"].contains(name)
    }

    private static let numpyNames = NameTable(
        """
        log log1p log2 log10 exp expm1 exp2 sqrt cbrt square absolute abs fabs sign sin cos tan arcsin
        arccos arctan arctan2 sinh cosh tanh arcsinh arccosh arctanh add subtract multiply divide
        true_divide power maximum minimum floor ceil rint round clip isnan isfinite logaddexp identity
        argmax argmin dot ravel reshape array asarray zeros ones where bincount nan_to_num reciprocal
        negative logical_not mod fmax fmin hypot deg2rad rad2deg heaviside sum mean median
        """)

    private static let numpyTypes = NameTable(
        """
        bool_ bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 float128
        longdouble complex64 complex128 clongdouble str_ bytes_ object_ void intc intp uintp int_ float_
        generic number integer floating longlong ulonglong unicode_ string_ datetime64 timedelta64
        """)

    private static func isTorchConstant(_ callee: String) -> Bool {
        let parts = callee.split(separator: ".")
        guard parts.count == 2 else { return false }
        let name = parts[1]
        let starts = [
            "float", "int", "uint", "complex", "bool", "half", "double", "long", "short", "q",
            "bfloat",
        ]
        return name.hasSuffix("Storage") || name.hasSuffix("Tensor")
            || starts.contains { name.hasPrefix($0) }
                && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
                && name.count < 16
    }

    /// An attribute with two underscores on both sides, or a way around one.
    private static func hiddenSegment(_ segments: [String]) -> String? {
        segments.dropFirst().first { segment in
            let bare = segment.hasSuffix("()") ? String(segment.dropLast(2)) : segment
            return bare.hasPrefix("__") && bare.hasSuffix("__") && bare.count > 4
                || ["f_globals", "gi_frame", "cr_frame", "f_builtins", "func_globals", "co_code"]
                    .contains(bare)
        }
    }

    /// Whether the callee is in a module nothing of which belongs in a model.
    private static func isDangerousModule(_ callee: String) -> Bool {
        if CallableNames.dangerousModules.contains(callee.prefix { $0 != "." })
            || CallableNames.dangerousSubmodules.contains(callee)
        {
            return true
        }
        let bytes = callee.utf8
        return bytes.indices.contains { index in
            guard bytes[index] == UInt8(ascii: ".") else { return false }
            let module = callee[..<index]
            return CallableNames.dangerousSubmodules.contains(module)
                || CallableNames.dangerousModules.contains(module)
        }
    }

    private static func verdictByWords(_ segments: [String], callee: String) -> Verdict {
        let isLibrary = CallableNames.libraries.contains(segments[0])
        let name = segments.last.map { $0.hasSuffix("()") ? String($0.dropLast(2)) : $0 } ?? ""
        let bare = name.drop { $0 == "_" }
        let isClass = bare.first?.isUppercase ?? false
        let words = CallableWords.words(name)
        if isClass {
            if let word = words.first(where: { CallableNames.programClassWords.contains($0) }) {
                return isLibrary ? .unknown : .dangerous("makes a `\(word)`")
            }
            if words.contains(where: { CallableNames.dangerousClassWords.contains($0) }) {
                return .unknown
            }
            let parent = segments.dropLast().last.map(CallableWords.words) ?? []
            let isPrivateCode = parent.contains {
                ["exec", "shell", "subprocess", "hub", "cpp"].contains($0)
            }
            return isLibrary && !isPrivateCode ? .allowed : .unknown
        }
        let parents = segments.dropFirst().dropLast().flatMap { [$0] + CallableWords.words($0) }
        // A class of numbers calls its own methods so.
        let isOwnCall = CallableNames.numericRoots.contains(segments[0]) && words.count > 1
        let risky =
            words.map { $0.lowercased() }.first {
                CallableNames.dangerousWords.contains($0) && !(isOwnCall && $0 == "call")
            }
            ?? parents.map { $0.lowercased() }.first {
                [
                    "exec", "eval", "shell", "command", "distutils", "f2py", "codecache",
                    "subprocess", "cbook",
                    "collect", "bottleneck", "ctypeslib",
                ].contains($0)
            }
        if words.first == "to", words.dropFirst().contains(where: fileFormats.contains) {
            return .dangerous("writes a file: its name says `\(name)`")
        }
        if let risky {
            return .dangerous("runs, loads or opens something: its name says `\(risky)`")
        }
        return isPure(callee) ? .allowed : .unknown
    }

    /// Formats that `to_csv` and its like write into a file.
    private static let fileFormats: Set = [
        "csv", "pickle", "sql", "hdf", "excel", "parquet", "feather", "json", "html", "stata",
        "xml",
        "orc", "gbq", "clipboard", "file", "disk", "netcdf", "zarr",
    ]

    /// Whether the callee is a function of a module, or of a part of one, that only works out
    /// numbers.
    private static func isPure(_ callee: String) -> Bool {
        let bytes = callee.utf8
        return bytes.indices.contains { index in
            bytes[index] == UInt8(ascii: ".")
                && CallableNames.pureModules.contains(callee[..<index])
        }
    }

    /// What calling a dangerous name does, by its first segments.
    static func effect(_ callee: String) -> String {
        let root = String(callee.prefix { $0 != "." })
        switch root {
        case "os", "posix", "nt", "subprocess", "pty", "commands", "popen2", "_posixsubprocess",
            "pexpect", "sh":
            return "runs a program or changes files"
        case "builtins", "code", "codeop", "runpy", "types", "marshal", "pdb", "bdb", "timeit",
            "profile", "cProfile":
            return "runs Python code or opens a way to it"
        case "importlib", "imp", "pkgutil", "zipimport", "site", "_frozen_importlib_external",
            "_imp":
            return "imports code"
        case "pickle", "_pickle", "dill", "cloudpickle", "shelve", "joblib", "pandas", "numpy",
            "yaml", "jsonpickle":
            return "loads another pickle or code"
        case "ctypes", "_ctypes", "cffi", "mmap": return "loads a library or touches memory"
        case "socket", "_socket", "ssl", "urllib", "http", "requests", "aiohttp", "smtplib",
            "ftplib", "httpx":
            return "opens a connection"
        case "shutil", "io", "_io", "codecs", "tarfile", "zipfile", "linecache", "sqlite3", "dbm",
            "logging":
            return "opens or changes files"
        default: return "runs code, opens files or connections, or looks into the interpreter"
        }
    }
}

/// Splits names into words.
enum CallableWords {
    /// `_load_fromBytes` is `load`, `from`, `Bytes`.
    static func words(_ name: String) -> [String] {
        var words: [String] = []
        var word = ""
        var wasLower = false
        for character in name {
            if !character.isLetter {
                if !word.isEmpty { words.append(word) }
                word = ""
                wasLower = false
                continue
            }
            if character.isUppercase && wasLower {
                words.append(word)
                word = ""
            }
            word.append(character)
            wasLower = character.isLowercase
        }
        return word.isEmpty ? words : words + [word]
    }
}

/// What a file is to a run, by where it lies.
package enum ObservedPlace: Sendable, Equatable {
    /// What the command works on: data, code, settings, models.
    case own
    /// Compiled from the source of somebody's own code, which was read in its place.
    case compiled(from: ObservedPath)
    /// Of an installed package: the folder of packages, and the module's name below it; empty for what
    /// is no module.
    case package(folder: ObservedPath, name: String)
    /// The system's, an interpreter's or a tool's; or a secret, whose digest would tell too much.
    case environment
}

/// Tells the command's own files from those of its environment.
///
/// The environment is recorded as packages, programs and machine, not file by file.
package struct ObservedPlaces: Sendable {
    private let home: ObservedPath
    private let workingFolder: ObservedPath
    private let temporary: [ObservedPath]
    /// Paths that the person named: what lies there is meant, wherever that is.
    private let named: [ObservedPath]
    /// Where interpreters keep what is theirs.
    private var libraries: Set<ObservedPath> = []

    /// - `home`: Of the person; empty when there is none.
    /// - `temporary`: Folders for temporary files.
    /// - `named`: Absolute paths of the command line.
    package init(
        home: String, workingFolder: String, temporary: [String] = ["/tmp", "/var/tmp"],
        named: [String] = []
    ) {
        self.home = ObservedPath(home == "/" ? "" : home)
        self.workingFolder = ObservedPath(workingFolder)
        self.temporary = (temporary + ["/tmp", "/var/tmp"]).map { ObservedPath($0) }
        self.named = named.filter { $0.hasPrefix("/") && $0 != "/" }.map { ObservedPath($0) }
    }

    private static let interpreters = [
        "python", "pypy", "R", "Rscript", "julia", "node", "java", "perl", "ruby", "bash",
    ]

    /// An interpreter's libraries lie beside the folder of its program.
    package mutating func learn(program: ObservedPath) {
        let name = ObservedPath.text(program.name)
        guard Self.interpreters.contains(where: name.hasPrefix) else { return }
        let folder = program.folder
        guard folder.name.elementsEqual("bin".utf8) else { return }
        let root = folder.folder
        for library in ["lib", "lib64", "share", "include"] {
            libraries.insert(ObservedPath(root.text + "/" + library))
        }
    }

    package func place(of path: ObservedPath) -> ObservedPlace {
        let components = path.components
        if let package = package(components) { return package }
        if let source = Self.source(of: path) {
            return place(of: source) == .own ? .compiled(from: source) : .environment
        }
        if isMeant(path) { return .own }
        if Self.isSystems(components) || Self.isTools(components) || isOfLibrary(path)
            || isHidden(path)
        {
            return .environment
        }
        return .own
    }

    /// Whether what was written there is not meant to stay.
    package func isTemporary(_ path: ObservedPath) -> Bool {
        temporary.contains(where: path.isBelow) && !isMeant(path)
            && !path.isBelow(workingFolder)
    }

    private func isMeant(_ path: ObservedPath) -> Bool {
        named.contains { path == $0 || path.isBelow($0) }
    }

    // MARK: Rules

    private static let systems: Set<String> = [
        "usr", "lib", "lib32", "lib64", "bin", "sbin", "etc", "proc", "sys", "dev", "run", "boot",
        "snap", "nix",
    ]
    private static let systemsOfVar: Set<String> = ["cache", "lib", "log", "run"]

    private static func isSystems(_ components: [ArraySlice<UInt8>]) -> Bool {
        guard let first = components.first.map(ObservedPath.text) else { return true }
        if first == "var", components.count > 1 {
            return systemsOfVar.contains(ObservedPath.text(components[1]))
        }
        return systems.contains(first)
    }

    /// Folders that tools keep for themselves, wherever they are.
    private static let tools: Set<String> = [
        "__pycache__", ".git", ".hg", ".svn", "node_modules", ".tox", ".nox", ".mypy_cache",
        ".pytest_cache", ".ruff_cache", ".ipynb_checkpoints", ".locks", ".direnv",
    ]
    /// Files of settings that hold secrets as a rule, or of environments.
    private static let files: Set<String> = [
        "pyvenv.cfg", ".netrc", ".pgpass", ".pypirc", ".npmrc", "credentials", "stored_tokens",
        "token", ".htpasswd", "id_rsa", "id_ed25519",
    ]

    private static func isTools(_ components: [ArraySlice<UInt8>]) -> Bool {
        for component in components.dropLast()
        where component.first == UInt8(ascii: ".") || component.count == 11 || component.count == 12
        {
            if tools.contains(ObservedPath.text(component)) { return true }
        }
        let name = ObservedPath.text(components.last ?? [])
        return files.contains(name) || name == ".env" || name.hasPrefix(".env.")
            || name.hasSuffix(".pyc")
    }

    private static let folderOfPackages: Set<String> = ["site-packages", "dist-packages"]

    private func package(_ components: [ArraySlice<UInt8>]) -> ObservedPlace? {
        let found = components.lastIndex { component in
            component.count == 13 && Self.folderOfPackages.contains(ObservedPath.text(component))
        }
        guard let found, found + 1 < components.count else { return nil }
        let folder = components[...found].reduce(into: [UInt8]()) { $0 += [0x2F] + $1 }
        let name = components[found + 1]
        // Lists of paths that Python reads as it starts, and what installers keep, are no modules.
        let isModule =
            found + 2 < components.count
            ? name.firstIndex(of: UInt8(ascii: ".")) == nil
            : !name.suffix(4).elementsEqual(".pth".utf8)
        let stem = name.prefix { $0 != UInt8(ascii: ".") }
        return .package(
            folder: ObservedPath(folder), name: isModule ? ObservedPath.text(stem) : "")
    }

    private func isOfLibrary(_ path: ObservedPath) -> Bool {
        var folder = path.folder
        while !folder.isEmpty {
            if libraries.contains(folder) { return true }
            folder = folder.folder
        }
        return false
    }

    /// Where libraries keep models and data that they downloaded.
    private static let caches = [
        ".cache/huggingface", ".cache/torch", ".cache/kagglehub", ".cache/modelscope",
        ".cache/whisper", ".cache/clip", ".keras", ".ollama/models", ".fastai",
    ]

    /// Whether it is in a hidden folder of the person's home, where tools keep their state.
    private func isHidden(_ path: ObservedPath) -> Bool {
        guard !home.isEmpty, path.isBelow(home), !path.isBelow(workingFolder) else { return false }
        let rest = path.suffix(below: home)
        guard rest.first == UInt8(ascii: ".") else { return false }
        return !Self.caches.contains { rest.starts(with: Array("\($0)/".utf8)) }
    }

    /// `a/__pycache__/b.cpython-312.pyc` was compiled from `a/b.py`.
    private static func source(of path: ObservedPath) -> ObservedPath? {
        let folder = path.folder
        guard folder.name.elementsEqual("__pycache__".utf8),
            path.name.suffix(4).elementsEqual(".pyc".utf8)
        else { return nil }
        let stem = path.name.prefix { $0 != UInt8(ascii: ".") }
        guard !stem.isEmpty else { return nil }
        return ObservedPath(folder.folder.bytes + [0x2F] + stem + Array(".py".utf8))
    }
}

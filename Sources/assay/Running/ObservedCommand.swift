import Governance
import Observation
import Operations
import Transparency

#if canImport(Glibc)
import Glibc
#endif

/// Runs a command and says what it did.
struct ObservedCommand {
    let arguments: [String]
    private let workingFolder: String
    private let home: String
    let paths: ShownPaths

    init(_ arguments: [String]) {
        self.arguments = arguments
        workingFolder = Environment.workingFolder
        home = Environment.value("HOME").flatMap(Self.resolved) ?? ""
        paths = ShownPaths(workingFolder: workingFolder, home: home)
    }

    private static func resolved(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }

    /// What was seen, with its files by folder.
    struct Seen {
        let run: ObservedRun
        let inputs: FileFolders
        let outputs: FileFolders
        let listed: ListedFiles
    }

    /// - Throws: ``CommandProcess/NotStarted``, or a fault before anything was started.
    func run() async throws -> Seen {
        let observer = try CommandObserver(places: places)
        let library = Self.library()
        let startedAt = Home.now()
        let (wall, steady) = (Self.coarseNanoseconds(), CommandProcess.steadyNanoseconds())
        observer.start()
        let process = try CommandProcess.start(
            arguments, environment: Self.environment(library, observer.address))
        async let git = Self.inBackground { GitState.read() }
        let machine = MachineState.read()
        let end = await process.end(startedAtNanoseconds: steady)
        let endedAt = Home.now()
        let program = CommandProcess.path(of: arguments[0]) ?? arguments[0]
        let folders = await observer.packages()
        async let packages = Self.inBackground { PackageState.read(folders) }
        let seen = await observer.finish(startedAt: wall, command: program)
        var coverage = seen.coverage
        if library == nil { coverage.missing = Self.missing }
        coverage.unobservedPrograms = coverage.unobservedPrograms.map {
            paths.text(ObservedPath($0))
        }
        var run = ObservedRun(
            id: Self.newID(), arguments: shownArguments,
            workingFolder: paths.textOutside(ObservedPath(workingFolder)), startedAt: startedAt,
            endedAt: endedAt, end: end, machine: machine, coverage: coverage)
        run.inputs = Self.sorted(seen.inputs)
        run.outputs = Self.sorted(seen.outputs)
        run.programs = Self.sorted(seen.programs)
        run.packages = await packages
        run.git = await git
        describe(&run)
        return await filed(run)
    }

    /// The files listed, and put in folders, at the same time.
    private func filed(_ run: ObservedRun) async -> Seen {
        let (paths, apart) = (paths, apart)
        async let listed = Self.inBackground { ListedFiles(run, paths: paths) }
        return Seen(
            run: run, inputs: FileFolders(run.inputs, apart: apart),
            outputs: FileFolders(run.outputs, apart: apart), listed: await listed)
    }

    /// Whether the command wrote a file, or one in a folder.
    func made(_ path: String, in seen: Seen) -> Bool {
        guard let resolved = Self.resolved(path).map({ ObservedPath($0) }) else { return false }
        return seen.run.outputs.contains { file in
            let found = Self.resolved(file.path.text).map { ObservedPath($0) } ?? file.path
            return found == resolved || found.isBelow(resolved)
        }
    }

    private var apart: [ObservedPath] { [ObservedPath(workingFolder), ObservedPath(home)] }

    private var places: ObservedPlaces {
        ObservedPlaces(
            home: home, workingFolder: workingFolder,
            temporary: [Environment.value("TMPDIR") ?? "/tmp"], named: named)
    }

    /// Absolute paths of the command line: also as `--out=/models`.
    private var named: [String] {
        arguments.dropFirst().compactMap { argument in
            let value = argument.split(separator: "=", maxSplits: 1).last.map(String.init)
            return [argument, value].compactMap(\.self).first { $0.hasPrefix("/") }
        }
    }

    // MARK: Facts

    private var shownArguments: [String] {
        Secrecy.shown(arguments: arguments).map(paths.text(argument:))
    }

    private func describe(_ run: inout ObservedRun) {
        var (shown, hidden) = ([String: String](), [String]())
        for entry in Self.variables {
            let halves = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2, !halves[0].isEmpty else { continue }
            let name = String(halves[0])
            if Secrecy.isShown(variable: name), !Secrecy.isSecret(value: String(halves[1])) {
                shown[name] = paths.text(argument: String(halves[1].prefix(1_000)))
            } else {
                hidden.append(String(name.prefix(200)))
            }
        }
        run.environment = shown
        run.hiddenVariables = Array(hidden.sorted().prefix(2_000))
        run.seeds = SeedFact.facts(in: arguments)
        if let seed = shown["PYTHONHASHSEED"] {
            run.seeds.append(SeedFact(name: "PYTHONHASHSEED", value: seed))
        }
        run.lockFiles = lockFiles()
    }

    /// Beside the command and in the folders above it, up to the repository's.
    private func lockFiles() -> [FileFinding] {
        var found: [FileFinding] = []
        var folder = ObservedPath(workingFolder)
        for _ in 0..<32 where !folder.isEmpty {
            for name in LockFiles.names {
                let path = ObservedPath(folder.text + "/" + name)
                guard let bytes = try? FileBytes.read(path.text) else { continue }
                found.append(
                    FileFinding(
                        path: path, content: .bytes(Digest(of: bytes), count: bytes.count)))
            }
            if FileBytes.exists(folder.text + "/.git") || folder.text == home { break }
            folder = folder.folder
        }
        return found
    }

    private static func sorted(_ files: [FileFinding]) -> [FileFinding] {
        files.sorted { $0.path < $1.path }
    }

    private static func inBackground<Value: Sendable>(
        _ work: @escaping @Sendable () -> Value
    ) async -> Value {
        await withCheckedContinuation { continuation in
            OwnThread.run { continuation.resume(returning: work()) }
        }
    }

    private static func newID() -> String {
        (0..<16).map { _ in
            let byte = UInt8.random(in: .min ... .max)
            return (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    /// The clock that the kernel stamps files by.
    private static func coarseNanoseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME_COARSE, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    // MARK: The observing library

    private static let missing =
        "`\(RingLayout.library)` is neither beside `assay` nor in `../lib/assay`"

    /// Where the library is; `nil` when it is nowhere, or its path is one that LD_PRELOAD cannot name.
    private static func library() -> String? {
        guard let program = resolved("/proc/self/exe"), let slash = program.lastIndex(of: "/")
        else {
            return nil
        }
        let folder = program[..<slash]
        return ["\(folder)/\(RingLayout.library)", "\(folder)/../lib/assay/\(RingLayout.library)"]
            .first { FileBytes.isFile($0) && !$0.contains(" ") && !$0.contains(":") }
    }

    private static var variables: [String] {
        var variables: [String] = []
        var index = 0
        while let entry = environ[index] {
            variables.append(String(cString: entry))
            index += 1
        }
        return variables
    }

    /// This process's, with the library behind those that the person has loaded.
    private static func environment(_ library: String?, _ address: String) -> [String] {
        guard let library else { return variables }
        let others = variables.filter {
            !$0.hasPrefix("LD_PRELOAD=") && !$0.hasPrefix(RingLayout.variable + "=")
        }
        let known = Environment.value("LD_PRELOAD").map { $0 + ":" } ?? ""
        return others + ["LD_PRELOAD=\(known)\(library)", "\(RingLayout.variable)=\(address)"]
    }
}

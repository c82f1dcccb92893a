/// How much longer a command takes under `assay run`, from start to exit and with its recording: a
/// script of Python that reads many small files, and one that reads large ones.
struct RunOverhead {
    private let site: Site
    private static let script = "Benchmarks/run-files.py"
    /// That a script takes so much longer at most.
    private static let ratioMax = 1.03

    init(_ site: Site) { self.site = site }

    func measure() throws -> [Measurement] {
        let folder = try ScratchFolder("run", in: site)
        let home = try ScratchFolder("run-home", in: site)
        let count = String(site.scale.observedFileCount)
        try python(["make", folder.path, count]).succeed()
        let many = ["many", folder.path, count]
        let large = ["large", folder.path]
        return [
            try measurement("`assay run`, \(count) files read, a tenth written", many, home),
            try measurement("  two files of 256 MiB read", large, home),
            try measurement(
                "  \(count) files opened, and nothing done", ["bare", folder.path, count], home,
                target: .none),
        ]
    }

    /// With and without in turns, so that both meet the same machine.
    private func measurement(
        _ name: String, _ arguments: [String], _ home: ScratchFolder,
        target: Measurement.Target = .atMost(ratioMax)
    ) throws -> Measurement {
        let plain = python(arguments)
        let observed = ChildProcess(
            program: site.assay,
            arguments: ["run", "--quiet", "--", "python3", Self.script] + arguments,
            environment: ["ASSAY_HOME": home.path])
        try plain.succeed()
        try observed.succeed()
        let runs = try (0..<site.scale.runCount).map { _ in
            let without = try plain.succeed().seconds
            return Measurement.Run(measured: try observed.succeed().seconds, reference: without)
        }
        return Measurement(
            name: name, unit: "s", reference: "without `assay run`", target: target, runs: runs)
    }

    private func python(_ arguments: [String]) -> ChildProcess {
        ChildProcess(program: "python3", arguments: [Self.script] + arguments)
    }
}

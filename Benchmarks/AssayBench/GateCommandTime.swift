/// How long `assay gate` takes from start to exit, on the example whose second model may ship.
struct GateCommandTime {
    private let site: Site
    private static let limitMilliseconds = 30.0

    init(_ site: Site) { self.site = site }

    func measure() throws -> [Measurement] {
        let home = try ExampleHome(in: ScratchFolder("gate-home", in: site), site)
        let gate = home.program(["gate", "income@2", "--to", "production"])
        var limit: [Measurement.Run] = []
        var start: [Measurement.Run] = []
        for _ in 0..<site.scale.runCount {
            let own = try median(of: gate)
            limit.append(.init(measured: own, reference: Self.limitMilliseconds))
            start.append(
                .init(
                    measured: try median(of: home.program(["--version"])),
                    reference: try median(of: ChildProcess(program: "true", arguments: []))))
        }
        return [
            Measurement(
                name: "`assay gate`, start to exit", unit: "ms", reference: "the limit",
                target: .atMost(1), runs: limit),
            Measurement(
                name: "  of which `assay --version` takes", unit: "ms", reference: "/bin/true",
                target: .none, runs: start),
        ]
    }

    private func median(of program: ChildProcess) throws -> Double {
        Samples(
            try (0..<site.scale.commandCount).map { _ in try program.succeed().seconds * 1_000 }
        ).median
    }
}

/// How long `assay gate` takes from start to exit, on the example whose second model may ship.
struct GateCommandTime {
    private let site: Site
    private static let limitMilliseconds = 30.0

    init(_ site: Site) { self.site = site }

    func measure() throws -> [Measurement] {
        let home = try ScratchFolder("gate-home", in: site)
        let program = try prepared(home)
        let gate = program(["gate", "income@2", "--to", "production"])
        try gate.succeed()
        var limit: [Measurement.Run] = []
        var start: [Measurement.Run] = []
        for _ in 0..<site.scale.runCount {
            let own = try median(of: gate)
            limit.append(.init(measured: own, reference: Self.limitMilliseconds))
            start.append(
                .init(
                    measured: try median(of: program(["--version"])),
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

    /// A home in which the second version was measured, approved and released.
    private func prepared(_ home: ScratchFolder) throws -> ([String]) -> ChildProcess {
        let program = { arguments in
            ChildProcess(
                program: site.assay, arguments: arguments,
                environment: ["ASSAY_HOME": home.path, "ASSAY_PRINCIPAL": "tom@example.org"])
        }
        let example = site.example
        let data = ["--data", "\(example)/evaluation.csv", "--label", "label"]
        let parts = [
            "--part", "training-data=\(example)/training.csv", "--part",
            "evaluation-data=\(example)/evaluation.csv", "--part", "code=\(example)/train.py",
        ]
        let people = [
            "--risk", "high", "--purpose", "sizes budgets", "--business-owner",
            "bea@example.org", "--technical-owner", "tom@example.org",
        ]
        let register = ["register", "model", "income", "--from"]
        let sensitive = ["--sensitive", "sex"]
        try program(register + ["\(example)/model"] + parts + people).succeed()
        try program(["eval", "income@1"] + data + ["--score", "score"] + sensitive).succeed()
        try program(["gate", "income@1", "--to", "production"]).succeed(with: 1)
        try program(register + ["\(example)/model-2"] + parts).succeed()
        try program(["eval", "income@2"] + data + ["--score", "score_2"] + sensitive).succeed()
        let approve = ["approve", "income@2", "--to", "production", "--as"]
        try program(approve + ["ruth@example.org:risk-reviewer"]).succeed()
        return program
    }
}

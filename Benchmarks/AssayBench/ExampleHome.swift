/// A home in which the example's second version was measured, approved and released.
struct ExampleHome {
    private let scratch: ScratchFolder
    private let site: Site

    init(in scratch: ScratchFolder, _ site: Site) throws {
        self.scratch = scratch
        self.site = site
        try tellStory()
    }

    var path: String { scratch.path }

    /// The program in this home.
    func program(_ arguments: [String]) -> ChildProcess {
        ChildProcess(
            program: site.assay, arguments: arguments,
            environment: ["ASSAY_HOME": path, "ASSAY_PRINCIPAL": "tom@example.org"])
    }

    private func tellStory() throws {
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
        try program(["gate", "income@2", "--to", "production"]).succeed()
    }
}

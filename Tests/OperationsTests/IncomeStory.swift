import Governance
import Operations
import Testing
import Transparency

/// A small model with scores for two groups, and what people do with it.
struct IncomeStory {
    let test: TestPlatform
    let maker: Actor
    let reviewer: Actor

    init(_ test: TestPlatform) throws {
        self.test = test
        maker = .claimed(try PrincipalClaim("tom@example.org"))
        reviewer = .claimed(try PrincipalClaim("ruth@example.org:risk-reviewer"))
        try test.write("weights one", to: "model/model.json")
        try test.write("{}", to: "model/config.json")
        try test.write("age\n1\n", to: "training.csv")
        try test.write("print()", to: "train.py")
        try test.write(Self.evaluation, to: "evaluation.csv")
    }

    init() throws { try self.init(TestPlatform()) }

    /// 4,000 rows; `fair` finds both groups equally often, `unfair` does not.
    static let evaluation: String = {
        var lines = ["sex,label,fair,unfair"]
        for row in 0..<4000 {
            let isFemale = row % 2 == 0
            let label = row / 2 % 2
            let isSure = row / 4 % 10 < 9
            let fair = (label == 1) == isSure ? 0.9 : 0.1
            let unfair = isFemale && row / 4 % 10 < 4 ? 0.1 : fair
            lines.append("\(isFemale ? "F" : "M"),\(label),\(fair),\(unfair)")
        }
        return lines.joined(separator: "\n") + "\n"
    }()

    func register(purpose: String? = "sizes budgets") async throws -> RegisterVersion.Registered {
        try await registration(purpose: purpose).run(on: test.platform)
    }

    /// The command to register the files as they are now.
    func registration(
        of name: String = "income", purpose: String? = "sizes budgets", in workspace: String? = nil,
        by actor: Actor? = nil
    ) async throws -> RegisterVersion {
        try await RegisterVersion(
            subject: #require(SubjectName(name)), parts: parts(), purpose: purpose,
            risk: .high, businessOwner: PrincipalClaim("bea@example.org"),
            technicalOwner: PrincipalClaim("tom@example.org"),
            workspace: workspace.flatMap { Workspace($0) }, by: actor ?? maker)
    }

    /// The files as they are now.
    func parts() async throws -> [HashedPart] {
        let files: KeyValuePairs<PartRole, String> = [
            .weights: "model", .trainingData: "training.csv", .evaluationData: "evaluation.csv",
            .code: "train.py",
        ]
        var parts: [HashedPart] = []
        for (role, path) in files {
            parts.append(
                try await HashedPart.hash(
                    role: role, path: "\(test.folder)/\(path)", looksInside: true))
        }
        return parts
    }

    /// Looks into the files, too.
    func evaluate(_ version: VersionName, score: String) async throws -> [Evidence] {
        try await scan(version)
        return try await add(
            EvaluateVersion(
                version: version, data: test.folder + "/evaluation.csv", label: "label",
                score: score, sensitive: ["sex"], threshold: 0.5, positive: nil, by: maker))
    }

    /// Looks into the files as they are now.
    func scan(_ version: VersionName) async throws {
        _ = try await RecordScan(version: version, parts: parts().map(\.scanned), by: maker)
            .run(on: test.platform)
    }

    /// Measures and adds what comes out.
    func add(_ evaluation: EvaluateVersion) async throws -> [Evidence] {
        let artifacts = try await VersionSources(version: evaluation.version, by: evaluation.by)
            .run(on: test.platform)
        var evidence: [Evidence] = []
        for addition in try await evaluation.measured(on: artifacts) {
            evidence.append(try await addition.run(on: test.platform))
        }
        return evidence
    }

    func gate(_ version: VersionName) async throws -> JudgeVersion.Judged {
        try await JudgeVersion(version: version, to: "production", policyFile: nil, by: maker)
            .run(on: test.platform)
    }

    func approve(_ version: VersionName, as claim: Actor) async throws -> Approval {
        try await ApproveVersion(version: version, to: "production", roles: nil, by: claim)
            .run(on: test.platform)
    }

    /// A version that the gate allowed.
    func released() async throws -> VersionName {
        let name = try await register().version.name
        _ = try await evaluate(name, score: "fair")
        _ = try await approve(name, as: reviewer)
        _ = try await gate(name)
        return name
    }
}

import ArgumentParser
import Glibc

/// Measures what the platform promises about speed, each figure beside a peer or a limit.
@main
struct AssayBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assay-bench",
        abstract: "Measure Assay against peers and limits; prints a table and writes JSON.")

    @Flag(help: "Small sizes and three runs: shows that everything works, not how fast it is.")
    var quick = false
    @Option(help: "Records in the ledger that `assay log verify` reads.")
    var auditRecords: Int?
    @Option(help: "Registered versions that are listed and searched.")
    var versions: Int?
    @Option(
        help: "Only these, with commas: \(Suite.allCases.map(\.rawValue).joined(separator: ", ")).")
    var only: String?
    @Option(help: "The assay program.")
    var assay: String
    @Option(help: "The folder Examples/adult-income.")
    var example: String
    @Option(help: "A folder on the disk to be measured; what is written there is removed again.")
    var scratch: String
    @Option(help: "PyPI's model_signing; without it the figures beside it are left out.")
    var modelSigning: String?
    @Option(help: "PyPI's picklescan; without it the figure beside it is left out.")
    var picklescan: String?
    @Option(help: "A Python with xgboost, lightgbm, shap and lime; without it, no `explain`.")
    var explainPython: String?
    @Option(help: "A Python with fasttreeshap; without it the figure beside it is left out.")
    var fastTreeshapPython: String?
    @Option(help: "Where `peers-explain.py` is.")
    var explainScript = "Benchmarks/peers-explain.py"
    @Option(help: "A Python with evidently, nannyml, scipy, fairlearn; else no `evaluation`.")
    var evaluationPython: String?
    @Option(help: "A Python with alibi-detect and whylogs; without it their figures are left out.")
    var olderPython: String?
    @Option(help: "Where `peers-evaluation.py` is.")
    var evaluationScript = "Benchmarks/peers-evaluation.py"
    @Option(help: "A Python with mlflow 3.17; without it, no `tracking`.")
    var trackingPython: String?
    @Option(help: "A PostgreSQL where databases may be made, as a libpq conninfo; for `tracking`.")
    var postgres: String?
    @Option(help: "Where the figures go.")
    var json: String

    func run() async throws {
        var scale = quick ? Scale.quick : Scale.full
        if let auditRecords { scale.auditRecordCount = auditRecords }
        if let versions { scale.versionCount = versions }
        let site = Site(
            assay: assay, example: example, scratch: scratch, modelSigning: modelSigning,
            picklescan: picklescan, explainPython: explainPython,
            fastTreeSHAPPython: fastTreeshapPython, explainScript: explainScript,
            evaluationPython: evaluationPython, olderPython: olderPython,
            evaluationScript: evaluationScript, trackingPython: trackingPython, postgres: postgres,
            scale: scale)
        var report = Report(machine: Machine(), scale: scale)
        print(report.heading)
        for suite in try suites {
            let measurements = try await suite.measure(site)
            report.measurements += measurements
            for measurement in measurements { print(Report.line(measurement)) }
            fflush(nil)
        }
        print(report.summary)
        try report.write(to: json)
    }

    private var suites: [Suite] {
        get throws {
            guard let only else { return Suite.allCases }
            return try only.split(separator: ",").map { name in
                guard let suite = Suite(rawValue: String(name)) else {
                    throw ValidationError("there is no benchmark `\(name)`")
                }
                return suite
            }
        }
    }
}

/// What is measured, in the order of the report.
enum Suite: String, CaseIterable {
    case ledger, rule, gate, command, hashing, bulk, scan, judging, evaluation, profiles, explain
    case search, lineage, audit, server, pages, run, tracking, runs, artifacts

    func measure(_ site: Site) async throws -> [Measurement] {
        switch self {
        case .ledger: try await LedgerRate(site).measure()
        case .rule: try RuleRate(site).measure()
        case .gate: try GateLatency(site).measure()
        case .command: try GateCommandTime(site).measure()
        case .hashing: try await FolderHashing(site).measure()
        case .bulk: try await BulkHashing(site).measure()
        case .scan: try ScanRate(site).measure()
        case .judging: try await [JudgingRate(site).measure()]
        case .evaluation: try EvaluationRate(site).measure()
        case .profiles: try EvaluationRate(site).measureProfiles()
        case .explain: try ExplainRate(site).measure()
        case .search: try await VersionSearch(site).measure()
        case .lineage: try await LineageWalk(site).measure()
        case .audit: try await LogVerification(site).measure()
        case .server: try ServerRate(site).measure()
        case .pages: try await PageTime(site).measure()
        case .run: try RunOverhead(site).measure()
        case .tracking: try TrackingRate(site).measure()
        case .runs: try await TrackingSearch(site).measure()
        case .artifacts: try ArtifactRate(site).measure()
        }
    }
}

/// Where it is measured and how much.
struct Site {
    let assay: String
    let example: String
    let scratch: String
    /// A program.
    let modelSigning: String?
    /// A program.
    let picklescan: String?
    /// A program.
    let explainPython: String?
    /// A program.
    let fastTreeSHAPPython: String?
    let explainScript: String
    /// A program.
    let evaluationPython: String?
    /// A program; with the NumPy that some packages still want.
    let olderPython: String?
    let evaluationScript: String
    /// A program.
    let trackingPython: String?
    /// A libpq conninfo.
    let postgres: String?
    let scale: Scale
}

/// How large everything is.
struct Scale {
    let name: String
    /// Each figure is the median of so many.
    var runCount: Int
    /// Records that each of the 16 writers appends in a run.
    var recordsPerWriter: Int
    var ruleEvaluationCount: Int
    var judgementCount: Int
    var commandCount: Int
    /// Bytes of each of the eight files.
    var fileByteCount: Int
    /// Bytes of a large file; eight of a quarter of it make a large folder.
    var bulkByteCount: Int
    var versionCount: Int
    /// Runs that each made a thing of a hundred others.
    var activityCount: Int
    /// Scanned versions that are judged again.
    var judgedVersionCount: Int
    /// Rows that kernels explain which ask a model for each of them.
    var explainedRowCount: Int
    /// A peer explains at most so many rows.
    var explainedRowsMost: Int
    /// Rows that are compared, profiled and measured for fairness.
    var evaluatedRowCount: Int
    /// Small files that an observed command reads.
    var observedFileCount: Int
    /// Tracked runs that are searched.
    var trackedRunCount: Int
    /// Bytes of a file that is uploaded and downloaded.
    var artifactByteCount: Int
    /// Queries of one kind in a run.
    var queryCount: Int
    var auditRecordCount: Int
    /// How long each load on a server lasts.
    var loadSeconds: Int

    static let full = Scale(
        name: "full", runCount: 5, recordsPerWriter: 1_000, ruleEvaluationCount: 1_000_000,
        judgementCount: 2_000, commandCount: 30, fileByteCount: 128 << 20,
        bulkByteCount: 2 << 30, versionCount: 100_000, activityCount: 10_000,
        judgedVersionCount: 10_000,
        explainedRowCount: 100, explainedRowsMost: 10_000,
        evaluatedRowCount: 1_000_000, observedFileCount: 20_000, trackedRunCount: 1_000_000,
        artifactByteCount: 1 << 30, queryCount: 200,
        auditRecordCount: 1_000_000,
        loadSeconds: 4)
    static let quick = Scale(
        name: "quick", runCount: 3, recordsPerWriter: 50, ruleEvaluationCount: 50_000,
        judgementCount: 200, commandCount: 5, fileByteCount: 4 << 20,
        bulkByteCount: 64 << 20, versionCount: 2_000, activityCount: 500, judgedVersionCount: 200,
        explainedRowCount: 10, explainedRowsMost: 50, evaluatedRowCount: 20_000,
        observedFileCount: 500, trackedRunCount: 10_000, artifactByteCount: 32 << 20,
        queryCount: 20,
        auditRecordCount: 20_000, loadSeconds: 1)
}

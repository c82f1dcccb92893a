import Foundation
import Operations
import Statistics
import Transparency

/// What `assay drift`, `assay profile` and `assay fairness` take on files, beside evidently,
/// nannyml, alibi-detect, SciPy, whylogs and Fairlearn on the same rows.
///
/// A command's time is all of its processor time, start and reading included; a peer's is that of
/// its work on rows in memory.
struct EvaluationRate {
    private let site: Site
    private let peers: EvaluationPeers

    private static let memoryMegabytesMost = 400.0
    private static let profileKilobytesMost = 100.0
    private static let mergeMillisecondsMost = 0.1
    private static let mergeCount = 1_000
    private static let thresholdCount = 9
    private static let replicateCount = 1_000

    init(_ site: Site) {
        self.site = site
        peers = EvaluationPeers(site)
    }

    func measure() throws -> [Measurement] {
        guard peers.areThere else { return [] }
        let scratch = try ScratchFolder("evaluation", in: site)
        try peers.make(in: scratch)
        return try drift(scratch) + fairness(scratch)
    }

    /// What `assay profile` takes, and merging what it makes.
    func measureProfiles() throws -> [Measurement] {
        guard peers.areThere else { return [] }
        let scratch = try ScratchFolder("profiles", in: site)
        try peers.make(in: scratch)
        return try profiles(scratch) + [merge(scratch)]
    }

    private var rows: Double { Double(site.scale.evaluatedRowCount) }

    private func assay(_ arguments: [String], in scratch: ScratchFolder) -> ChildProcess {
        ChildProcess(
            program: site.assay, arguments: arguments,
            environment: ["ASSAY_HOME": "\(scratch.path)/home"])
    }

    // MARK: Drift

    private func drift(_ scratch: ScratchFolder) throws -> [Measurement] {
        var megabytes: [Double] = []
        let beside = try [
            besidePeer(.evidently, atLeast: 50, scratch, &megabytes),
            besidePeer(.nannyml, atLeast: 25, scratch, &megabytes),
            besidePeer(.alibiDetect, atLeast: 10, scratch, &megabytes),
            besidePeer(.scipyAll, atLeast: 5, scratch, &megabytes),
            besidePeer(.scipy, atLeast: 5, scratch, &megabytes),
        ].compactMap { $0 }
        let memory = Measurement(
            name: "the same, memory at most", unit: "MB", reference: "the limit",
            target: .atMost(1),
            runs: megabytes.map { .init(measured: $0, reference: Self.memoryMegabytesMost) })
        return beside + (megabytes.isEmpty ? [] : [memory])
    }

    private func besidePeer(
        _ peer: EvaluationPeers.Peer, atLeast times: Double, _ scratch: ScratchFolder,
        _ megabytes: inout [Double]
    ) throws -> Measurement? {
        var runs: [Measurement.Run] = []
        var version = ""
        for _ in 0..<site.scale.runCount {
            guard let theirs = try peers.ask(peer, in: scratch) else { return nil }
            let output = "\(scratch.path)/drift.json"
            let ended = try assay(
                [
                    "drift", "\(scratch.path)/reference.parquet",
                    "\(scratch.path)/current.parquet", "--json",
                ], in: scratch
            ).run(output: output)
            // 2: of so few rows some columns are undecided.
            guard ended.status == 0 || site.scale.name == "quick" && ended.status == 2 else {
                throw BenchFailure("`assay drift` ended with \(ended.status)")
            }
            try compare(theirs.said, with: Data(contentsOf: URL(filePath: output)), peer)
            version = theirs.version
            megabytes.append(Double(ended.bytesMost) / 1e6)
            runs.append(.init(measured: ended.processorSeconds, reference: theirs.seconds))
        }
        return Measurement(
            name: "`assay drift`, \(rows / 1e6) million rows a side", unit: "processor s",
            reference: "\(peer.rawValue) \(version)", target: .atMost(1 / times), runs: runs)
    }

    private struct Report: Decodable {
        struct Column: Decodable {
            struct Effect: Decodable { let value: Double }
            let name: String
            let p_value: Double
            let measures: [String: Effect]
        }
        let columns: [Column]
    }

    /// Distances and p-values, where the peer says them.
    private func compare(
        _ said: [String: Double], with data: Data, _ peer: EvaluationPeers.Peer
    ) throws {
        for column in try JSONDecoder().decode(Report.self, from: data).columns {
            let own = column.measures["kolmogorov_smirnov"]?.value ?? column.p_value
            guard let theirs = said[column.name] else { continue }
            guard (own - theirs).magnitude <= 1e-9 else {
                throw BenchFailure("\(peer) says \(theirs) of `\(column.name)`, not \(own)")
            }
        }
    }

    // MARK: Profiles

    private func profiles(_ scratch: ScratchFolder) throws -> [Measurement] {
        var sizes: [Measurement.Run] = []
        for _ in 0..<site.scale.runCount {
            _ = try profileRate("current.parquet", scratch)
            let size = try Double(FileBytes.read(path(of: "current.parquet", scratch)).count)
            sizes.append(
                .init(measured: size / 1e3, reference: Self.profileKilobytesMost))
        }
        return try [
            profile("reference.parquet", "Parquet", atLeast: 1e6, scratch),
            profile("reference-plain.parquet", "Parquet without dictionaries", scratch),
            profile("reference.csv", "CSV", atLeast: 4e5, scratch),
        ] + besideWhylogs(scratch) + [
            Measurement(
                name: "a profile of 20 columns", unit: "kB", reference: "the limit",
                target: .atMost(1), runs: sizes)
        ]
    }

    private func path(of file: String, _ scratch: ScratchFolder) -> String {
        "\(scratch.path)/\(file).profile"
    }

    /// Rows a processor second.
    private func profileRate(_ file: String, _ scratch: ScratchFolder) throws -> Double {
        let ended = try assay(
            ["profile", "\(scratch.path)/\(file)", "--output", path(of: file, scratch)],
            in: scratch
        ).succeed()
        return rows / ended.processorSeconds
    }

    private func profile(
        _ file: String, _ what: String, atLeast limit: Double? = nil, _ scratch: ScratchFolder
    ) throws -> Measurement {
        let runs = try (0..<site.scale.runCount).map { _ in
            Measurement.Run(measured: try profileRate(file, scratch), reference: limit ?? 1e6)
        }
        return Measurement(
            name: "`assay profile`, \(what)", unit: "rows/processor s",
            reference: limit == nil ? "a million" : "the limit",
            target: limit == nil ? .none : .atLeast(1), runs: runs)
    }

    private func besideWhylogs(_ scratch: ScratchFolder) throws -> [Measurement] {
        var runs: [Measurement.Run] = []
        var version = ""
        for _ in 0..<site.scale.runCount {
            guard let theirs = try peers.ask(.whylogs, in: scratch) else { return [] }
            let kilobytes = (theirs.said["bytes"] ?? 0) / 1e3
            version = "\(theirs.version), \(Int(kilobytes.rounded())) kB"
            let rate = try profileRate("reference.parquet", scratch)
            runs.append(.init(measured: rate, reference: rows / theirs.seconds))
        }
        return [
            Measurement(
                name: "`assay profile`, Parquet", unit: "rows/processor s",
                reference: "whylogs \(version)", target: .none, runs: runs)
        ]
    }

    private func merge(_ scratch: ScratchFolder) throws -> Measurement {
        let first = try DataProfile(
            bytes: FileBytes.read(path(of: "reference.parquet", scratch)))
        let second = try DataProfile(bytes: FileBytes.read(path(of: "current.parquet", scratch)))
        let runs = try (0..<site.scale.runCount).map { _ in
            let seconds = try Stopwatch.processorSeconds {
                for _ in 0..<Self.mergeCount {
                    var whole = first
                    try whole.merge(second)
                }
            }
            return Measurement.Run(
                measured: seconds / Double(Self.mergeCount) * 1e3,
                reference: Self.mergeMillisecondsMost)
        }
        return Measurement(
            name: "merging two such profiles", unit: "processor ms", reference: "the limit",
            target: .atMost(1), runs: runs)
    }

    // MARK: Fairness

    private func fairness(_ scratch: ScratchFolder) throws -> [Measurement] {
        let thresholds = (1...Self.thresholdCount).map { "0.\($0)" }.joined(separator: ",")
        let command = assay(
            [
                "fairness", "\(scratch.path)/fairness.parquet", "--label", "y", "--score", "p",
                "--sensitive", "group", "--threshold", thresholds, "--replicates",
                "\(Self.replicateCount)", "--json",
            ], in: scratch)
        var whole: [Measurement.Run] = []
        var single: [Measurement.Run] = []
        var version = ""
        for _ in 0..<site.scale.runCount {
            let seconds = try command.succeed().processorSeconds
            whole.append(.init(measured: seconds, reference: 1))
            guard let theirs = try peers.ask(.fairlearn, in: scratch) else { continue }
            version = theirs.version
            let replicates = Double(Self.thresholdCount * Self.replicateCount)
            single.append(
                .init(measured: seconds / replicates * 1e3, reference: theirs.seconds * 1e3))
        }
        let own = Measurement(
            name: "`assay fairness`, 40 groups, 9 thresholds", unit: "processor s",
            reference: "the limit", target: .atMost(1), runs: whole)
        let beside = Measurement(
            name: "the same, a replicate at a threshold", unit: "processor ms",
            reference: "fairlearn \(version)", target: .none, runs: single)
        return [own] + (single.isEmpty ? [] : [beside])
    }
}

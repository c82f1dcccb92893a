import Foundation
import Predictors
import Statistics

/// How many rows are explained in a processor second, beside xgboost, lightgbm, shap, fasttreeshap
/// and lime on the same rows and model files, and whether they say the same.
///
/// What is timed takes models and rows from memory. Peers take rows one by one, so slow ones get
/// fewer; Assay always gets all, tables that it makes first included.
struct ExplainRate {
    private let site: Site
    private let peers: ExplainPeers
    private static let featureCount = 30
    private static let smallBackground = 100

    /// What is explained, and by what.
    private struct Case {
        let xgboost: TreeEnsemble
        let lightGBM: TreeEnsemble
        let rows: FeatureRows
        let background: FeatureRows
        let training: FeatureRows

        /// Few of the rows, or of the background.
        static func first(_ count: Int, of rows: FeatureRows) throws -> FeatureRows {
            try FeatureRows(
                Array(rows.values.prefix(count * rows.featureCount)), rowCount: count,
                featureCount: rows.featureCount)
        }
    }

    init(_ site: Site) {
        self.site = site
        peers = ExplainPeers(site)
    }

    func measure() throws -> [Measurement] {
        guard peers.areThere else { return [] }
        let scratch = try ScratchFolder("explain", in: site)
        try peers.make(in: scratch)
        let given = Case(
            xgboost: try ensemble("\(scratch.path)/xgboost.json"),
            lightGBM: try ensemble("\(scratch.path)/lightgbm.txt"),
            rows: try rows("\(scratch.path)/rows.f64"),
            background: try rows("\(scratch.path)/background.f64"),
            training: try rows("\(scratch.path)/training.f64"))
        return try paths(given, scratch) + backgrounds(given, scratch) + kernel(given, scratch)
            + lime(given, scratch)
    }

    private func ensemble(_ path: String) throws -> TreeEnsemble {
        let bytes = try Data(contentsOf: URL(filePath: path))
        guard let trees = try Predictor.open(Array(bytes)).treeEnsemble else {
            throw BenchFailure("`\(path)` has no trees")
        }
        return trees
    }

    private func rows(_ path: String) throws -> FeatureRows {
        let values = try ExplainPeers.numbers(path)
        return try FeatureRows(
            values, rowCount: values.count / Self.featureCount, featureCount: Self.featureCount)
    }

    // MARK: Trees

    private func paths(_ given: Case, _ scratch: ScratchFolder) throws -> [Measurement] {
        try [
            tree(.xgboost, given.xgboost, nil, given, scratch, times: 20, tolerance: 1e-5),
            tree(.lightgbm, given.lightGBM, nil, given, scratch, times: 15, tolerance: 1e-7),
            tree(.shap, given.xgboost, nil, given, scratch, times: 12, tolerance: 1e-7),
            tree(.fasttreeshap, given.lightGBM, nil, given, scratch, times: 5, tolerance: 1e-7),
        ].compactMap { $0 }
    }

    private func backgrounds(_ given: Case, _ scratch: ScratchFolder) throws -> [Measurement] {
        let few = try Case.first(Self.smallBackground, of: given.background)
        let beside = try tree(
            .shapBackground, given.xgboost, few, given, scratch, times: 80, tolerance: 1e-7)
        let runs = try (0..<site.scale.runCount).map { _ in
            let small = try own(given.xgboost, given.rows, few).seconds
            let large = try own(given.xgboost, given.rows, given.background).seconds
            return Measurement.Run(measured: large, reference: small)
        }
        let large = Measurement(
            name: "TreeSHAP, background \(given.background.rowCount)", unit: "processor s",
            reference: "background \(few.rowCount)", target: .atMost(2), runs: runs)
        return [beside, large].compactMap { $0 }
    }

    /// Explains all rows, after a peer did, and compares what both say.
    private func tree(
        _ peer: ExplainPeers.Peer, _ ensemble: TreeEnsemble, _ background: FeatureRows?,
        _ given: Case, _ scratch: ScratchFolder, times: Double, tolerance: Double
    ) throws -> Measurement? {
        var runs: [Measurement.Run] = []
        var version = ""
        for _ in 0..<site.scale.runCount {
            guard let theirs = try peers.explain(peer, in: scratch) else { return nil }
            let (seconds, contributions) = try own(ensemble, given.rows, background)
            let difference = zip(theirs.values, contributions.values)
                .reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
            guard theirs.values.count == theirs.rowCount * Self.featureCount,
                difference <= tolerance
            else { throw BenchFailure("\(peer) says other values: they differ by \(difference)") }
            version = "\(theirs.version), values within \(Self.text(difference))"
            runs.append(
                .init(measured: Double(given.rows.rowCount) / seconds, reference: theirs.rate))
        }
        let absent = background.map { ", background \($0.rowCount)" } ?? ", by covers"
        return Measurement(
            name: "TreeSHAP\(absent), \(peer.model)", unit: "rows/processor s",
            reference: "\(peer.package) \(version)", target: .atLeast(times), runs: runs)
    }

    private func own(
        _ ensemble: TreeEnsemble, _ rows: FeatureRows, _ background: FeatureRows?
    ) throws -> (seconds: Double, contributions: Contributions) {
        var contributions: Contributions?
        let seconds = try Stopwatch.processorSeconds {
            contributions = try TreeSHAP(
                ensemble, absent: background.map { .takenFrom($0) } ?? .followingCovers
            ).contributions(of: rows)
        }
        guard let contributions else { throw BenchFailure("nothing was explained") }
        return (seconds, contributions)
    }

    // MARK: Any model

    /// Of trees each coalition's worth is looked up; asking the model as any other is shown beside it.
    private func kernel(_ given: Case, _ scratch: ScratchFolder) throws -> [Measurement] {
        let rows = try Case.first(site.scale.explainedRowCount, of: given.rows)
        let few = try Case.first(Self.smallBackground, of: given.background)
        let exact = try own(given.xgboost, rows, few).contributions.values
        var looked: [Measurement.Run] = []
        var asked: [Measurement.Run] = []
        var errors: [Measurement.Run] = []
        var version = ""
        for _ in 0..<site.scale.runCount {
            guard let theirs = try peers.explain(.shapKernel, in: scratch) else { return [] }
            let kernel = try KernelSHAP(background: few, seed: 1)
            var values: [Double] = []
            let seconds = try Stopwatch.processorSeconds {
                values = try kernel.contributions(of: rows, ensemble: given.xgboost).values
            }
            let asking = try Stopwatch.processorSeconds {
                _ = try kernel.contributions(
                    of: Case.first(theirs.rowCount, of: rows), model: given.xgboost.model())
            }
            version = theirs.version
            looked.append(
                .init(measured: Double(rows.rowCount) / seconds, reference: theirs.rate))
            asked.append(
                .init(measured: Double(theirs.rowCount) / asking, reference: theirs.rate))
            errors.append(
                .init(
                    measured: Self.error(values.prefix(theirs.values.count), exact),
                    reference: Self.error(theirs.values[...], exact)))
        }
        let beside = "shap \(version)"
        return [
            Measurement(
                name: "KernelSHAP, background \(few.rowCount), trees", unit: "rows/processor s",
                reference: beside, target: .atLeast(30), runs: looked),
            Measurement(
                name: "the same, as of any model", unit: "rows/processor s", reference: beside,
                target: .none, runs: asked),
            Measurement(
                name: "the same, mean error beside exact values", unit: "margin",
                reference: beside, target: .none, runs: errors),
        ]
    }

    /// The next power of ten.
    private static func text(_ difference: Double) -> String {
        guard difference > 0 else { return "0" }
        let power = log10(difference).rounded(.up)
        return "1e\(Int(power))"
    }

    private static func error(_ values: ArraySlice<Double>, _ exact: [Double]) -> Double {
        zip(values, exact).reduce(0) { $0 + ($1.0 - $1.1).magnitude } / Double(values.count)
    }

    private func lime(_ given: Case, _ scratch: ScratchFolder) throws -> [Measurement] {
        let rows = try Case.first(site.scale.explainedRowCount, of: given.rows)
        var runs: [Measurement.Run] = []
        var version = ""
        for _ in 0..<site.scale.runCount {
            guard let theirs = try peers.explain(.lime, in: scratch) else { return [] }
            let seconds = try Stopwatch.processorSeconds {
                // Its making draws the samples.
                _ = try LIME(training: given.training, seed: 1)
                    .explain(rows, model: given.xgboost.model())
            }
            version = theirs.version
            runs.append(.init(measured: Double(rows.rowCount) / seconds, reference: theirs.rate))
        }
        return [
            Measurement(
                name: "LIME, 5,000 samples", unit: "rows/processor s",
                reference: "lime \(version)", target: .atLeast(10), runs: runs)
        ]
    }
}

import Foundation

/// Other people's explainers, run by `Benchmarks/peers-explain.py` on one thread.
struct ExplainPeers {
    enum Peer: String {
        case xgboost, lightgbm, shap, fasttreeshap, lime
        case shapBackground = "shap_background"
        case shapKernel = "shap_kernel"

        var package: String { String(rawValue.prefix { $0 != "_" }) }

        /// Whose model it explains.
        var model: String {
            switch self {
            case .xgboost, .shap, .shapBackground, .shapKernel, .lime: "XGBoost"
            case .lightgbm, .fasttreeshap: "LightGBM"
            }
        }

        /// So many rows take it some seconds at the full scale.
        var rowCount: Int {
            switch self {
            case .xgboost, .lightgbm, .shap: 2_000
            // Its tables are made once for all rows.
            case .fasttreeshap: 10_000
            case .shapBackground: 500
            case .shapKernel: 10
            case .lime: 100
            }
        }
    }

    struct Explained {
        let version: String
        let rowCount: Int
        let seconds: Double
        /// Contributions; shape `[rows, features]`.
        let values: [Double]

        /// Rows a processor second.
        var rate: Double { Double(rowCount) / seconds }
    }

    private struct Answer: Decodable {
        let seconds: Double
        let version: String
    }

    private let site: Site

    init(_ site: Site) { self.site = site }

    var areThere: Bool { site.explainPython != nil }

    /// Draws the rows and trains the models.
    func make(in scratch: ScratchFolder) throws {
        _ = try run(site.explainPython, "make", site.scale.name, in: scratch)
    }

    /// - Parameters:
    ///   - peer: Whom to ask.
    ///   - scratch: Where the rows are.
    /// - Returns: What it says, or `nil` if it is not installed.
    /// - Throws: When it ends with a failure.
    func explain(_ peer: Peer, in scratch: ScratchFolder) throws -> Explained? {
        let python = peer == .fasttreeshap ? site.fastTreeSHAPPython : site.explainPython
        let count = max(min(peer.rowCount, site.scale.explainedRowsMost), 1)
        guard let output = try run(python, peer.rawValue, "\(count)", in: scratch) else {
            return nil
        }
        let answer = try JSONDecoder().decode(
            Answer.self, from: Data(contentsOf: URL(filePath: output)))
        return Explained(
            version: answer.version, rowCount: count, seconds: answer.seconds,
            values: try Self.numbers("\(scratch.path)/\(peer.rawValue).f64"))
    }

    private func run(
        _ python: String?, _ what: String, _ size: String, in scratch: ScratchFolder
    ) throws -> String? {
        guard let python else { return nil }
        let output = "\(scratch.path)/\(what).out"
        try ChildProcess(
            program: python, arguments: [site.explainScript, scratch.path, what, size]
        ).succeed(output: output)
        return output
    }

    /// Doubles one after the other, the lowest byte first.
    static func numbers(_ path: String) throws -> [Double] {
        let data = try Data(contentsOf: URL(filePath: path))
        return data.withUnsafeBytes { bytes in
            stride(from: 0, to: bytes.count - 7, by: 8).map {
                Double(bitPattern: bytes.loadUnaligned(fromByteOffset: $0, as: UInt64.self))
            }
        }
    }
}

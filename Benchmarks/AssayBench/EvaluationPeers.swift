import Foundation

/// Other people's tools for data and fairness, run by `Benchmarks/peers-evaluation.py` on one
/// thread.
final class EvaluationPeers {
    enum Peer: String {
        case evidently, nannyml, scipy, whylogs, fairlearn
        case alibiDetect = "alibi_detect"
        case scipyAll = "scipy_all"

        /// Wants an older NumPy than the rest.
        var isOlder: Bool { self == .whylogs || self == .alibiDetect }
    }

    struct Answer: Decodable {
        /// Of processor time, without imports and without what is read.
        let seconds: Double
        let version: String
        /// Its number for a column, or for anything else it names.
        let said: [String: Double]
    }

    private let site: Site
    /// Those that take so long that they are asked once.
    private var slow: [Peer: Answer] = [:]
    private static let slowSeconds = 15.0

    init(_ site: Site) { self.site = site }

    var areThere: Bool { site.evaluationPython != nil }

    /// Draws the rows.
    func make(in scratch: ScratchFolder) throws {
        _ = try run(
            site.evaluationPython, "make", ["\(site.scale.evaluatedRowCount)"], in: scratch)
    }

    /// - Parameters:
    ///   - peer: Whom to ask.
    ///   - scratch: Where the rows are.
    /// - Returns: What it says, or `nil` if it is not installed.
    /// - Throws: When it ends with a failure.
    func ask(_ peer: Peer, in scratch: ScratchFolder) throws -> Answer? {
        if let known = slow[peer] { return known }
        let python = peer.isOlder ? site.olderPython : site.evaluationPython
        guard let output = try run(python, peer.rawValue, [], in: scratch) else { return nil }
        let answer = try JSONDecoder().decode(
            Answer.self, from: Data(contentsOf: URL(filePath: output)))
        if answer.seconds > Self.slowSeconds { slow[peer] = answer }
        return answer
    }

    private func run(
        _ python: String?, _ what: String, _ more: [String], in scratch: ScratchFolder
    ) throws -> String? {
        guard let python else { return nil }
        let output = "\(scratch.path)/\(what).out"
        try ChildProcess(
            program: python, arguments: [site.evaluationScript, scratch.path, what] + more
        ).succeed(output: output)
        return output
    }
}

import Foundation

@testable import Statistics

/// What shap, xgboost, lightgbm, scikit-learn and lime say; `Scripts/check-explanations.sh` pins it.
struct ExplanationValues: Decodable {
    struct Node: Decodable {
        /// A leaf's values.
        let v: [Double]?
        /// The cover.
        let c: Double
        /// A split's feature, question, threshold or set, children, and where gaps and zeros go.
        let f: Int?
        let q: String?
        let t: Double?
        let s: [Int]?
        let l: Int?
        let r: Int?
        let m: Bool?
        let z: Bool?
    }
    struct Tree: Decodable {
        let output: Int
        let weight: Double
        let nodes: [Node]
    }
    struct Claim: Decodable {
        let kind: String
        let values: [Double]
        let tolerance: Double
    }
    struct TreeCase: Decodable {
        let name: String
        let features: Int
        let rows: [Double?]
        let rowCount: Int
        let background: [Double?]
        let backgroundCount: Int
        let bases: [Double]
        let roundsToSingle: Bool
        let trees: [Tree]
        let claims: [Claim]
    }
    struct KernelCase: Decodable {
        let players: Int
        let budget: Int
        let members: [UInt8]
        let weights: [Double]
        let values: [Double]
        let empty: Double
        let full: Double
        let contributions: [Double]
        let sizes: [Int]
        let sizeWeights: [Double]
    }
    struct LIMECase: Decodable {
        let rows: [Double]
        let rowCount: Int
        let features: Int
        let answers: [Double]
        let limit: Int
        let chosen: [Int]
        let coefficients: [Double]
        let intercept: Double
        let score: Double
        let local: Double
    }

    let trees: [TreeCase]
    let kernels: [KernelCase]
    let limes: [LIMECase]

    /// The pinned values, or those in the file that the environment names.
    static func load() throws -> Self {
        let pinned = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "explanation-values.json")
        let other = ProcessInfo.processInfo.environment["ASSAY_EXPLANATION_VALUES"]
        let file = other.map { URL(filePath: $0) } ?? pinned
        return try JSONDecoder().decode(Self.self, from: Data(contentsOf: file))
    }
}

extension ExplanationValues.TreeCase {
    func table(_ cells: [Double?], rows: Int) throws -> FeatureRows {
        try FeatureRows(cells.map { $0 ?? .nan }, rowCount: rows, featureCount: features)
    }

    func ensemble() throws -> TreeEnsemble {
        var builder = try TreeEnsembleBuilder(
            featureCount: features, baseMargins: bases, roundsToSingle: roundsToSingle)
        for tree in trees {
            try builder.beginTree(
                output: tree.output, width: tree.nodes.compactMap(\.v).first?.count ?? 1,
                weight: tree.weight)
            for node in tree.nodes {
                if let values = node.v {
                    builder.addLeaf(values, cover: node.c)
                    continue
                }
                builder.addSplit(
                    TreeEnsembleBuilder.Split(
                        feature: node.f ?? -1, question: node.question, left: node.l ?? -1,
                        right: node.r ?? -1, missingGoesLeft: node.m ?? false,
                        zeroIsMissing: node.z ?? false, cover: node.c))
            }
            try builder.endTree()
        }
        return builder.build()
    }
}

extension ExplanationValues.Node {
    fileprivate var question: TreeEnsembleBuilder.Question {
        switch q {
        case "in": .anyOf(s ?? [])
        case "below32": .belowSingle(Float(t ?? .nan))
        default: .atMost(t ?? .nan)
        }
    }
}

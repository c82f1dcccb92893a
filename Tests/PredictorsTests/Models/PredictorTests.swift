import Foundation
import Statistics
import Testing

@testable import Predictors

@Suite struct PredictorTests {
    /// The fixtures, or the folder that `Scripts/check-predictors.sh` has filled.
    private static let folder =
        ProcessInfo.processInfo.environment["ASSAY_PEER_CASES"].map { URL(filePath: $0) }
        ?? URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Peers")

    private static let cases: [URL] =
        ((try? FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil)) ?? [])
        .filter { $0.pathExtension == "json" }
        .sorted { $0.lastPathComponent < $1.lastPathComponent }

    private static func bytes(_ name: String) throws -> [UInt8] {
        try PeerCase.read(folder.appending(path: name + ".json")).bytes
    }

    @Test func `the cases were found`() { #expect(Self.cases.count > 40) }

    @Test(arguments: cases) func `predictions are the library's own`(_ file: URL) throws {
        let difference = try PeerCase.read(file).difference()
        #expect(difference == nil, "\(file.lastPathComponent)")
    }

    @Test func `a file that is no model is told what is`() {
        #expect(throws: PredictorError.unknownFormat) { try Predictor.open([]) }
        #expect(throws: PredictorError.unknownFormat) { try Predictor.open(Array("a,b\n".utf8)) }
        #expect(throws: PredictorError.unknownFormat) { try Predictor.open(Array("{}".utf8)) }
        #expect(throws: PredictorError.pickle) { try Predictor.open([0x80, 0x04, 0x95]) }
        #expect(throws: PredictorError.pickle) { try Predictor.open(Array("PK\u{3}\u{4}".utf8)) }
    }

    @Test func `rows must be as wide as the model`() throws {
        let predictor = try Predictor.open(try Self.bytes("xgboost-one-leaf"))
        #expect(throws: PredictorError.matrixMisshapen(values: 5, rows: 1, features: 4)) {
            try predictor.predict([1, 2, 3, 4, 5], rowCount: 1)
        }
        #expect(throws: PredictorError.matrixMisshapen(values: 0, rows: -1, features: 4)) {
            try predictor.predict([], rowCount: -1)
        }
        #expect(try predictor.predict([], rowCount: 0) == [])
    }

    @Test func `a model says its features and outputs`() throws {
        let xgboost = try Predictor.open(try Self.bytes("xgboost-binary-logistic-plain-columns"))
        #expect(
            xgboost.features.map(\.name)
                == ["age", "income", "children", "sparse", "city", "level"])
        #expect(
            xgboost.features[4].kind
                == .category(["Aarhus", "Bern", "Cadiz", "Dublin", "Evora", "Fez", "Genoa"]))
        #expect(xgboost.features[5].kind == .category(["0", "10", "20"]))
        #expect(xgboost.output == .probability && xgboost.marginLink == .logistic(steepness: 1))
        let coded = try Predictor.open(try Self.bytes("lightgbm-binary-plain"))
        #expect(coded.features[5].kind == .category(["0", "10", "20"]))
        let words = try Predictor.open(try Self.bytes("onnx-tree-words"))
        #expect(words.output == .classes(["high", "low", "mid"]))
        #expect(words.features.allSatisfy { !$0.isNamed })
    }

    @Test func `a graph of more than trees has no margin`() throws {
        let predictor = try Predictor.open(try Self.bytes("onnx-bayes"))
        #expect(predictor.treeEnsemble == nil)
        #expect(throws: PredictorError.noMargin) {
            try predictor.margins(of: [0, 0, 0, 0], rowCount: 1)
        }
    }

    @Test func `covers say how much of the training data passed`() throws {
        let booster = try #require(
            try Predictor.open(try Self.bytes("xgboost-binary-logistic-plain-json")).treeEnsemble)
        #expect(booster.hasCovers)
        for node in 0..<booster.nodeCount where booster.tests[node] != .leaf {
            let children =
                booster.covers[Int(booster.left[node])]
                + booster.covers[Int(booster.right[node])]
            #expect((children - booster.covers[node]).magnitude < 1e-3 * booster.covers[node])
        }
    }

    /// Whatever becomes of a model file, it is refused in one sentence or predicts.
    private static func survives(_ bytes: [UInt8]) -> String? {
        do {
            let predictor = try Predictor.open(bytes)
            let row = [Double](repeating: 1, count: predictor.features.count)
            _ = try predictor.predict(row + row.map { _ in Double.nan }, rowCount: 2)
            return nil
        } catch {
            let sentence = "\(error)"
            return sentence.contains("\n") || sentence.count > 600 ? sentence : nil
        }
    }

    private static let hostile = [
        "xgboost-binary-logistic-one-hot-json", "xgboost-binary-logistic-plain-ubj",
        "lightgbm-binary-plain", "onnx-boosting-2", "onnx-columns-one-hot", "onnx-bayes",
    ]

    @Test(arguments: hostile) func `a file that is cut off is refused`(_ name: String) throws {
        let bytes = try Self.bytes(name)
        for count in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 150)) {
            #expect(Self.survives(Array(bytes[..<count])) == nil)
        }
        let half = Array(bytes[..<(bytes.count / 2)])
        #expect(throws: PredictorError.self) { try Predictor.open(half) }
    }

    @Test(arguments: hostile) func `a file with wrong bytes does no harm`(_ name: String) throws {
        let bytes = try Self.bytes(name)
        var state: UInt64 = 42
        func next(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        for _ in 0..<200 {
            var changed = bytes
            for _ in 0...next(3) {
                let place = next(changed.count)
                switch next(4) {
                case 0: changed[place] = UInt8(next(256))
                case 1: changed[place] ^= 1 << UInt8(next(8))
                case 2: changed.insert(changed[place], at: next(changed.count))
                default: changed.remove(at: place)
                }
            }
            #expect(Self.survives(changed) == nil)
        }
    }
}

import Foundation
import Operations
import Predictors
import Testing
import Transparency

@testable import Followers

private let runtimePlace = ProcessInfo.processInfo.environment["ASSAY_ONNXRUNTIME"]

/// Models that Assay does not run, with what ONNX Runtime 1.31.1's own Python gave for them.
///
/// `Scripts/check-onnxruntime.sh` runs these with a library; without ASSAY_ONNXRUNTIME they are skipped.
@Suite(.enabled(if: runtimePlace != nil, "ASSAY_ONNXRUNTIME names no ONNX Runtime"))
struct ONNXRuntimeTests {
    private static let rows = [0.5, -1, 1.5, 0.25, -0.75, 0.5]

    private func open(_ model: String, features: [String]? = nil) throws -> Predictor {
        let bytes = [UInt8](try #require(Data(base64Encoded: model)))
        return try ONNXRuntime(place: runtimePlace, isPreferred: false)
            .open(bytes, at: "model.onnx", features: features).predictor
    }

    private func isClose(_ answers: [Double], _ expected: [Double]) -> Bool {
        answers.count == expected.count
            && zip(answers, expected).allSatisfy { abs($0 - $1) <= 1e-6 }
    }

    @Test func `a support vector regression gives its numbers`() throws {
        let model = try open(SupportVectors.regressor)
        #expect(model.output == .numbers(1) && model.features.count == 2)
        #expect(
            try isClose(
                model.predict(Self.rows, rowCount: 3), [1.2010899, 1.71563, -0.03443691]))
        let (one, other) = (
            try model.predict(Self.rows, rowCount: 3), try model.predict(Self.rows, rowCount: 3)
        )
        #expect(one == other)
    }

    @Test func `maps of scores are read by their classes`() throws {
        let expected = [
            0.6939160227775574, 0.3060839772224426, 0.7628758549690247, 0.23712407052516937,
            0.31313085556030273, 0.6868691444396973,
        ]
        let words = try open(SupportVectors.words)
        #expect(words.output == .classes(["cat", "dog"]))
        #expect(
            try isClose(
                words.predict(Self.rows, rowCount: 3), expected))
        let numbers = try open(SupportVectors.numbers)
        #expect(numbers.output == .classes(["0", "1"]))
        #expect(
            try isClose(
                numbers.predict(Self.rows, rowCount: 3), expected))
    }

    @Test func `inputs of one column each are features by name, of double and of int64`() throws {
        let model = try open(SupportVectors.twoInputs)
        #expect(model.features.map(\.name) == ["a", "b"])
        #expect(model.features.allSatisfy { $0.isNamed })
        let answers = try model.predict([0.5, 0, -0.25, 1, 1, -2], rowCount: 3)
        #expect(isClose(answers, [0.5204999, 0.71115565, -0.8427008]))
        // A whole number that is missing has no answer, and the other rows have theirs.
        let some = try model.predict([0.5, .nan, -0.25, 1], rowCount: 2)
        #expect(some[0].isNaN && isClose([some[1]], [0.71115565]))
    }

    @Test func `bytes that are no model are refused in its words`() throws {
        let failure = #expect(throws: Failure.self) {
            try ONNXRuntime(place: runtimePlace, isPreferred: false)
                .open([0x08, 0x08, 0x3A, 0xFF], at: "model.onnx", features: nil)
        }
        #expect(failure?.message.contains("does not take the model") == true)
    }
}

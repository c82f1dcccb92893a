import Foundation
import Predictors
import Testing
import Transparency

@testable import Operations

@Suite struct ModelOpeningTests {
    /// Answers with the first column, and says so.
    private struct Engine: ForeignEngine {
        func predict(_ matrix: [Double], rowCount: Int) throws(PredictorError) -> [Double] {
            (0..<rowCount).map { matrix[$0 * matrix.count / rowCount] }
        }
    }

    private struct Runtime: ModelRuntime {
        var isPreferred = false
        var failure: Failure?

        func open(
            _ bytes: [UInt8], at path: String, features: [String]?
        ) throws(Failure) -> RuntimeModel {
            if let failure { throw failure }
            let columns = (0..<2).map { Feature(name: "f\($0)", kind: .number, isNamed: false) }
            return RuntimeModel(
                predictor: Predictor(
                    Engine(), format: .onnx, features: columns, output: .numbers(1)),
                engine: ["name": "Pretended", "version": "1"])
        }
    }

    /// A graph whose one input is a table of two columns, and whose one node is of this operation.
    private func graph(
        _ operation: String, domain: String = "", elsewhere: String? = nil
    ) -> [UInt8] {
        func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
            [number << 3 | 2, UInt8(bytes.count)] + bytes
        }
        func text(_ number: UInt8, _ text: String) -> [UInt8] { field(number, Array(text.utf8)) }
        func port(_ number: UInt8, _ name: String, _ columns: UInt8) -> [UInt8] {
            let shape = field(1, text(2, "n")) + field(1, [0x08, columns])
            let tensor = [0x08, 0x01] + field(2, shape)
            return field(number, text(1, name) + field(2, field(1, tensor)))
        }
        var node = text(1, "x") + text(2, "y") + text(4, operation)
        if !domain.isEmpty { node += text(7, domain) }
        var graph = field(1, node)
        if let elsewhere {
            let entry = text(1, "location") + text(2, elsewhere)
            graph += field(
                5,
                [0x08, 0x01, 0x10, 0x01] + text(8, "w") + field(13, entry)
                    + [0x70, 0x01])
        }
        graph += port(11, "x", 2) + port(12, "y", 2)
        return [0x08, 0x08] + field(7, graph) + field(8, text(1, "") + [0x10, 17])
    }

    private func open(
        _ bytes: [UInt8], _ opening: ModelOpening
    ) throws -> (predictor: Predictor, engine: JSON?) {
        try opening.predictor(of: bytes, at: "folder/model.onnx")
    }

    @Test func `what Assay runs is not given to a runtime unless that is asked for`() throws {
        let own = try open(graph("Identity"), ModelOpening(runtime: Runtime()))
        #expect(own.engine == nil)
        #expect(try own.predictor.predict([3, 4], rowCount: 1) == [3, 4])
        let asked = try open(graph("Identity"), ModelOpening(runtime: Runtime(isPreferred: true)))
        #expect(asked.engine?["name"] == "Pretended")
        #expect(try asked.predictor.predict([3, 4, 5, 6], rowCount: 2) == [3, 5])
    }

    @Test func `what Assay does not run is a runtime's, or refused with what would help`() throws {
        let given = try open(graph("Hardmax"), ModelOpening(runtime: Runtime()))
        #expect(given.engine?["version"] == "1")
        let none = #expect(throws: Failure.self) { try open(graph("Hardmax"), ModelOpening()) }
        #expect(none?.message.contains("which Assay does not run") == true)
        let missing = Failure.fault(ModelOpening.noRuntime, "name its library")
        let absent = #expect(throws: Failure.self) {
            try open(graph("Hardmax"), ModelOpening(runtime: Runtime(failure: missing)))
        }
        #expect(absent?.code == "bad_model")
        #expect(absent?.message.contains("`Hardmax`") == true)
        #expect(absent?.message.hasSuffix("; name its library") == true)
    }

    @Test(arguments: [true, false])
    func `what is dangerous never reaches a runtime`(isPreferred: Bool) throws {
        let unreached = Failure.fault("reached", "a runtime was given the bytes")
        let opening = ModelOpening(
            runtime: Runtime(isPreferred: isPreferred, failure: unreached))
        for (bytes, words) in [
            (graph("Anything", domain: "my.operators"), "operators of somebody's own library"),
            (graph("PyOp", domain: "ai.onnx.contrib"), "runs Python code"),
            (graph("Hardmax", elsewhere: "../../etc/passwd"), "is not given to ONNX Runtime"),
            (graph("Hardmax", elsewhere: "weights.bin"), "keeps tensors in another file"),
        ] {
            let failure = #expect(throws: Failure.self) { try open(bytes, opening) }
            // A tensor elsewhere is malformed to Assay's own reader, which is asked first.
            let isRead = failure?.code == "bad_model" && !isPreferred
            #expect(failure?.code == "refused_model" || isRead, "\(failure?.message ?? "")")
            if isPreferred { #expect(failure?.message.contains(words) == true) }
        }
        // Bytes that are no graph are no runtime's either.
        let text = #expect(throws: Failure.self) { try open(Array("{}".utf8), opening) }
        #expect(text?.code == "bad_model")
    }

    @Test func `columns that a file does not name are called as somebody says`() throws {
        let opening = ModelOpening(runtime: Runtime(), features: ["age", "hours"])
        for operation in ["Identity", "Hardmax"] {
            let predictor = try open(graph(operation), opening).predictor
            #expect(predictor.features.map(\.name) == ["age", "hours"])
            #expect(predictor.features.allSatisfy { $0.isNamed })
        }
        let failure = #expect(throws: Failure.self) {
            try open(graph("Identity"), ModelOpening(features: ["age"]))
        }
        #expect(failure?.code == "other_features")
        #expect(failure?.message.contains("takes 2 columns, and `--features` names 1") == true)
    }
}

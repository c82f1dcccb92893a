import Foundation
import Operations
import Predictors
import Testing
import Transparency

@testable import Followers

@Suite struct ONNXRuntimeLibraryTests {
    private func library(offersTable: Bool = true) throws -> ONNXRuntimeLibrary {
        try ONNXRuntimeLibrary(
            base: PretendRuntime.base(offersTable: offersTable), called: "pretended.so",
            digest: Digest(of: Array("library".utf8)))
    }

    private func open(
        _ bytes: [UInt8], features: [String]? = nil, preferred: Bool = false
    ) throws -> RuntimeModel {
        try ONNXRuntime(place: nil, isPreferred: preferred)
            .open(bytes, at: "model.onnx", features: features, by: library())
    }

    @Test func `a model is loaded and asked through the table`() throws {
        let model = try open([0x08, 0x08])
        #expect(model.predictor.features.map(\.name) == ["f0", "f1"])
        #expect(model.predictor.features.allSatisfy { !$0.isNamed })
        #expect(model.predictor.output == .numbers(1))
        let answers = try model.predictor.predict([1, 2, 3, 4, 0.5, -1], rowCount: 3)
        #expect(answers == [3, 7, -0.5])
        // More than are computed at once.
        let many = (0..<20_000).map { Double($0 % 1_000) }
        let sums = stride(from: 0, to: 20_000, by: 2).map { many[$0] + many[$0 + 1] }
        let found = try model.predictor.predict(many, rowCount: 10_000)
        #expect(found == sums)
        let missing = try model.predictor.predict([.nan, 1], rowCount: 1)
        #expect(missing[0].isNaN)
    }

    @Test func `what ran is said with its version and its library's digest`() throws {
        let model = try open([0x08], preferred: true)
        #expect(model.engine["name"] == "ONNX Runtime")
        #expect(model.engine["version"] == "0.0.1-pretended")
        #expect(model.engine["threads"] == 1 && model.engine["preferred"] == true)
        #expect(
            model.engine["library"]
                == .string(Digest(of: Array("library".utf8)).description))
    }

    @Test func `a model that it does not take is refused in its words, on one line`() throws {
        let failure = #expect(throws: Failure.self) { try open([0x00]) }
        #expect(
            failure?.message
                == "model.onnx: ONNX Runtime 0.0.1-pretended does not take the model: "
                + "no operator of that name")
    }

    @Test func `a library without the version that is asked for is refused`() throws {
        let failure = #expect(throws: Failure.self) { try library(offersTable: false) }
        #expect(failure?.code == "bad_runtime")
        #expect(failure?.message.contains("does not offer version 1") == true)
    }

    @Test func `what is no library of that kind is said`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "assay-runtime-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let text = folder.appending(path: "libonnxruntime.so.1").path()
        try Data("no library".utf8).write(to: URL(filePath: text))
        for (place, words) in [
            ("\(folder.path())/nowhere", "no such file"), (text, "does not load"),
            (folder.path(), "does not load"), ("/proc/self/fd", "has no libonnxruntime.so"),
            ("/proc/self/exe", "does not load"),
        ] {
            let failure = #expect(throws: Failure.self) {
                try ONNXRuntimeLibrary.load(from: place)
            }
            #expect(failure?.code == "bad_runtime")
            #expect(failure?.message.contains(words) == true, "\(failure?.message ?? "")")
        }
        let other = ["/lib/x86_64-linux-gnu/libz.so.1", "/lib/aarch64-linux-gnu/libz.so.1"]
            .first { FileManager.default.fileExists(atPath: $0) }
        if let other {
            let failure = #expect(throws: Failure.self) {
                try ONNXRuntimeLibrary.load(from: other)
            }
            #expect(failure?.message.contains("has no OrtGetApiBase") == true)
        }
    }
}

import Foundation
import Testing
import Transparency

/// Evaluations of several classes, of numbers, and of models that Assay does not run.
@Suite struct ServedGroups {
    private func registered(_ rows: String) async throws -> (home: TestHome, data: String) {
        let home = try TestHome()
        let data = try home.write(rows, to: "rows.csv")
        let model = try home.write("a model\n", to: "model/weights.bin")
        let answer = try await home.assay(
            [
                "register", "model", "m", "--from",
                URL(filePath: model).deletingLastPathComponent()
                    .path(), "--part", "evaluation-data=\(data)",
            ] + AdultIncome.terms)
        #expect(answer.status == 0, "\(answer)")
        return (home, data)
    }

    @Test(arguments: [
        ("regression", "--score n"), ("multiclass", "--prediction c --task multiclass"),
    ])
    func `groups stand in evidence, text and report`(task: String, typed: String) async throws {
        let lines = (0..<300).map { row in
            let actual = Double(row % 17)
            let label = ["cat", "dog", "eel"][row % 3]
            let said = row % 5 == 0 ? "cat" : label
            return "\(task == "regression" ? "\(actual)" : label),\(actual + Double(row % 7) - 3),"
                + "\(said),\(row % 2 == 0 ? "F" : "M")"
        }
        let (home, data) = try await registered(
            "y,n,c,sex\n" + lines.joined(separator: "\n") + "\n")
        let page = "\(home.folder)/page.html"
        let words =
            ["eval", "m@1", "--data", data, "--label", "y", "--sensitive", "sex"]
            + typed.split(separator: " ").map(String.init)
        let answer = try await home.assay(words + ["--report", page, "--json"])
        #expect(answer.status == 0, "\(answer)")
        let json = try #require(answer.json)
        #expect(try JSONSchema(named: "eval").differences(in: json) == [])
        #expect(json["evidence"]?[1]?["predicate"]?["task"] == .string(task))
        let html = try String(contentsOfFile: page, encoding: .utf8)
        #expect(html.contains("How groups by sex are served") && html.contains("Largest gap"))
        let text = try await home.assay(words)
        #expect(text.output.contains("sex: gap in"), "\(text.output)")
    }

    @Test func `without ONNX Runtime it is said what would help`() async throws {
        let home = try TestHome()
        let rows = try home.write("a,b\n1,2\n3,4\n", to: "rows.csv")
        let model = "\(home.folder)/svm.onnx"
        // SVMRegressor with two support vectors, which Assay does not run.
        let bytes = try #require(
            Data(
                base64Encoded:
                    "CAg67wEKwwEKAXgSAXkiDFNWTVJlZ3Jlc3NvciobCgxjb2VmZmljaWVudHM9AAAAQD0AAIC/oAEG"
                    + "KiEKDWtlcm5lbF9wYXJhbXM9AAAAPz0AAAAAPQAAQECgAQYqFQoLa2VybmVsX3R5cGUiA1JCRqABAyoR"
                    + "CgpuX3N1cHBvcnRzGAKgAQIqDQoDcmhvPQAAgD6gAQYqKAoPc3VwcG9ydF92ZWN0b3JzPQAAgD89AAAA"
                    + "AD0AAAAAPQAAgD+gAQY6CmFpLm9ubngubWwSAWdaEQoBeBIMCgoIARIGCgAKAggCYhEKAXkSDAoKCAES"
                    + "BgoACgIIAUIECgAQEUIOCgphaS5vbm54Lm1sEAM="))
        try bytes.write(to: URL(filePath: model))
        let words = ["explain", model, rows, "--features", "a,b"]
        for (options, saying) in [
            (["--onnxruntime", "\(home.folder)/nowhere"], "no such file"),
            (["--onnxruntime", rows], "does not load"),
            (["--onnxruntime", home.folder], "has no libonnxruntime.so"),
        ] {
            let answer = try await home.assay(words + options)
            #expect(answer.status == 3, "\(answer)")
            #expect(answer.complaint.contains(saying), "\(answer.complaint)")
            #expect(answer.complaint.split(separator: "\n").count == 1)
        }
        let place = ProcessInfo.processInfo.environment["ASSAY_ONNXRUNTIME"]
        let answer = try await home.assay(
            words + ["--row", "1", "--json"], with: place.map { ["ASSAY_ONNXRUNTIME": $0] } ?? [:])
        guard answer.status == 0 else {
            print("no ONNX Runtime here: only what is said without one was tested")
            #expect(answer.status == 3)
            #expect(answer.error?.message.contains("`SVMRegressor`") == true, "\(answer)")
            #expect(answer.error?.message.contains("--onnxruntime") == true, "\(answer)")
            return
        }
        #expect(
            try JSONSchema(named: "explain").differences(in: #require(answer.json)) == [])
        #expect(answer.json?["runtime"]?["name"] == "ONNX Runtime")
    }
}

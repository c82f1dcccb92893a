import Operations
import Testing
import Tracking
import Transparency

@testable import Adapters

@Suite struct MLflowRequestTests {
    private func request(_ body: [String: JSON]) -> MLflowRequest {
        MLflowRequest(body: body, actor: .claimed(.somebody))
    }

    @Test(arguments: [
        (JSON.number(5), Int64(5)), ("7", 7), ("-1", -1),
    ])
    func `a whole number is one, or the text of one`(_ value: JSON, _ number: Int64) throws {
        #expect(try request(["step": value]).integer("step") == number)
    }

    @Test(arguments: [JSON.number(1.5), "x", true, [:], []])
    func `what is no whole number is named`(_ value: JSON) {
        #expect(throws: MLflowProblem.invalid(value, "step")) {
            try request(["step": value]).integer("step")
        }
    }

    @Test func `null and the empty text are missing where something is required`() {
        for body in [[:], ["key": .null], ["key": ""]] as [[String: JSON]] {
            #expect(throws: MLflowProblem.missing("key")) { try request(body).required("key") }
        }
    }

    @Test func `a run is named by either of its names`() throws {
        #expect(try request(["run_uuid": "a"]).run() == "a")
        #expect(try request(["run_uuid": "a", "run_id": "b"]).run() == "b")
        #expect(throws: MLflowProblem.missing("run_id")) { try request([:]).run() }
    }

    @Test(arguments: [("NaN", Double.nan), ("Infinity", .infinity), ("-Infinity", -.infinity)])
    func `numbers that JSON has not are texts`(_ text: String, _ number: Double) throws {
        let found = try #require(JSON.string(text).mlflowNumber)
        #expect(found == number || found.isNaN && number.isNaN)
    }

    @Test func `a metric needs its key, value and time`() {
        let whole: [String: JSON] = ["key": "m", "value": 1, "timestamp": 2]
        for name in whole.keys {
            var metric = whole
            metric[name] = nil
            #expect(throws: MLflowProblem.missing("metrics[0].\(name)")) {
                try LogWire.entries(request(["metrics": [.object(metric)]]))
            }
        }
    }

    @Test func `a body is an object, or the text of one`() throws {
        #expect(try MLflowRequest.object(Array("{\"a\":1}".utf8)) == ["a": 1])
        #expect(try MLflowRequest.object(Array("\"{\\\"a\\\":1}\"".utf8)) == ["a": 1])
        #expect(try MLflowRequest.object([]) == [:])
        for text in ["[]", "1", "{", "\"x\""] {
            #expect(throws: Failure.self) { try MLflowRequest.object(Array(text.utf8)) }
        }
    }
}

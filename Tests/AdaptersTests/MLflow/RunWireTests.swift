import Testing
import Tracking
import Transparency

@testable import Adapters

@Suite struct RunWireTests {
    private var info: RunInfo {
        RunInfo(
            number: 1, revision: 1, id: "abc", experiment: 7, name: "n", user: "u",
            status: .running, startedMilliseconds: 1_795_344_540_383, endedMilliseconds: nil,
            stage: .active, artifactURI: "mlflow-artifacts:/7/abc/artifacts")
    }

    @Test func `a run that logged nothing has what clients always look for`() throws {
        let json = try JSON(parsing: RunWire.bytes(Run(info: info)))
        #expect(
            json == [
                "data": [:],
                "info": [
                    "artifact_uri": "mlflow-artifacts:/7/abc/artifacts", "experiment_id": "7",
                    "lifecycle_stage": "active", "run_id": "abc", "run_name": "n",
                    "run_uuid": "abc", "start_time": 1_795_344_540_383, "status": "RUNNING",
                    "user_id": "u",
                ], "inputs": [:],
            ])
    }

    @Test func `what was logged is written in the canonical form`() throws {
        var run = Run(info: info)
        run.info.endedMilliseconds = 5
        run.metrics = [
            Metric(key: "m", value: .nan, timestampMilliseconds: 1),
            Metric(key: "n", value: .infinity, timestampMilliseconds: 2, step: -3),
        ]
        run.parameters = [TrackedPair(key: "p\"", value: "é\n")]
        run.datasets = [
            DatasetInput(
                name: "d", digest: "1", sourceType: "local", source: "s",
                tags: [TrackedPair(key: "k", value: "v")])
        ]
        run.modelInputs = ["m-1"]
        run.modelOutputs = [ModelOutput(model: "m-2", step: 4)]
        let bytes = RunWire.bytes(run)
        let json = try JSON(parsing: bytes)
        #expect(json.canonicalBytes == bytes)
        #expect(json["data"]?["metrics"]?[0]?["value"] == "NaN")
        #expect(json["data"]?["metrics"]?[1]?["value"] == .number(.greatestFiniteMagnitude))
        #expect(json["data"]?["metrics"]?[1]?["step"] == -3)
        #expect(json["inputs"]?["dataset_inputs"]?[0]?["dataset"]?["source_type"] == "local")
        #expect(json["inputs"]?["model_inputs"] == [["model_id": "m-1"]])
        #expect(json["outputs"]?["model_outputs"] == [["model_id": "m-2", "step": 4]])
    }
}

import Tracking
import Transparency

/// A run as MLflow writes one, piece by piece; names are in canonical order.
enum RunWire {
    static func bytes(_ run: Run) -> [UInt8] {
        var writer = CanonicalWriter()
        write(run, to: &writer)
        return writer.bytes
    }

    private static func write(_ run: Run, to writer: inout CanonicalWriter) {
        writer.object { writer in
            writer.member("data")
            writer.object { data(run, &$0) }
            writer.member("info")
            writer.object { info(run.info, &$0) }
            writer.member("inputs")
            writer.object { inputs(run, &$0) }
            guard !run.modelOutputs.isEmpty else { return }
            writer.member("outputs")
            writer.object { writer in
                writer.member("model_outputs")
                writer.array(count: run.modelOutputs.count) { index, writer in
                    let output = run.modelOutputs[index]
                    writer.object { writer in
                        writer.member("model_id", output.model)
                        writer.member("step", output.step)
                    }
                }
            }
        }
    }

    static func info(_ info: RunInfo, _ writer: inout CanonicalWriter) {
        writer.member("artifact_uri", info.artifactURI)
        if let ended = info.endedMilliseconds { writer.member("end_time", ended) }
        writer.member("experiment_id", "\(info.experiment)")
        writer.member("lifecycle_stage", info.stage.name)
        writer.member("run_id", info.id)
        writer.member("run_name", info.name)
        writer.member("run_uuid", info.id)
        writer.member("start_time", info.startedMilliseconds)
        writer.member("status", info.status.name)
        writer.member("user_id", info.user)
    }

    private static func data(_ run: Run, _ writer: inout CanonicalWriter) {
        if !run.metrics.isEmpty {
            writer.member("metrics")
            writer.array(count: run.metrics.count) { index, writer in
                writer.object { metric(run.metrics[index], run: nil, &$0) }
            }
        }
        pairs("params", run.parameters, &writer)
        pairs("tags", run.tags, &writer)
    }

    /// `run`: Named beside it where several runs' metrics stand together.
    static func metric(_ metric: Metric, run: String?, _ writer: inout CanonicalWriter) {
        if let dataset = metric.dataset {
            writer.member("dataset_digest", dataset.digest)
            writer.member("dataset_name", dataset.name)
        }
        writer.member("key", metric.key)
        if let model = metric.model { writer.member("model_id", model) }
        if let run { writer.member("run_id", run) }
        writer.member("step", metric.step)
        writer.member("timestamp", metric.timestampMilliseconds)
        if metric.value.isNaN {
            writer.member("value", "NaN")
        } else {
            writer.member("value", JSON.number(metric.value))
        }
    }

    static func pairs(
        _ name: StaticString, _ pairs: [TrackedPair], _ writer: inout CanonicalWriter
    ) {
        guard !pairs.isEmpty else { return }
        writer.member(name)
        writer.array(count: pairs.count) { index, writer in
            writer.object { writer in
                writer.member("key", pairs[index].key)
                writer.member("value", pairs[index].value)
            }
        }
    }

    private static func inputs(_ run: Run, _ writer: inout CanonicalWriter) {
        if !run.datasets.isEmpty {
            writer.member("dataset_inputs")
            writer.array(count: run.datasets.count) { index, writer in
                writer.object { dataset(run.datasets[index], &$0) }
            }
        }
        guard !run.modelInputs.isEmpty else { return }
        writer.member("model_inputs")
        writer.array(count: run.modelInputs.count) { index, writer in
            writer.object { $0.member("model_id", run.modelInputs[index]) }
        }
    }

    private static func dataset(_ input: DatasetInput, _ writer: inout CanonicalWriter) {
        writer.member("dataset")
        writer.object { writer in
            writer.member("digest", input.digest)
            writer.member("name", input.name)
            if let profile = input.profile { writer.member("profile", profile) }
            if let schema = input.schema { writer.member("schema", schema) }
            writer.member("source", input.source)
            writer.member("source_type", input.sourceType)
        }
        pairs("tags", input.tags, &writer)
    }
}

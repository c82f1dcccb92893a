package import Transparency

extension Run {
    /// Of all it logged: the canonical JSON of its parameters, tags, latest metrics, inputs and
    /// outputs.
    package var digest: Digest { Digest(of: logged.canonicalBytes) }

    private var logged: JSON {
        [
            "datasets": .array(
                datasets.map {
                    [
                        "digest": .string($0.digest), "name": .string($0.name),
                        "source": .string($0.source), "tags": Self.json($0.tags),
                    ]
                }),
            "metrics": .array(metrics.map(Self.json)), "params": Self.json(parameters),
            "modelInputs": .array(modelInputs.map(JSON.string)),
            "modelOutputs": .array(
                modelOutputs.map {
                    ["model": .string($0.model), "step": .number(Double($0.step))]
                }),
            "tags": Self.json(tags),
        ]
    }

    private static func json(_ pairs: [TrackedPair]) -> JSON {
        .array(pairs.map { .array([.string($0.key), .string($0.value)]) })
    }

    private static func json(_ metric: Metric) -> JSON {
        [
            "key": .string(metric.key), "step": .number(Double(metric.step)),
            "timestamp": .number(Double(metric.timestampMilliseconds)),
            "value": metric.value.isNaN ? "NaN" : .number(metric.value),
        ]
    }
}

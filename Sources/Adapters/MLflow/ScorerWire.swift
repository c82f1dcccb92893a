import Tracking
import Transparency

/// A scorer as MLflow writes one.
enum ScorerWire {
    static func json(_ scorer: Scorer) -> JSON {
        [
            "experiment_id": .number(Double(scorer.experiment)),
            "scorer_name": .string(scorer.name),
            "scorer_version": .number(Double(scorer.version)),
            "serialized_scorer": .string(scorer.content),
            "creation_time": .number(Double(scorer.createdMilliseconds)),
            "scorer_id": .string(scorer.id),
        ]
    }

    /// The answer to whoever registered it has other names.
    static func registered(_ scorer: Scorer) -> JSON {
        [
            "experiment_id": .string("\(scorer.experiment)"), "name": .string(scorer.name),
            "version": .number(Double(scorer.version)),
            "serialized_scorer": .string(scorer.content),
            "creation_time": .number(Double(scorer.createdMilliseconds)),
            "scorer_id": .string(scorer.id),
        ]
    }
}

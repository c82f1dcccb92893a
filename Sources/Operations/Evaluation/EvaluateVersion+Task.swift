import Statistics
import Transparency

/// What an evaluation's configuration says of its task.
extension EvaluateVersion {
    func taskMembers(_ task: EvaluationTask) -> [String: JSON] {
        var members: [String: JSON] = ["task": .string(task.rawValue)]
        if let label { members["label"] = .string(label) }
        if let referenceLabel { members["reference_label"] = .string(referenceLabel) }
        if let prediction { members["prediction"] = .string(prediction) }
        if let classes { members["classes"] = .array(classes.map { .string($0) }) }
        switch task {
        case .binary: members["threshold"] = .number(threshold)
        case .multiclass: break
        case .regression:
            if !quantiles.isEmpty {
                members["quantiles"] = .array(quantiles.map { .number($0) })
            }
        case .ranking:
            members["places"] = .array(places.map { JSON($0) })
            if let query { members["query"] = .string(query) }
        }
        return members
    }
}

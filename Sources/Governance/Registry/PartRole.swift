/// What an artifact is for in a version.
package enum PartRole: String, Sendable, CaseIterable, Comparable {
    case weights, adapter, tokenizer, config, prompt, index, code, environment
    case trainingData = "training-data"
    case evaluationData = "evaluation-data"
    case referenceProfile = "reference-profile"
    case envelope

    package static func < (left: PartRole, right: PartRole) -> Bool {
        left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
    }
}

/// Functions that need more than their arguments: the environment, or operands left unevaluated.
enum SpecialFunctions {
    /// What the checker knows of them; the evaluator has them built in.
    static let signatures: [String: [Signature]] = {
        var signatures: [String: [Signature]] = [
            "matches": [
                Signature([.string, .string], .bool),
                Signature([.string, .string], .bool, isMethod: true),
            ]
        ]
        for part in TimePart.allCases {
            signatures[part.rawValue] = [Signature([.timestamp, .string], .int, isMethod: true)]
        }
        for (name, signature) in FunctionLibrary.lazyOptionalSignatures {
            signatures[name] = [signature]
        }
        return signatures
    }()
}

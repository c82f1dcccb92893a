/// What the frameworks that send spans call things, and what MLflow calls them.
///
/// Sources: the semantic conventions of OpenInference, of OpenTelemetry for generative models, and of
/// Traceloop's OpenLLMetry.
enum SpanConventions {
    static let kind = "mlflow.spanType"
    static let inputs = "mlflow.spanInputs"
    static let outputs = "mlflow.spanOutputs"
    static let usage = "mlflow.chat.tokenUsage"
    static let traceID = "mlflow.traceRequestId"

    /// The names of one of them.
    private struct Convention {
        var kind: String?
        var kinds: [String: String] = [:]
        let input: String
        let output: String
        let inputTokens: String
        let outputTokens: String
        var totalTokens: String?
    }

    private static let all = [
        Convention(
            kind: "openinference.span.kind",
            kinds: Dictionary(
                uniqueKeysWithValues: [
                    "TOOL", "CHAIN", "LLM", "RETRIEVER", "EMBEDDING", "AGENT", "RERANKER",
                    "UNKNOWN", "GUARDRAIL", "EVALUATOR",
                ].map { ($0, $0) }),
            input: "input.value", output: "output.value",
            inputTokens: "llm.token_count.prompt", outputTokens: "llm.token_count.completion",
            totalTokens: "llm.token_count.total"),
        Convention(
            input: "gen_ai.input.messages", output: "gen_ai.output.messages",
            inputTokens: "gen_ai.usage.input_tokens", outputTokens: "gen_ai.usage.output_tokens"),
        Convention(
            kind: "traceloop.span.kind",
            kinds: [
                "workflow": "WORKFLOW", "task": "TASK", "agent": "AGENT", "tool": "TOOL",
                "unknown": "UNKNOWN",
            ], input: "traceloop.entity.input", output: "traceloop.entity.output",
            inputTokens: "gen_ai.usage.prompt_tokens",
            outputTokens: "gen_ai.usage.completion_tokens",
            totalTokens: "llm.usage.total_tokens"),
    ]

    /// Adds what a span says in another's names by MLflow's too, where it does not say it so itself.
    static func complete(_ span: inout TraceSpan) {
        add(kind, to: &span) { convention, span in
            convention.kind.flatMap { span[$0]?.text }.flatMap { convention.kinds[$0] }
                .map { .text($0) }
        }
        add(inputs, to: &span) { convention, span in telling(convention.input, of: span) }
        add(outputs, to: &span) { convention, span in telling(convention.output, of: span) }
        add(usage, to: &span, usage)
    }

    private static func add(
        _ key: String, to span: inout TraceSpan,
        _ said: (Convention, TraceSpan) -> AttributeValue?
    ) {
        guard span[key] == nil else { return }
        for convention in all {
            if let value = said(convention, span) { return span.set(key, value) }
        }
    }

    private static func telling(_ key: String, of span: TraceSpan) -> AttributeValue? {
        span[key].flatMap { $0.isTelling ? $0 : nil }
    }

    private static func usage(_ convention: Convention, _ span: TraceSpan) -> AttributeValue? {
        guard let input = tokens(convention.inputTokens, of: span),
            let output = tokens(convention.outputTokens, of: span)
        else { return nil }
        let total = convention.totalTokens.flatMap { tokens($0, of: span) } ?? input + output
        return TokenUsage(input: input, output: output, total: total).attribute
    }

    private static func tokens(_ key: String, of span: TraceSpan) -> Int64? {
        span[key]?.integer.flatMap { (1...TokenUsage.countMax).contains($0) ? $0 : nil }
    }
}

/// How many tokens a model was given, and gave.
struct TokenUsage: Equatable {
    var input: Int64 = 0
    var output: Int64 = 0
    var total: Int64 = 0

    /// So many that their sum over all spans of a trace still is a number.
    static let countMax: Int64 = 1 << 40

    var attribute: AttributeValue {
        .map([
            SpanAttribute(key: "input_tokens", value: .integer(input)),
            SpanAttribute(key: "output_tokens", value: .integer(output)),
            SpanAttribute(key: "total_tokens", value: .integer(total)),
        ])
    }

    mutating func add(_ value: AttributeValue) {
        guard case .map(let members) = value else { return }
        for member in members {
            let count = min(max(member.value.integer ?? 0, 0), Self.countMax)
            switch member.key {
            case "input_tokens": input += count
            case "output_tokens": output += count
            case "total_tokens": total += count
            default: continue
            }
        }
    }
}

import Testing

@testable import Tracking

@Suite struct SpanConventionsTests {
    private func completed(_ attributes: [String: AttributeValue]) -> TraceSpan {
        var span = TraceSpan(trace: "", id: "", name: "", startNanoseconds: 0)
        span.attributes = attributes.map { SpanAttribute(key: $0.key, value: $0.value) }
        SpanConventions.complete(&span)
        return span
    }

    @Test(arguments: [
        ("openinference.span.kind", "RETRIEVER", "RETRIEVER"),
        ("traceloop.span.kind", "tool", "TOOL"),
        ("openinference.span.kind", "other", nil), ("other.kind", "LLM", nil),
    ])
    func `a span's kind is said in MLflow's words`(_ key: String, _ said: String, _ kind: String?) {
        #expect(completed([key: .text(said)])["mlflow.spanType"]?.text == kind)
    }

    @Test func `what a span says itself is not said for it`() {
        let span = completed(["mlflow.spanInputs": .text("own"), "input.value": .text("other")])
        #expect(span["mlflow.spanInputs"] == .text("own"))
        #expect(span.attributes.count == 2)
    }

    @Test func `tokens are counted when both numbers are said`() {
        let span = completed([
            "llm.token_count.prompt": .integer(2), "llm.token_count.completion": .integer(3),
            "llm.token_count.total": .integer(6),
        ])
        #expect(
            span["mlflow.chat.tokenUsage"] == TokenUsage(input: 2, output: 3, total: 6).attribute)
        let sum = completed([
            "gen_ai.usage.input_tokens": .text("4"), "gen_ai.usage.output_tokens": .integer(5),
        ])
        #expect(
            sum["mlflow.chat.tokenUsage"] == TokenUsage(input: 4, output: 5, total: 9).attribute)
        #expect(
            completed(["gen_ai.usage.input_tokens": .integer(4)])["mlflow.chat.tokenUsage"] == nil)
        #expect(
            completed([
                "gen_ai.usage.input_tokens": .integer(.max),
                "gen_ai.usage.output_tokens": .integer(.max),
            ])["mlflow.chat.tokenUsage"] == nil)
    }
}

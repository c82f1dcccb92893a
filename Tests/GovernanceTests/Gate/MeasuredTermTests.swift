import Testing
import Transparency

@testable import Governance

@Suite struct MeasuredTermTests {
    private func terms(_ source: String, keys: [String] = []) -> [String] {
        let one = MeasuredTerm(source).map { [$0] }
        return (one ?? MeasuredTerm.all(in: source) { _ in keys }).map {
            "\($0.path) \($0.comparison.rawValue) \(MeasureText.number($0.limit))"
        }
    }

    @Test func `a measure held to a limit is one term`() {
        #expect(terms("atLeast(evidence.e.auc, 0.8)") == ["evidence.e.auc atLeast 0.8"])
        #expect(terms("atMost( evidence.e.gap ,\n 1 )") == ["evidence.e.gap atMost 1"])
    }

    @Test func `the same over each key of a map is a term a key`() {
        let source = "evidence.f.by.all(name,\n  atMost(evidence.f.by[name].gap, 0.1))"
        #expect(
            terms(source, keys: ["race", "sex"]) == [
                "evidence.f.by.race.gap atMost 0.1", "evidence.f.by.sex.gap atMost 0.1",
            ])
        #expect(terms(source) == [])
    }

    @Test(arguments: [
        "", "(", ")", "atLeast", "atLeast(", "atLeast()", "atLeast(a)", "atLeast(a, )", "a > 0.5",
        "atLeast(a, b)", "atLeast(a[0], 0.5)", "!atLeast(a, 0.5)", ".all(,)", ".all(a,)",
        "x.all(k, true)", "atLeast(a, 0.5) || atMost(b, 0.2)", "atLeast(f(a), 0.5)", ",all(",
        "atleast(a, 0.5)", "x.all(k, atLeast(k, 0.5) || true)", "é.all(é,é)",
    ])
    func `any other form is none`(source: String) {
        #expect(terms(source, keys: ["a"]) == [])
    }

    @Test func `the rows that are missing follow from how far the value is from the limit`() throws
    {
        let term = try #require(MeasuredTerm("atLeast(a.b.auc, 0.8)"))
        func rows(_ value: Double, _ half: Double, _ n: JSON) -> Int64? {
            var measure = Income.measure(value, within: half).objectValue ?? [:]
            measure["n"] = n
            return term.rowsNeeded(for: .object(measure))
        }
        // Twice as near as the interval is wide takes four times the rows, so three times more.
        #expect(rows(0.8 + 0.0625, 0.125, 100) == 300)
        #expect(rows(0.8 - 0.0625, 0.125, 100) == 300)
        #expect(rows(0.8, 0.1, 100) == nil)
        #expect(rows(0.9, 0.05, 100) == nil)
        #expect(rows(0.8 + 1e-12, 0.5, 1e9) == nil)
        #expect(rows(0.81, 0.05, .null) == nil)
        #expect(rows(0.81, 0.05, -10) == nil)
        #expect(rows(0.81, 0.05, 0) == nil)
        #expect(rows(.nan, 0.05, 10) == nil)
        #expect(term.rowsNeeded(for: 0.5) == nil && term.rowsNeeded(for: nil) == nil)
    }
}

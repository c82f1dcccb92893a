import Testing

@testable import Operations

@Suite struct EvaluationTaskTests {
    @Test(arguments: [
        (["0", "1"], true, true, 2), (["TRUE", "false", ""], true, false, 2),
        (["0", "1", "2"], false, true, 3), (["1.5", "2"], false, true, 2),
        (["cat", "dog", "cat"], false, false, 2),
    ])
    func `labels are summed up by what they may be`(
        labels: [String], areTruths: Bool, areNumbers: Bool, distinct: Int
    ) {
        let summary = LabelSummary(labels)
        #expect(summary.areTruths == areTruths)
        #expect(summary.areNumbers == areNumbers)
        #expect(summary.distinct == distinct && !summary.isCut)
    }

    @Test func `more labels than are counted are said to be more`() {
        let summary = LabelSummary((0...LabelSummary.distinctMost).map { "c\($0)" })
        #expect(summary.isCut && summary.distinct == LabelSummary.distinctMost)
    }

    @Test func `columns of scores are told by their names, whole or after what all begin with`()
        throws
    {
        let of = { (columns: [String], labels: [String]) throws(Failure) in
            try ClassNames.of(columns: columns, given: nil, labels: labels)
        }
        #expect(try of(["cat", "dog"], ["dog"]) == ["cat", "dog"])
        #expect(try of(["p_cat", "p_cow"], ["cow", "cat"]) == ["cat", "cow"])
        #expect(try of(["score.0", "score.1"], ["0", "1"]) == ["0", "1"])
        #expect(throws: Failure.self) { try of(["p_cat", "p_dog"], ["fish"]) }
        #expect(throws: Failure.self) { try of(["a", "b"], ["x", "y"]) }
    }

    @Test func `answers in another order are the same answers`() {
        let answers = ClassAnswers(classes: ["a", "b"], scores: [0.9, 0.1, 0.2, 0.8])
        let turned = answers.among(["b", "a"])
        #expect(turned.scores == [0.1, 0.9, 0.8, 0.2] && turned.decisions == [1, 0])
        let more = answers.among(["b", "c", "a"])
        #expect(more.scores == nil && more.decisions == [2, 0])
    }
}

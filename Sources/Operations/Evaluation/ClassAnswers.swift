import Statistics

/// What a model says of the rows when it tells several classes apart.
struct ClassAnswers: Sendable, Equatable {
    /// In the order of the scores, or of the decisions' numbers.
    let classes: [String]
    /// Counted from 0; shape `[rows]`.
    let decisions: [Int32]
    /// Shape `[rows × classes]`; `nil` when only the decided class is known.
    let scores: [Double]?

    init(classes: [String], decisions: [Int32]) {
        self.classes = classes
        self.decisions = decisions
        scores = nil
    }

    /// Scores of shape `[rows × classes]`.
    init(classes: [String], scores: [Double]) {
        self.classes = classes
        self.scores = scores
        let width = classes.count
        decisions = (0..<(scores.count / max(width, 1))).map { row in
            var best = 0
            for index in 1..<max(width, 1)
            where scores[row * width + index] > scores[row * width + best] { best = index }
            return Int32(best)
        }
    }

    /// The same answers with the classes in another order, in which there may be more of them.
    ///
    /// - Returns: Without scores when the other classes are not the same ones.
    func among(_ others: [String]) -> ClassAnswers {
        guard others != classes else { return self }
        let places = Dictionary(uniqueKeysWithValues: zip(others, others.indices))
        let moved = classes.map { places[$0] ?? 0 }
        guard let scores, others.count == classes.count else {
            return ClassAnswers(classes: others, decisions: decisions.map { Int32(moved[Int($0)]) })
        }
        var reordered = scores
        for row in decisions.indices {
            for index in classes.indices {
                reordered[row * classes.count + moved[index]] =
                    scores[row * classes.count + index]
            }
        }
        return ClassAnswers(classes: others, scores: reordered)
    }

    func sample(labels: [Int32]) -> PerformanceSample {
        scores.map { .multiclass(labels: labels, scores: $0, classes: classes.count) }
            ?? .decided(labels: labels, decisions: decisions, classes: classes.count)
    }

    var compared: MulticlassComparison.Answers {
        scores.map { .init(scores: $0, classes: classes.count) } ?? .init(decisions: decisions)
    }
}

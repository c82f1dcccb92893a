/// A model that is asked for many rows at once.
///
/// It gets rows one after the other, shape `[rows, features]`, and how many there are, and gives one
/// finite number for each: a margin, a probability, a predicted amount. Where classes are told apart,
/// it gives the probability of each, shape `[rows, classes]`.
package typealias BatchModel = (_ matrix: [Double], _ rowCount: Int) throws -> [Double]

/// The answers that a model owes.
enum ModelAnswers {
    /// - Parameters:
    ///   - model: What is asked.
    ///   - matrix: Shape `[rowCount, features]`.
    ///   - rowCount: How many rows there are.
    ///   - width: Numbers a row.
    /// - Returns: Shape `[rowCount, width]`.
    /// - Throws: ``ExplanationError`` for another number of answers or one that is not finite, and
    ///   whatever the model throws.
    static func ask(
        _ model: BatchModel, _ matrix: [Double], rowCount: Int, width: Int = 1
    ) throws -> [Double] {
        let answers = try model(matrix, rowCount)
        guard answers.count == rowCount * width else {
            throw ExplanationError.answersUnlike(answers: answers.count, rows: rowCount)
        }
        if let place = answers.firstIndex(where: { !$0.isFinite }) {
            throw ExplanationError.answerNotFinite(row: place / width)
        }
        return answers
    }
}

extension TreeEnsemble {
    /// The ensemble as a model that answers with the margin of one output.
    package func model(output: Int = 0) -> BatchModel {
        { matrix, rowCount in
            let margins = margins(of: matrix, rowCount: rowCount)
            guard outputCount > 1 else { return margins }
            return (0..<rowCount).map { margins[$0 * outputCount + output] }
        }
    }
}

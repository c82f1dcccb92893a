/// How well decisions among several classes match labels, whatever scores they came from.
package struct MulticlassDecisions: Sendable, Equatable {
    /// One class against all others.
    package struct OneClass: Sendable, Equatable {
        /// Rows whose label it is, and rows that were decided as it.
        package let rows: Int
        package let decided: Int
        /// The share of rows decided as it that are; `nil` when none were.
        package let precision: WilsonInterval?
        /// The share of its rows that were decided as it; `nil` when there are none.
        package let recall: WilsonInterval?
    }

    package let confusion: MulticlassConfusion
    /// By resampling the confusion's cells; measures that are undefined are left out.
    package let measures: [MulticlassMeasure: Estimate]
    /// In their order.
    package let classes: [OneClass]

    package var rows: Int { confusion.cells.reduce(0, +) }

    /// - Parameters:
    ///   - labels: What is true, counted from 0; shape `[rows]`.
    ///   - decisions: What was decided, same shape.
    ///   - classes: 2...``MulticlassConfusion/classesMost``.
    ///   - bootstrap: Confidence, replicates and seed of every interval.
    /// - Throws: ``SampleError`` when there are no rows, the columns differ in length, or a class
    ///   is out of range.
    /// - Complexity: O(rows + replicates · classes²).
    package init(
        labels: [Int32], decisions: [Int32], classes: Int, bootstrap: CellBootstrap
    ) throws(SampleError) {
        let confusion = try MulticlassConfusion(
            labels: labels, decisions: decisions, classes: classes)
        self.confusion = confusion
        let found = bootstrap.estimates(
            counts: confusion.cells, stream: "classes",
            statistics: MulticlassMeasure.allCases.count
        ) { cells, values in
            values = MulticlassMeasure.values(cells, classes: classes)
        }
        measures = Dictionary(
            uniqueKeysWithValues: zip(MulticlassMeasure.allCases, found).compactMap {
                measure, estimate in estimate.map { (measure, $0) }
            })
        var each: [OneClass] = []
        for index in 0..<classes {
            each.append(try OneClass(confusion, index, confidence: bootstrap.confidence))
        }
        self.classes = each
    }
}

extension MulticlassDecisions.OneClass {
    fileprivate init(
        _ confusion: MulticlassConfusion, _ index: Int, confidence: Double
    ) throws(SampleError) {
        let classes = confusion.classes
        let right = confusion.cells[index * classes + index]
        rows = confusion.cells[(index * classes)..<((index + 1) * classes)].reduce(0, +)
        decided = (0..<classes).reduce(0) { $0 + confusion.cells[$1 * classes + index] }
        precision = try Self.share(right, of: decided, confidence)
        recall = try Self.share(right, of: rows, confidence)
    }

    private static func share(
        _ right: Int, of rows: Int, _ confidence: Double
    ) throws(SampleError) -> WilsonInterval? {
        guard rows > 0 else { return nil }
        return try WilsonInterval(successes: right, trials: rows, confidence: confidence)
    }
}

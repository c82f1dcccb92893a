/// How many rows of each class were decided as each class.
package struct MulticlassConfusion: Sendable, Equatable {
    package static let classesMost = 1_000

    package let classes: Int
    /// Rows by `label · classes + decision`.
    package let cells: [Int]

    /// - Parameters:
    ///   - labels: What is true, counted from 0; shape `[rows]`.
    ///   - decisions: What was decided, same shape.
    ///   - classes: 2...``classesMost``.
    /// - Throws: ``SampleError`` when there are no rows, the columns differ in length, or a class
    ///   is out of range.
    /// - Complexity: O(rows + classes²).
    package init(labels: [Int32], decisions: [Int32], classes: Int) throws(SampleError) {
        guard !labels.isEmpty else { throw .noRows }
        guard labels.count == decisions.count else {
            throw .lengthsDiffer(
                column: "decisions", rows: decisions.count, expected: labels.count)
        }
        try Self.check(classes: classes)
        var cells = [Int](repeating: 0, count: classes * classes)
        let known = 0..<Int32(classes)
        for row in labels.indices {
            for value in [labels[row], decisions[row]] where !known.contains(value) {
                throw .labelOutOfRange(row: row, label: Int(value), classes: classes)
            }
            cells[Int(labels[row]) * classes + Int(decisions[row])] += 1
        }
        self.classes = classes
        self.cells = cells
    }

    static func check(classes: Int) throws(SampleError) {
        guard (2...classesMost).contains(classes) else {
            throw .parameterOutOfRange(
                name: "number of classes", value: Double(classes), range: "2 to \(classesMost)")
        }
    }
}

/// A number that says how well decisions among several classes match labels.
package enum MulticlassMeasure: String, Sendable, Equatable, CaseIterable {
    case accuracy
    /// The mean recall of the classes that have rows.
    case balancedAccuracy
    case macroPrecision
    case macroRecall
    case macroF1
    case weightedPrecision
    case weightedRecall
    case weightedF1
    case microPrecision
    case microRecall
    case microF1
    /// Gorodkin's correlation of labels and decisions, −1...1.
    case matthews
    /// Cohen's: agreement beyond what chance gives, at most 1.
    case kappa

    /// Every measure from counts, in the order of all cases; NaN where undefined.
    ///
    /// A class that is never decided has precision 0, one without rows recall 0, and neither both
    /// F1 0, as scikit-learn has it; macro means are over classes with rows or decisions. With one
    /// class a row, the micro measures all equal the accuracy.
    static func values(_ cells: [Double], classes: Int) -> [Double] {
        let sums = MulticlassSums(cells, classes: classes)
        return allCases.map { measure in
            switch measure {
            case .accuracy, .microPrecision, .microRecall, .microF1: sums.right / sums.rows
            case .balancedAccuracy: sums.balancedAccuracy
            case .macroPrecision: sums.macro { $0.precision }
            case .macroRecall: sums.macro { $0.recall }
            case .macroF1: sums.macro { $0.f1 }
            case .weightedPrecision: sums.weighted { $0.precision }
            case .weightedRecall: sums.weighted { $0.recall }
            case .weightedF1: sums.weighted { $0.f1 }
            case .matthews: sums.matthews
            case .kappa: sums.kappa
            }
        }
    }
}

/// Rows, decisions and right decisions of each class.
private struct MulticlassSums {
    struct OneClass {
        var rows = 0.0
        var decided = 0.0
        var right = 0.0

        var precision: Double { decided > 0 ? right / decided : 0 }
        var recall: Double { rows > 0 ? right / rows : 0 }
        var f1: Double { rows + decided > 0 ? 2 * right / (rows + decided) : 0 }
    }

    private var each: [OneClass]
    private(set) var rows = 0.0
    private(set) var right = 0.0

    init(_ cells: [Double], classes: Int) {
        each = [OneClass](repeating: OneClass(), count: classes)
        for label in 0..<classes {
            for decision in 0..<classes {
                let count = cells[label * classes + decision]
                each[label].rows += count
                each[decision].decided += count
                rows += count
            }
            each[label].right = cells[label * classes + label]
            right += each[label].right
        }
    }

    var balancedAccuracy: Double {
        let present = each.filter { $0.rows > 0 }
        return present.reduce(0) { $0 + $1.recall } / Double(present.count)
    }

    func macro(_ value: (OneClass) -> Double) -> Double {
        let seen = each.filter { $0.rows + $0.decided > 0 }
        return seen.reduce(0) { $0 + value($1) } / Double(seen.count)
    }

    func weighted(_ value: (OneClass) -> Double) -> Double {
        each.reduce(0) { $0 + value($1) * $1.rows } / rows
    }

    private var chance: Double { each.reduce(0) { $0 + $1.rows * $1.decided } }

    var kappa: Double { (right * rows - chance) / (rows * rows - chance) }

    var matthews: Double {
        let spread = { (sum: Double) in (rows * rows - sum).squareRoot() }
        let labels = each.reduce(0) { $0 + $1.rows * $1.rows }
        let decisions = each.reduce(0) { $0 + $1.decided * $1.decided }
        return (right * rows - chance) / (spread(labels) * spread(decisions))
    }
}

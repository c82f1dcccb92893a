/// How well groups are served where several classes, numbers or rankings are answered.
///
/// Shares of rows have Wilson's intervals. All else has standard errors from the bootstrap, around the
/// value, its logarithm or its logit, as its range asks. Differences join the intervals of two groups
/// (MOVER). The confidence is shared among the comparisons that are looked at (Bonferroni): among all
/// pairs for the largest gap, and among the groups for differences from the baseline.
///
/// But for shares, groups of fewer than ten rows (or queries) are not judged; nor are those of which a
/// measure has no value, or no spread to tell how sure it is. There is no gap among groups of which one
/// is not judged: a gate that asks for it is undecided.
package struct GroupedPerformance: Sendable, Equatable {
    package struct Group: Sendable, Equatable {
        package let name: String
        package let estimate: Estimate
    }

    /// Two groups, and the value of the higher minus that of the lower.
    package struct Gap: Sendable, Equatable {
        /// The pair with the largest observed gap.
        package let higher: String
        package let lower: String
        package let value: Double
        /// No pair's interval begins further from 0; 0 when each holds 0.
        package let least: Double
        /// No pair's interval reaches further from 0.
        package let most: Double
        /// Of all pairs together.
        package let confidence: Double
        /// Of the smallest group.
        package let units: Int
    }

    /// How many rows a group has.
    package struct Size: Sendable, Equatable {
        package let name: String
        package let rows: Int
    }

    package struct Comparison: Sendable, Equatable {
        package let measure: GroupedMeasure
        /// Those that are judged, each at the whole confidence.
        package let groups: [Group]
        /// Groups with rows that are not judged.
        package let unjudged: [String]
        /// Every other group minus the baseline; empty when that is not judged.
        package let differences: [Group]
        /// `nil` with fewer than two groups, and when one of them is not judged.
        package let gap: Gap?
        /// The same of groups that hold a share of the rows.
        package let gapOfLarger: Gap?
    }

    package let rows: Int
    package let unknownRows: Int
    /// Groups that have rows, in the order of the column's names.
    package let sizes: [Size]
    package let baseline: String
    /// Groups of a smaller share are left out of ``Comparison/gapOfLarger``.
    package let smaller: [String]
    package let comparisons: [Comparison]

    /// - Parameters:
    ///   - sample: Of several classes, numbers or rankings.
    ///   - column: Each row's group.
    ///   - baseline: The group that others are compared with; `nil` for the one with most rows.
    ///   - largerShare: Which share of the known rows a group must have to be one of the larger.
    ///   - bootstrap: Confidence, replicates and seed.
    /// - Throws: ``SampleError`` when no row has a group, the columns differ in length, there are too
    ///   many groups, or the baseline has no rows.
    /// - Complexity: O(rows + groups · (replicates · bags + classes² · replicates + groups)).
    package init(
        _ sample: PerformanceSample, groups column: GroupColumn, baseline: String? = nil,
        largerShare: Double = 0.05, bootstrap: CellBootstrap
    ) throws(SampleError) {
        guard column.codes.count == sample.rows else {
            throw .lengthsDiffer(
                column: column.name, rows: column.codes.count, expected: sample.rows)
        }
        guard column.names.count <= GroupMetrics.groupsMost else {
            throw .tooManyGroups(
                column: column.name, groups: column.names.count, most: GroupMetrics.groupsMost)
        }
        var rowsOf = [[Int]](repeating: [], count: column.names.count)
        for row in column.codes.indices where column.codes[row] >= 0 {
            rowsOf[Int(column.codes[row])].append(row)
        }
        let groups = zip(column.names, rowsOf).filter { !$0.1.isEmpty }
            .map { (name: $0, rows: $1) }
        let known = groups.reduce(0) { $0 + $1.rows.count }
        guard let largest = groups.max(by: { $0.rows.count < $1.rows.count }) else {
            throw .noRows
        }
        if let baseline, !groups.contains(where: { $0.name == baseline }) {
            throw .baselineUnknown(baseline)
        }
        let chosen = baseline ?? largest.name
        let least = largerShare * Double(known)
        let small = groups.filter { Double($0.rows.count) < least }.map(\.name)
        let values = try GroupedValues(sample, groups, bootstrap: bootstrap).values
        var comparisons: [Comparison] = []
        for measure in GroupedMeasure.of(sample) {
            comparisons.append(
                try Self.comparison(
                    measure, values[measure] ?? [], of: groups.map(\.name), baseline: chosen,
                    smaller: Set(small), confidence: bootstrap.confidence))
        }
        rows = sample.rows
        unknownRows = sample.rows - known
        sizes = groups.map { Size(name: $0.name, rows: $0.rows.count) }
        self.baseline = chosen
        smaller = small
        self.comparisons = comparisons
    }

    private static func comparison(
        _ measure: GroupedMeasure, _ judged: [GroupedValue], of names: [String],
        baseline: String, smaller: Set<String>, confidence: Double
    ) throws(SampleError) -> Comparison {
        var groups: [Group] = []
        for value in judged {
            groups.append(
                Group(
                    name: value.name,
                    estimate: try value.estimate(confidence: confidence, comparisons: 1)))
        }
        let unjudged = names.filter { name in !judged.contains { $0.name == name } }
        let larger = judged.filter { !smaller.contains($0.name) }
        return Comparison(
            measure: measure, groups: groups, unjudged: unjudged,
            differences: try differences(judged, from: baseline, confidence),
            gap: unjudged.isEmpty ? try gap(judged, confidence) : nil,
            gapOfLarger: smaller.isSuperset(of: unjudged) ? try gap(larger, confidence) : nil)
    }

    private static func differences(
        _ values: [GroupedValue], from baseline: String, _ confidence: Double
    ) throws(SampleError) -> [Group] {
        guard let place = values.firstIndex(where: { $0.name == baseline }) else { return [] }
        let comparisons = values.count - 1
        let base = try values[place].estimate(confidence: confidence, comparisons: comparisons)
        var found: [Group] = []
        for value in values where value.name != baseline {
            let own = try value.estimate(confidence: confidence, comparisons: comparisons)
            found.append(Group(name: value.name, estimate: own.difference(from: base)))
        }
        return found
    }

    private static func gap(
        _ values: [GroupedValue], _ confidence: Double
    ) throws(SampleError) -> Gap? {
        guard values.count > 1 else { return nil }
        let pairs = values.count * (values.count - 1) / 2
        var estimates: [Estimate] = []
        for value in values {
            estimates.append(try value.estimate(confidence: confidence, comparisons: pairs))
        }
        var (largest, least, most) = (-1.0, 0.0, 0.0)
        var pair = (0, 1)
        for first in estimates.indices {
            for second in estimates.indices.dropFirst(first + 1) {
                let difference = estimates[first].difference(from: estimates[second])
                least = max(least, difference.lower, -difference.upper)
                most = max(most, difference.upper, -difference.lower)
                guard difference.value.magnitude > largest else { continue }
                largest = difference.value.magnitude
                pair = difference.value >= 0 ? (first, second) : (second, first)
            }
        }
        return Gap(
            higher: values[pair.0].name, lower: values[pair.1].name, value: largest, least: least,
            most: most, confidence: confidence, units: values.map(\.units).min() ?? 0)
    }
}

/// How differently groups of people are decided about, at every threshold at once.
///
/// One pass counts rows by group, label and score; everything else depends on these counts alone,
/// resampling too (see ``CellBootstrap``), so a report over a million rows costs little more than
/// the pass. The order of the rows changes nothing, and the same seed gives the same report.
package struct FairnessReport: Sendable, Equatable {
    package struct Group: Sendable, Equatable {
        package let name: String
        package let rows: Int
        /// Rows whose label is true.
        package let positives: Int
        /// Of all rows, 0...1.
        package let share: Double
    }

    /// The attribute, or attributes crossed, by which rows are grouped.
    package let attribute: String
    package let configuration: FairnessConfiguration
    package let rows: Int
    /// Rows of no known group: they count in what is said of all rows, and in no group.
    package let unknownRows: Int
    package let groups: [Group]
    /// The group that the others are compared with; `nil` when that is all rows.
    package let baseline: String?
    /// Ascending.
    package let thresholds: [FairnessAtThreshold]

    /// - Parameters:
    ///   - labels: What is true, 0 or 1; shape `[rows]`.
    ///   - scores: Higher for true, of any range, not NaN; same shape.
    ///   - column: Each row's group, at most ``GroupMetrics/groupsMost`` names; same shape.
    ///   - configuration: What is measured, and how.
    /// - Throws: ``SampleError`` when there are no rows, the columns differ in length, there are too
    ///   many groups, the baseline has no rows, or a value is out of its range.
    /// - Complexity: O(rows · thresholds + replicates · groups · thresholds + groups² · thresholds).
    package init(
        labels: [Int32], scores: [Double], groups column: GroupColumn,
        configuration: FairnessConfiguration
    ) throws(SampleError) {
        guard column.names.count <= GroupMetrics.groupsMost else {
            throw .tooManyGroups(
                column: column.name, groups: column.names.count, most: GroupMetrics.groupsMost)
        }
        try configuration.check(groups: column.names.count - 1)
        let counts = try FairnessCounts(
            labels: labels, scores: scores, column: column, thresholds: configuration.thresholds,
            rule: configuration.rule)
        try self.init(counts, attribute: column.name, configuration: configuration)
    }

    init(
        _ counts: FairnessCounts, attribute: String, configuration: FairnessConfiguration
    ) throws(SampleError) {
        let sizes = (0..<counts.groups).map { counts.rows(group: $0) }
        let rows = sizes.reduce(0, +)
        let baseline = try Self.baseline(configuration.baseline, counts.names, sizes)
        let confusions = (0..<counts.groups).map { counts.confusions(group: $0) }
        let overall = counts.thresholds.indices.map { index in
            confusions.reduce(ConfusionMatrix()) { $0 + $1[index] }
        }
        var bootstrap = try FairnessBootstrap(
            counts, confusions: confusions, overall: overall, baseline: baseline,
            configuration: configuration)
        let comparisons = bootstrap.run()
        var thresholds: [FairnessAtThreshold] = []
        for (index, threshold) in counts.thresholds.enumerated() {
            thresholds.append(
                try FairnessAtThreshold(
                    threshold: threshold, overall: overall[index],
                    groups: confusions.dropLast().map { $0[index] },
                    unknown: confusions[counts.names.count][index], names: counts.names,
                    comparisons: comparisons[index], configuration: configuration))
        }
        self.attribute = attribute
        self.configuration = configuration
        self.rows = rows
        self.thresholds = thresholds
        self.baseline = baseline.map { counts.names[$0] }
        unknownRows = sizes[counts.names.count]
        groups = counts.names.indices.map { index in
            Group(
                name: counts.names[index], rows: sizes[index],
                positives: counts.bins(group: index, label: 1).reduce(0, +),
                share: Double(sizes[index]) / Double(rows))
        }
    }

    /// The group to compare with, or `nil` for all rows.
    private static func baseline(
        _ asked: FairnessBaseline, _ names: [String], _ sizes: [Int]
    ) throws(SampleError) -> Int? {
        switch asked {
        case .overall: return nil
        case .group(let name):
            guard let index = names.firstIndex(of: name), sizes[index] > 0 else {
                throw .baselineUnknown(name)
            }
            return index
        case .largest:
            guard let most = sizes.dropLast().max(), most > 0 else { throw .noRows }
            return sizes.firstIndex(of: most)
        }
    }
}

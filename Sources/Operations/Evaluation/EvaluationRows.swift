import Predictors
import Statistics
import Tables

/// What an evaluation needs of each row: its label, its answer, its groups and segments.
struct EvaluationRows {
    let task: EvaluationTask
    let labels: RowLabels
    let answers: RowAnswers
    /// What is measured of them.
    let sample: PerformanceSample
    let groups: [GroupColumn]
    /// How columns of groups that hold numbers were cut, by column.
    let cuts: [String: RangeCut]
    let segments: [SegmentColumn]
    /// `nil` when all rows count alike.
    let weights: RowWeights?
    /// What the model takes; `nil` when answers were read.
    let features: FeatureRows?
    /// Of each model, in the order given, when there are several.
    let rivals: [RowAnswers]

    /// Those that the sample's numbers count.
    var classes: [String] {
        if case .classes(let answers) = answers { answers.classes } else { [] }
    }

    /// Where answers are from.
    enum Source {
        /// Of scores, or of numbers.
        case column(String)
        /// Of scores, one for each class.
        case columns([String])
        /// Of the decided class.
        case decisions(String)
        case model(OpenedModel)
        case served(ServedColumns)
    }

    /// Reads the file once.
    ///
    /// - Parameters:
    ///   - evaluation: Which columns.
    ///   - label: That of labels.
    ///   - source: Where its answers are from.
    ///   - rival: Where another version's are.
    /// - Throws: A fault that names the place of what does not read.
    init(
        _ evaluation: EvaluateVersion, label: String, from source: Source, rival: Source?
    ) throws(Failure) {
        let task = try EvaluationTask.chosen(for: evaluation, from: source, label: label)
        guard evaluation.weight == nil || evaluation.sensitive.isEmpty || task != .regression else {
            throw .fault(
                "bad_weights",
                "groups are not compared by weighted numbers: leave out `--weight`, or measure each "
                    + "group by its rows' weights with `--segment` in place of `--sensitive`")
        }
        let sources = [source] + (rival.map { [$0] } ?? [])
        var requests = RequestList()
        let known = requests.add(RowLabels.requests(task, label: label, of: evaluation))
        let groups = requests.add(evaluation.sensitive.map { .init($0, .categoryOrMissing) })
        let segments = requests.add(evaluation.segments.map { .init($0) })
        let weighing = requests.add(evaluation.weight.map { [.init($0, .numberOrMissing)] } ?? [])
        let inputs = sources.map { requests.add($0.requests) }
        do {
            let table = try Table(path: evaluation.data, columns: requests.all)
            guard table.rows > 0 else {
                throw TableError.notRead("there are no rows below the header")
            }
            let labels = try RowLabels(table.columns[known], of: evaluation)
            var groupColumns: [GroupColumn] = []
            var cuts: [String: RangeCut] = [:]
            for (name, column) in table.columns[groups] {
                let ranged = try GroupColumn(name, column).ranged(by: evaluation.ranges[name])
                groupColumns.append(ranged.column)
                cuts[name] = ranged.cut
            }
            var segmentColumns: [SegmentColumn] = []
            for (name, column) in table.columns[segments] {
                segmentColumns.append(try SegmentColumn(name, column))
            }
            let read = try zip(sources, inputs).map {
                try $0.answers(
                    table.columns[$1], to: task, labels: labels.classes, of: evaluation)
            }
            self.task = task
            self.labels = labels
            self.groups = groupColumns
            self.cuts = cuts
            self.segments = segmentColumns
            answers = read[0].answers.including(labels.classes)
            features = read[0].features
            weights = try table.columns[weighing].first.map {
                try WeightColumn.weights($0.column, $0.name, in: evaluation.data)
            }
            rivals = read.dropFirst().map(\.answers)
            sample = try labels.sample(answers, of: evaluation)
        } catch let error as TableError {
            throw .fault("bad_table", "\(evaluation.data): \(error)")
        } catch let error as SampleError {
            throw .fault("bad_sample", "\(evaluation.data): \(error)")
        } catch let failure as Failure {
            throw failure
        } catch { throw .fault("unexpected", "\(evaluation.data): \(error)") }
    }
}

extension RowAnswers {
    /// Decided classes may lack some that labels have; scores may not.
    fileprivate func including(_ labels: [String]) -> RowAnswers {
        guard case .classes(let answers) = self, answers.scores == nil else { return self }
        return .classes(answers.among(Set(answers.classes).union(labels).sorted()))
    }
}

/// Columns that several ask for, and which of them are whose.
private struct RequestList {
    private(set) var all: [ColumnRequest] = []

    mutating func add(_ requests: [ColumnRequest]) -> Range<Int> {
        let start = all.count
        all += requests
        return start..<all.count
    }
}

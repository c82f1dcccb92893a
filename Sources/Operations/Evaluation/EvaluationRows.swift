import Predictors
import Statistics
import Tables

/// What an evaluation needs of each row: its label, its score, its groups and segments.
struct EvaluationRows {
    /// 0 or 1.
    let labels: [Int32]
    /// The probability of 1.
    let scores: [Double]
    let groups: [GroupColumn]
    let segments: [SegmentColumn]
    /// What the model takes; `nil` when scores were read.
    let features: FeatureRows?
    /// Of each model, in the order given, when there are several.
    let rivals: [[Double]]

    /// Where scores are from.
    enum Source {
        case column(String)
        case model(OpenedModel)
        case served(ServedColumns)
    }

    /// Reads the file once.
    ///
    /// - Parameters:
    ///   - evaluation: Which columns.
    ///   - source: Where its scores are from.
    ///   - rival: Where another version's are.
    /// - Throws: A fault that names the place of what does not read.
    init(
        _ evaluation: EvaluateVersion, from source: Source, rival: Source?
    ) throws(Failure) {
        let sources = [source] + (rival.map { [$0] } ?? [])
        var requests = RequestList()
        let label = requests.add([
            ColumnRequest(evaluation.label, .label(positive: evaluation.positive))
        ])
        let groups = requests.add(evaluation.sensitive.map { .init($0, .categoryOrMissing) })
        let segments = requests.add(evaluation.segments.map { .init($0) })
        let inputs = sources.map { source in
            switch source {
            case .column(let name): requests.add([ColumnRequest(name, .number)])
            case .model(let model): requests.add(model.requests)
            case .served(let served): requests.add(served.requests)
            }
        }
        do {
            let table = try Table(path: evaluation.data, columns: requests.all)
            guard table.rows > 0 else {
                throw TableError.notRead("there are no rows below the header")
            }
            guard case .booleans(let truths) = table.columns[label.lowerBound].column else {
                throw TableError.notRead("the column `\(evaluation.label)` holds no labels")
            }
            labels = truths.values.map(Int32.init)
            var groupColumns: [GroupColumn] = []
            for (name, column) in table.columns[groups] {
                groupColumns.append(try GroupColumn(name, column))
            }
            var segmentColumns: [SegmentColumn] = []
            for (name, column) in table.columns[segments] {
                segmentColumns.append(try SegmentColumn(name, column))
            }
            let scored = try zip(sources, inputs).map {
                try Self.scores($0, table.columns[$1], in: evaluation.data)
            }
            self.groups = groupColumns
            self.segments = segmentColumns
            scores = scored[0].scores
            features = scored[0].features
            rivals = scored.dropFirst().map(\.scores)
        } catch let error as TableError {
            throw .fault("bad_table", "\(evaluation.data): \(error)")
        } catch let error as SampleError {
            throw .fault("bad_sample", "\(evaluation.data): \(error)")
        } catch let failure as Failure {
            throw failure
        } catch { throw .fault("unexpected", "\(evaluation.data): \(error)") }
    }

    private static func scores(
        _ source: Source, _ columns: ArraySlice<(name: String, column: Column)>, in data: String
    ) throws -> (scores: [Double], features: FeatureRows?) {
        switch source {
        case .column(let name):
            guard case .numbers(let numbers)? = columns.first?.column else {
                throw TableError.notRead("the column `\(name)` holds no scores")
            }
            return (numbers.values, nil)
        case .model(let model):
            let rows = try model.rows(of: OpenedModel.columns(columns), in: data)
            return (try model.positives(of: rows), rows)
        case .served(let served):
            let read = ServedColumns.columns(columns)
            let rowCount = columns.first?.column.count ?? 0
            return (try served.positives(of: read, rowCount: rowCount), nil)
        }
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

extension OpenedModel {
    /// The probability of the positive class of each row.
    ///
    /// - Throws: A fault for a model that gives no such probability.
    func positives(of rows: FeatureRows) throws(Failure) -> [Double] {
        let answers: [Double]
        do throws(PredictorError) {
            answers = try predictor.predict(rows.values, rowCount: rows.rowCount)
        } catch { throw .fault("other_columns", "\(path): \(error)") }
        switch predictor.output {
        case .probability: return answers
        case .classes(let names) where names.count == 2:
            return (0..<rows.rowCount).map { answers[$0 * 2 + 1] }
        case .classes(let names):
            throw .fault(
                "not_binary",
                "`\(path)` tells \(names.count) classes apart; `assay eval` measures two")
        case .numbers:
            throw .fault(
                "not_binary", "`\(path)` gives numbers and no probabilities of a label")
        }
    }
}

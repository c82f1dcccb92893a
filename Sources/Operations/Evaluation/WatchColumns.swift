package import Statistics
import Tables
package import Transparency

/// Watches the columns of a stream of rows, in its order, for having moved from a reference.
///
/// Nothing is kept of the rows, so the stream may be as long as it likes.
package struct WatchColumns: Sendable {
    /// A file of rows, or a profile.
    package let reference: String
    /// A file of rows; `-` for standard input.
    package let current: String
    /// `nil` for all of numbers.
    package let columns: [String]?
    package let confidence: Double
    /// How long the stream is about; `nil` for as long as the reference.
    package let plannedRows: Int?

    package init(
        reference: String, current: String, columns: [String]? = nil, confidence: Double,
        plannedRows: Int? = nil
    ) {
        self.reference = reference
        self.current = current
        self.columns = columns
        self.confidence = confidence
        self.plannedRows = plannedRows
    }

    package struct Watched: Sendable {
        package struct Item: Sendable {
            package let name: String
            package let watch: ColumnWatch
        }

        /// In the order of the stream.
        package let items: [Item]
        package let leftOut: [(column: String, reason: String)]
        package let rows: Int
        /// Of all columns together.
        package let confidence: Double

        package var moved: [String] { items.filter(\.watch.hasMoved).map(\.name) }
    }

    /// - Parameter onAlarm: Called at the first deciding alarm of each column, with its row from 0.
    /// - Returns: What was seen until the stream ended.
    /// - Throws: A fault that names the file and the place of what does not read, and when there is
    ///   nothing to watch.
    package func run(onAlarm: (String, Int) -> Void = { _, _ in }) throws(Failure) -> Watched {
        guard reference != "-" else {
            throw .fault(
                "input_twice",
                "`-` is standard input, which can be read once: name a file "
                    + "of rows or a profile as the reference")
        }
        let profile = try ProfileFile.loadOrProfile(reference)
        do {
            var reader = try open()
            var (watches, leftOut) = try choose(reader.description.columns, profile)
            while let chunk = try reader.nextChunk() {
                for index in watches.indices {
                    try watches[index].add(chunk.columns[watches[index].place], onAlarm)
                }
            }
            guard reader.rowsRead > 0 else { throw TableError.notRead("there are no rows") }
            leftOut.sort { $0.column < $1.column }
            return Watched(
                items: watches.map { .init(name: $0.name, watch: $0.watch) }, leftOut: leftOut,
                rows: reader.rowsRead, confidence: confidence)
        } catch let error as TableError {
            throw .fault("bad_table", "\(ProfileFile.named(current)): \(error)")
        } catch let error as DriftError {
            throw .fault("not_compared", "\(ProfileFile.named(current)): \(error)")
        } catch let failure as Failure {
            throw failure
        } catch { throw .fault("unexpected", "\(ProfileFile.named(current)): \(error)") }
    }

    private func open() throws(TableError) -> TableReader {
        let options = TableOptions(columns: columns?.map { ColumnRequest($0) })
        return current == "-"
            ? try TableFile.open(descriptor: 0, name: "standard input", options: options)
            : try TableFile.open(current, options: options)
    }

    private static let plannedLeast = 10_000

    private struct Watch {
        let name: String
        /// Among the stream's columns.
        let place: Int
        let isDate: Bool
        var watch: ColumnWatch

        mutating func add(
            _ column: Column, _ onAlarm: (String, Int) -> Void
        ) throws(DriftError) {
            guard case .numbers(let numbers) = column else { return }
            let wasMoved = watch.hasMoved
            // A profile has dates in seconds.
            try watch.add(isDate ? numbers.values.map { $0 * 86_400 } : numbers.values)
            if watch.hasMoved, !wasMoved { onAlarm(name, watch.movedAt ?? watch.rows) }
        }
    }

    private func choose(
        _ described: [TableDescription.Column], _ profile: DataProfile
    ) throws -> (watches: [Watch], leftOut: [(column: String, reason: String)]) {
        var leftOut: [(column: String, reason: String)] = []
        var chosen: [(name: String, place: Int, isDate: Bool, known: ColumnWatch.Reference)] = []
        for (place, column) in described.enumerated() {
            guard column.type.isNumeric else {
                leftOut.append((column.name, "is not of numbers"))
                continue
            }
            guard case .numbers(let numbers)? = profile.column(column.name)?.content else {
                leftOut.append((column.name, "is no column of numbers in the reference"))
                continue
            }
            guard let known = ColumnWatch.Reference(numbers) else {
                leftOut.append(
                    (column.name, "never changes in the reference, or is infinite there"))
                continue
            }
            chosen.append((column.name, place, column.type == .date, known))
        }
        guard !chosen.isEmpty else {
            throw Failure.fault(
                "other_columns",
                "\(ProfileFile.named(current)): has no column of numbers that changes "
                    + "in \(reference)")
        }
        // Bonferroni: all columns together keep the confidence.
        let each = 1 - (1 - confidence) / Double(chosen.count)
        return (
            try chosen.map {
                Watch(
                    name: $0.name, place: $0.place, isDate: $0.isDate,
                    watch: try ColumnWatch(
                        $0.known, confidence: each,
                        plannedRows: plannedRows ?? max(profile.rows, Self.plannedLeast)))
            }, leftOut
        )
    }
}

extension ColumnWatch {
    /// The row, from 0, at which it first had moved.
    package var movedAt: Int? {
        let sums = alarms.filter { $0.detector == .cumulativeSum }.map(\.row)
        return ([apartSince].compactMap(\.self) + sums).min()
    }
}

extension WatchColumns.Watched {
    package var json: JSON {
        [
            "columns": .array(items.map(\.json)), "confidence": .number(confidence),
            "left_out": .array(
                leftOut.map { ["column": .string($0.column), "reason": .string($0.reason)] }),
            "moved": .array(moved.map { .string($0) }), "rows": JSON(rows),
        ]
    }
}

extension WatchColumns.Watched.Item {
    fileprivate var json: JSON {
        [
            "alarms": .object(
                Dictionary(
                    uniqueKeysWithValues: ColumnWatch.Detector.allCases.map { detector in
                        (
                            detector.word,
                            [
                                "count": JSON(watch.alarmCounts[detector] ?? 0),
                                "rows": .array(
                                    watch.alarms.filter { $0.detector == detector }
                                        .map { JSON($0.row) }),
                            ]
                        )
                    })),
            "apart_since": watch.apartSince.map { JSON($0) } ?? .null,
            "expected": [
                "lower": .number(watch.expected.lowerBound),
                "upper": .number(watch.expected.upperBound),
                "value": .number(watch.reference.mean),
            ],
            "mean": [
                "lower": .number(watch.sequence.lower), "upper": .number(watch.sequence.upper),
                "value": watch.sequence.estimate.map { .finite($0) } ?? .null,
            ],
            "moved_at": watch.movedAt.map { JSON($0) } ?? .null, "name": .string(name),
            "passed_over": JSON(watch.passedOver), "rows": JSON(watch.rows),
            "verdict": watch.hasMoved ? "moved" : "steady",
        ]
    }
}

extension ColumnWatch.Detector {
    /// As it stands in JSON.
    package var word: String {
        switch self {
        case .cumulativeSum: "cusum"
        case .pageHinkley: "page_hinkley"
        case .adaptiveWindow: "adwin"
        }
    }
}

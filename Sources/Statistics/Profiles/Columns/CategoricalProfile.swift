/// What is kept of a column of categories, whatever its length: at most about 24 kB.
///
/// Counts are exact while there are at most ``FrequentItems/itemsMost`` categories and their names
/// are short; else ``FrequentItems/error`` bounds what they lack.
package struct CategoricalProfile: Sendable, Equatable {
    /// Rows that had no category.
    package private(set) var nulls = 0
    package private(set) var frequent = FrequentItems()
    /// Of the names that had rows; the empty one is not in it.
    package private(set) var distinct = HyperLogLog()

    package init() {}

    init(nulls: Int, frequent: FrequentItems, distinct: HyperLogLog) {
        self.nulls = nulls
        self.frequent = frequent
        self.distinct = distinct
    }

    package var rows: Int { nulls + frequent.total }

    /// How many categories there were: exact while all are kept.
    package var categories: Double {
        frequent.error == 0 ? Double(frequent.names.count) : distinct.estimate
    }

    /// Adds rows by the codes of a dictionary.
    ///
    /// - Parameters:
    ///   - codes: −1 for none, else an index into the names; shape `[rows]`.
    ///   - names: Each once.
    /// - Throws: ``SketchError/codeUnknown(row:code:names:)``; then nothing was added.
    /// - Complexity: O(rows + names · log names).
    package mutating func add(codes: [Int32], names: [String]) throws(SketchError) {
        var counts = [Int](repeating: 0, count: names.count + 1)
        var unknown: Int?
        counts.withUnsafeMutableBufferPointer { counts in
            for row in codes.indices {
                let place = Int(codes[row]) + 1
                guard place >= 0, place <= names.count else {
                    unknown = row
                    break
                }
                counts[place] += 1
            }
        }
        if let unknown {
            throw .codeUnknown(row: unknown, code: Int(codes[unknown]), names: names.count)
        }
        try add(names, counts: Array(counts.dropFirst()), nulls: counts[0])
    }

    /// Adds rows that were counted elsewhere.
    ///
    /// - Throws: ``SketchError/countsInvalid``.
    package mutating func add(
        _ names: [String], counts: [Int], nulls: Int = 0
    ) throws(SketchError) {
        guard names.count == counts.count, nulls >= 0, counts.allSatisfy({ $0 >= 0 }) else {
            throw .countsInvalid
        }
        self.nulls += nulls
        frequent.add(names, counts: counts)
        for index in names.indices where counts[index] > 0 { distinct.add(names[index]) }
    }

    package mutating func merge(_ other: CategoricalProfile) {
        nulls += other.nulls
        frequent.merge(other.frequent)
        distinct.merge(other.distinct)
    }
}

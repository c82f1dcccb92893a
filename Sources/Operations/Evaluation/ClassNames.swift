import Governance
import Tables

/// Which class each of several columns of scores is of, and what classes are called.
enum ClassNames {
    /// The classes of columns of scores, in their order.
    ///
    /// Columns are called as the classes are, or all begin alike and end with them: `p_cat`, `p_dog`.
    /// - Parameters:
    ///   - columns: Of scores.
    ///   - given: What somebody said they are; `nil` when nobody did.
    ///   - labels: The different labels.
    /// - Returns: A class for each column.
    /// - Throws: A fault when the names do not tell.
    static func of(
        columns: [String], given: [String]?, labels: [String]
    ) throws(Failure) -> [String] {
        if let given {
            guard given.count == columns.count else {
                throw .fault(
                    "bad_classes",
                    "`--classes` names \(given.count) classes for \(columns.count) scores; name one "
                        + "for each, in the same order")
            }
            return given
        }
        let known = Set(labels)
        for names in [columns, endings(of: columns)] where known.isSubset(of: names) {
            return names
        }
        throw .fault(
            "unknown_classes",
            "the names of the scores do not tell which class each is of: say it with `--classes` in "
                + "the same order; the labels are \(labels.prefix(10).map(\.self).inBackticks)"
                + (labels.count > 10 ? " and others" : ""))
    }

    /// What is left of names without the beginning that all share, which ends at a mark.
    private static func endings(of names: [String]) -> [String] {
        guard let first = names.first else { return [] }
        var shared = first[...]
        for name in names {
            shared = shared.prefix(zip(shared, name).prefix { $0 == $1 }.count)
        }
        let start = shared.lastIndex { !$0.isLetter && !$0.isNumber }
        let length = start.map { shared.distance(from: shared.startIndex, to: $0) + 1 } ?? 0
        return names.map { String($0.dropFirst(length)) }
    }

    /// One word for a class whether a file has it as a number or as text: `1.0` is `1`.
    static func word(_ text: String) -> String {
        guard let number = Double(text), let whole = Int(exactly: number) else { return text }
        return "\(whole)"
    }

    /// A column of classes by their words.
    ///
    /// - Returns: The different words, sorted, and each row's place among them.
    /// - Throws: A fault for a row without one, counted from 1 below the header.
    static func rows(
        of column: Column, _ name: String, in data: String
    ) throws(Failure) -> (names: [String], codes: [Int32]) {
        guard case .categories(let texts) = column else {
            throw .fault("bad_table", "\(data): the column `\(name)` holds no classes")
        }
        let words = texts.names.map(word)
        let seen = Set(texts.codes.filter { $0 >= 0 }).map { words[Int($0)] }
        let names = Set(seen).sorted()
        let places = Dictionary(uniqueKeysWithValues: zip(names, Int32(0)...))
        if let row = texts.codes.firstIndex(where: { $0 < 0 }) {
            throw .fault("bad_table", "\(data): row \(row + 1) has no `\(name)`")
        }
        return (names, texts.codes.map { places[words[Int($0)]] ?? 0 })
    }
}

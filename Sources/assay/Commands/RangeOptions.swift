import ArgumentParser
import Operations
import Statistics

/// Where sensitive columns of numbers are cut into groups.
struct RangeOptions: ParsableArguments {
    @Option(
        name: .customLong("ranges"),
        help: """
            Where a sensitive column of numbers is cut, such as age=25,65; or age=quartiles, or \
            age=each. May be given for several columns.
            """)
    var texts: [String] = []

    /// - Throws: A fault for a column that is not sensitive or named twice, or what is no number.
    func ranges(among columns: [String]) throws(Failure) -> [String: NumberRanges] {
        var found: [String: NumberRanges] = [:]
        for text in texts {
            // A column's name may hold `=`; numbers do not.
            guard let split = text.lastIndex(of: "=") else { throw Self.unreadable(text) }
            let column = String(text[..<split])
            guard columns.contains(column) else {
                throw .fault(
                    "bad_ranges", "`--ranges \(text)`: `\(column)` is no column of `--sensitive`")
            }
            guard found[column] == nil else {
                throw .fault("bad_ranges", "`--ranges` names `\(column)` twice")
            }
            found[column] = try Self.ranges(String(text[text.index(after: split)...]), text)
        }
        return found
    }

    private static func ranges(
        _ places: String, _ text: String
    ) throws(Failure) -> NumberRanges {
        if places == "each" { return .each }
        if places == "quartiles" { return .quartiles }
        var edges: [Double] = []
        for word in places.split(separator: ",", omittingEmptySubsequences: false) {
            guard let edge = Double(word), edge.isFinite, edge > edges.last ?? -.infinity else {
                throw unreadable(text)
            }
            edges.append(edge)
        }
        return .edges(edges)
    }

    private static func unreadable(_ text: String) -> Failure {
        .fault(
            "bad_ranges",
            "`--ranges \(text)` does not read: write a column and ascending numbers, such as "
                + "`age=25,65`, or `age=quartiles` or `age=each`")
    }
}

/// Where a column of numbers, such as ages, is cut into groups.
package enum NumberRanges: Sendable, Equatable {
    /// At the numbers below which a quarter, a half and three quarters of the rows lie.
    case quartiles
    /// At these numbers: ascending, finite, each once. A range holds its lower edge.
    case edges([Double])
    /// Not at all: each number is a group.
    case each
}

/// How a column of numbers was cut.
package struct RangeCut: Sendable, Equatable {
    /// Ascending; one fewer than there are ranges.
    package let edges: [Double]
    /// Whether they are the quartiles, and nobody named them.
    package let isQuartiles: Bool
    /// Different numbers in the column.
    package let distinct: Int
}

extension GroupColumn {
    /// More different numbers than these are cut at their quartiles unless it is said otherwise.
    package static let numbersMost = 20

    /// The column with its numbers cut into ranges, and how; or as it is.
    ///
    /// Without ``NumberRanges`` only columns of more than ``numbersMost`` different numbers are cut.
    /// Quartiles are the order statistics `x₍⌊q·rows/4⌋₎`, counted from 0; equal ones count once, and
    /// one at the lowest number is none. Ranges that no row is in are left out.
    /// - Parameter ranges: What was asked for; `nil` when nothing was.
    /// - Returns: Ranges in ascending order, called as `under 25`, `25 to under 40`, `40 or more`.
    /// - Throws: ``SampleError`` for ranges of what holds no numbers, or at numbers out of order.
    /// - Complexity: O(rows + names · log names).
    package func ranged(
        by ranges: NumberRanges?
    ) throws(SampleError) -> (column: GroupColumn, cut: RangeCut?) {
        if ranges == .each { return (self, nil) }
        guard let numbers else {
            guard ranges == nil else { throw .notNumbers(column: name) }
            return (self, nil)
        }
        let edges: [Double]
        switch ranges {
        case .each: return (self, nil)
        case .edges(let given): edges = try Self.checked(given, name)
        case .quartiles: edges = quartiles(numbers)
        case nil:
            guard numbers.count > Self.numbersMost else { return (self, nil) }
            edges = quartiles(numbers)
        }
        guard !edges.isEmpty else { return (self, nil) }
        var isQuartiles = true
        if case .edges = ranges { isQuartiles = false }
        let cut = RangeCut(edges: edges, isQuartiles: isQuartiles, distinct: Set(numbers).count)
        return (try cutting(numbers, at: edges), cut)
    }

    /// What each name is as a number; `nil` when one of them is none.
    private var numbers: [Double]? {
        var numbers: [Double] = []
        numbers.reserveCapacity(names.count)
        for name in names {
            guard let number = Double(name), number.isFinite else { return nil }
            numbers.append(number)
        }
        return numbers.isEmpty ? nil : numbers
    }

    private static func checked(
        _ edges: [Double], _ name: String
    ) throws(SampleError) -> [Double] {
        let isAscending = zip(edges, edges.dropFirst()).allSatisfy { $0 < $1 }
        guard !edges.isEmpty, isAscending, edges.allSatisfy(\.isFinite) else {
            throw .rangesUnusable(column: name)
        }
        return edges
    }

    private func quartiles(_ numbers: [Double]) -> [Double] {
        var rows = [Int](repeating: 0, count: numbers.count)
        for code in codes where code >= 0 { rows[Int(code)] += 1 }
        let order = numbers.indices.filter { rows[$0] > 0 }
            .sorted { numbers[$0] < numbers[$1] }
        let all = rows.reduce(0, +)
        guard let lowest = order.first else { return [] }
        var (edges, below, quarter): ([Double], Int, Int) = ([], 0, 1)
        for place in order {
            below += rows[place]
            while quarter < 4, below > quarter * all / 4 {
                let edge = numbers[place]
                if edge > edges.last ?? numbers[lowest] { edges.append(edge) }
                quarter += 1
            }
        }
        return edges
    }

    private func cutting(
        _ numbers: [Double], at edges: [Double]
    ) throws(SampleError) -> GroupColumn {
        let range = numbers.map { number in edges.count { $0 <= number } }
        var isSeen = [Bool](repeating: false, count: edges.count + 1)
        for code in codes where code >= 0 { isSeen[range[Int(code)]] = true }
        let seen = isSeen.indices.filter { isSeen[$0] }
        var codeOf = [Int32](repeating: Self.unknown, count: isSeen.count)
        for (code, place) in zip(Int32(0)..., seen) { codeOf[place] = code }
        return try GroupColumn(
            name: name, names: seen.map { Self.name(of: $0, edges) },
            codes: codes.map { $0 < 0 ? Self.unknown : codeOf[range[Int($0)]] })
    }

    private static func name(of range: Int, _ edges: [Double]) -> String {
        if range == 0 { return "under \(word(edges[0]))" }
        if range == edges.count { return "\(word(edges[range - 1])) or more" }
        return "\(word(edges[range - 1])) to under \(word(edges[range]))"
    }

    private static func word(_ edge: Double) -> String {
        edge == edge.rounded() && edge.magnitude < 1e15 ? "\(Int(edge))" : "\(edge)"
    }
}

import RealModule

/// The longest window of a stream in which no two parts differ in their mean: ADWIN.
///
/// Buckets of 1, 2, 4, … values keep sum and variance, at most five of a size. Every `clock` values
/// the window is cut at the bounds of buckets; where both parts' means differ by more than
/// `√(2 σ² δ′ / m) + 2 δ′ / 3m` with `δ′ = ln(2 ln(width) / δ)` and `m` the harmonic size, the oldest
/// bucket goes, until no cut differs. As in river, the window begins anew with the value after a
/// change, unless it is told to go on with what is left.
///
/// Source: A. Bifet and R. Gavaldà, *Learning from time-changing data with adaptive windowing*, SDM
/// 2007.
package struct AdaptiveWindow: Sendable, Equatable {
    private struct Bucket: Sendable, Equatable {
        var sum: Double
        var squares: Double
    }

    package let delta: Double
    package let clock: Int
    package let partLeast: Int
    package let widthLeast: Int
    package let restarts: Bool
    private var begins = false
    /// Values in the window.
    package private(set) var width = 0.0
    private var sum = 0.0
    private var squares = 0.0
    private var ticks = 0
    /// Buckets of `2ⁱ` values, the oldest first, by `i`.
    private var rows: [[Bucket]] = [[]]

    private static let bucketsMost = 5

    /// - Parameters:
    ///   - delta: The chance of an alarm without change, 0...1.
    ///   - clock: Looks for a change every so many values, ≥ 1.
    ///   - partLeast: No part of the window is smaller.
    ///   - widthLeast: No look before the window is wider.
    ///   - restarts: Whether a change empties the window.
    /// - Throws: ``DriftError`` when a setting is out of its range.
    package init(
        delta: Double = 0.002, clock: Int = 32, partLeast: Int = 5, widthLeast: Int = 10,
        restarts: Bool = true
    ) throws(DriftError) {
        guard delta > 0, delta < 1 else { throw .shareOutOfRange(what: "delta", value: delta) }
        guard clock > 0 else { throw .settingOutOfRange(what: "clock", value: Double(clock)) }
        guard partLeast > 0 else {
            throw .settingOutOfRange(what: "smallest part", value: Double(partLeast))
        }
        self.delta = delta
        self.clock = clock
        self.partLeast = partLeast
        self.widthLeast = widthLeast
        self.restarts = restarts
    }

    /// The window's mean; 0 of none.
    package var mean: Double { width > 0 ? sum / width : 0 }

    /// Adds a value.
    ///
    /// - Returns: Whether older values were dropped because the mean has changed.
    /// - Throws: ``DriftError/valueOutOfRange(row:value:)`` for NaN and ±∞.
    package mutating func add(_ value: Double) throws(DriftError) -> Bool {
        guard value.isFinite else { throw .valueOutOfRange(row: ticks, value: value) }
        if begins, restarts {
            (width, sum, squares, ticks, rows) = (0, 0, 0, 0, [[]])
        }
        begins = false
        if width > 0 {
            let distance = value - sum / width
            squares += width * distance * distance / (width + 1)
        }
        width += 1
        sum += value
        rows[0].append(Bucket(sum: value, squares: 0))
        compress()
        ticks += 1
        guard ticks.isMultiple(of: clock), width > Double(widthLeast) else { return false }
        while findsCut() {
            begins = true
            dropOldest()
        }
        return begins
    }

    private mutating func compress() {
        var row = 0
        while row < rows.count, rows[row].count > Self.bucketsMost {
            let (first, second) = (rows[row][0], rows[row][1])
            let size = Double(sign: .plus, exponent: row, significand: 1)
            let distance = first.sum / size - second.sum / size
            if row + 1 == rows.count { rows.append([]) }
            rows[row + 1].append(
                Bucket(
                    sum: first.sum + second.sum,
                    squares: first.squares + second.squares + size * distance * distance / 2))
            rows[row].removeFirst(2)
            row += 1
        }
    }

    /// Whether the means of the older and the newer part differ at some cut.
    private func findsCut() -> Bool {
        var (older, olderSum) = (0.0, 0.0)
        for row in rows.indices.reversed() {
            let size = Double(sign: .plus, exponent: row, significand: 1)
            for bucket in rows[row] {
                older += size
                olderSum += bucket.sum
                let newer = width - older
                guard min(older, newer) >= Double(partLeast) else { continue }
                let difference = olderSum / older - (sum - olderSum) / newer
                if difference.magnitude > limit(older, newer) { return true }
            }
        }
        return false
    }

    private func limit(_ older: Double, _ newer: Double) -> Double {
        let confidence = Double.log(2 * Double.log(width) / delta)
        let inverse =
            1 / (older - Double(partLeast) + 1) + 1 / (newer - Double(partLeast) + 1)
        return (2 * inverse * squares / width * confidence).squareRoot()
            + 2.0 / 3 * confidence * inverse
    }

    private mutating func dropOldest() {
        let row = rows.count - 1
        guard let bucket = rows[row].first else { return }
        let size = Double(sign: .plus, exponent: row, significand: 1)
        width -= size
        sum -= bucket.sum
        let distance = bucket.sum / size - sum / width
        squares -= bucket.squares + size * width * distance * distance / (size + width)
        rows[row].removeFirst()
        if rows[row].isEmpty, row > 0 { rows.removeLast() }
    }
}

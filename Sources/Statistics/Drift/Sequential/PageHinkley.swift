/// Watches a stream for a change of its mean: sums how far values lie from the mean so far.
///
/// A sum fades by `memory` with each value and drifts by `tolerance` away from alarm; the alarm is
/// where it is more than `threshold` from its own extreme. After an alarm it begins anew.
///
/// Sources: E. Page, *Continuous inspection schemes*, Biometrika 41 (1954); the defaults and the
/// fading are river's.
package struct PageHinkley: Sendable, Equatable {
    package enum Direction: String, Sendable, Equatable {
        case up, down, both
    }

    package let valuesLeast: Int
    package let tolerance: Double
    package let threshold: Double
    package let memory: Double
    package let direction: Direction
    /// Values since the last alarm.
    package private(set) var count = 0
    private var mean = 0.0
    private var rise = 0.0
    private var fall = 0.0
    private var lowestRise = Double.infinity
    private var highestFall = -1.0
    private var begins = false

    /// - Parameters:
    ///   - valuesLeast: No alarm before so many values.
    ///   - tolerance: The change per value that is none.
    ///   - threshold: How far a sum may go.
    ///   - memory: 0...1, of the sums.
    ///   - direction: Of changes that matter.
    package init(
        valuesLeast: Int = 30, tolerance: Double = 0.005, threshold: Double = 50,
        memory: Double = 1 - 0.000_1, direction: Direction = .both
    ) {
        self.valuesLeast = valuesLeast
        self.tolerance = tolerance
        self.threshold = threshold
        self.memory = memory
        self.direction = direction
    }

    /// Adds a value.
    ///
    /// - Returns: Whether the mean has changed.
    /// - Throws: ``DriftError/valueOutOfRange(row:value:)`` for NaN and ±∞.
    package mutating func add(_ value: Double) throws(DriftError) -> Bool {
        guard value.isFinite else { throw .valueOutOfRange(row: count, value: value) }
        if begins {
            self = PageHinkley(
                valuesLeast: valuesLeast, tolerance: tolerance, threshold: threshold,
                memory: memory, direction: direction)
        }
        count += 1
        mean += (value - mean) / Double(count)
        let distance = value - mean
        rise = memory * rise + distance - tolerance
        fall = memory * fall + distance + tolerance
        lowestRise = min(lowestRise, rise)
        highestFall = max(highestFall, fall)
        begins = count >= valuesLeast && isBeyond
        return begins
    }

    private var isBeyond: Bool {
        let (up, down) = (rise - lowestRise > threshold, highestFall - fall > threshold)
        switch direction {
        case .up: return up
        case .down: return down
        case .both: return up || down
        }
    }
}

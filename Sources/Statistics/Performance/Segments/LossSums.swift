/// Rows, and the sums of their losses and of their squares.
struct LossSums: Sendable, Equatable {
    var rows = 0.0
    var sum = 0.0
    var squares = 0.0

    mutating func add(_ loss: Double) {
        rows += 1
        sum += loss
        squares += loss * loss
    }

    static func - (all: Self, part: Self) -> Self {
        LossSums(
            rows: all.rows - part.rows, sum: all.sum - part.sum,
            squares: all.squares - part.squares)
    }

    var mean: Double { sum / rows }

    /// The mean's squared standard error.
    var variance: Double {
        rows > 1 ? max(squares - sum * sum / rows, 0) / (rows - 1) / rows : .infinity
    }
}

/// Whether one mean is above another: Welch's test for unequal variances.
struct WelchTest: Sendable, Equatable {
    let difference: Double
    let error: Double
    /// Welch and Satterthwaite's.
    let degreesOfFreedom: Double

    init(_ first: LossSums, over second: LossSums) {
        let (one, two) = (first.variance, second.variance)
        difference = first.mean - second.mean
        error = (one + two).squareRoot()
        let degrees =
            (one + two) * (one + two)
            / (one * one / (first.rows - 1) + two * two / (second.rows - 1))
        // Without any variance there is nothing to weigh: the smaller sample counts.
        degreesOfFreedom =
            degrees.isFinite ? degrees : max(min(first.rows, second.rows) - 1, 1)
    }

    /// Infinite where neither varies and they differ; 0 where a sample has fewer than two rows.
    var statistic: Double {
        guard error.isFinite else { return 0 }
        return error > 0 ? difference / error : difference == 0 ? 0 : difference * .infinity
    }

    var pValue: Double {
        guard statistic.isFinite else { return statistic > 0 ? 0 : 1 }
        return StudentDistribution(degreesOfFreedom: degreesOfFreedom).upper(statistic)
    }
}

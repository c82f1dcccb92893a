extension PythonVersion: Comparable {
    package static func == (left: Self, right: Self) -> Bool { order(left, right) == .same }

    package static func < (left: Self, right: Self) -> Bool { order(left, right) == .ascending }

    private enum Order {
        case ascending, same, descending

        init<Value: Comparable>(_ left: Value, _ right: Value) {
            self = left == right ? .same : left < right ? .ascending : .descending
        }

        func then(_ next: @autoclosure () -> Order) -> Order { self == .same ? next() : self }
    }

    /// Epoch, release, pre-release, post-release, development, local: the first that differs.
    private static func order(_ left: Self, _ right: Self) -> Order {
        Order(left.epoch, right.epoch)
            .then(releases(left.significantRelease, right.significantRelease))
            .then(Order(left.phase, right.phase))
            .then(Order(left.preReleaseNumber, right.preReleaseNumber))
            .then(absentFirst(left.postRelease, right.postRelease))
            .then(absentLast(left.development, right.development))
            .then(locals(left.local, right.local))
    }

    /// Where the version stands around its release: a development version of the release itself
    /// comes before its alphas, and those before the release and its post-releases.
    private var phase: Int {
        switch preRelease {
        case .alpha: 1
        case .beta: 2
        case .candidate: 3
        case nil: postRelease == nil && development != nil ? 0 : 4
        }
    }

    private static func releases(
        _ left: ArraySlice<VersionNumber>, _ right: ArraySlice<VersionNumber>
    ) -> Order {
        for (one, other) in zip(left, right) where one != other { return Order(one, other) }
        return Order(left.count, right.count)
    }

    private static func absentFirst(_ left: VersionNumber?, _ right: VersionNumber?) -> Order {
        guard let left, let right else { return Order(left == nil ? 0 : 1, right == nil ? 0 : 1) }
        return Order(left, right)
    }

    private static func absentLast(_ left: VersionNumber?, _ right: VersionNumber?) -> Order {
        guard let left, let right else { return Order(left == nil ? 1 : 0, right == nil ? 1 : 0) }
        return Order(left, right)
    }

    private static func locals(_ left: [LocalSegment], _ right: [LocalSegment]) -> Order {
        for (one, other) in zip(left, right) where one != other { return segments(one, other) }
        return Order(left.count, right.count)
    }

    /// A number comes behind any text.
    private static func segments(_ left: LocalSegment, _ right: LocalSegment) -> Order {
        switch (left, right) {
        case (.number(let one), .number(let other)): Order(one, other)
        case (.text(let one), .text(let other)):
            one.utf8.lexicographicallyPrecedes(other.utf8) ? .ascending : .descending
        case (.text, .number): .ascending
        case (.number, .text): .descending
        }
    }
}

extension PythonVersion: Hashable {
    package func hash(into hasher: inout Hasher) {
        hasher.combine(epoch)
        hasher.combine(significantRelease)
        hasher.combine(preRelease)
        hasher.combine(preReleaseNumber)
        hasher.combine(postRelease)
        hasher.combine(development)
        hasher.combine(local)
    }
}

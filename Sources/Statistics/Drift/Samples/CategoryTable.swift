/// The same categories counted on both sides.
package struct CategoryTable: Sendable, Equatable {
    /// Each category that either side has; shape `[categories]`.
    package let names: [String]
    /// Shape `[categories]`.
    package let reference: [Double]
    /// Same shape.
    package let current: [Double]

    /// Joins two samples by name: the reference's categories in its order, then the current's own.
    ///
    /// - Throws: ``DriftError/nameTwice(_:)``.
    /// - Complexity: O(categories).
    package init(reference: CategorySample, current: CategorySample) throws(DriftError) {
        if reference.names == current.names {
            names = reference.names
            self.reference = reference.counts
            self.current = current.counts
            return
        }
        var places: [String: Int] = [:]
        places.reserveCapacity(reference.names.count)
        for (place, name) in reference.names.enumerated()
        where places.updateValue(place, forKey: name) != nil {
            throw .nameTwice(name)
        }
        var names = reference.names
        var counts = [Double](repeating: 0, count: names.count)
        var seen = Set<String>(minimumCapacity: current.names.count)
        for (name, count) in zip(current.names, current.counts) {
            guard seen.insert(name).inserted else { throw .nameTwice(name) }
            if let place = places[name] {
                counts[place] = count
            } else {
                names.append(name)
                counts.append(count)
            }
        }
        self.names = names
        self.reference =
            reference.counts + [Double](repeating: 0, count: names.count - places.count)
        self.current = counts
    }

    init(names: [String], reference: [Double], current: [Double]) {
        self.names = names
        self.reference = reference
        self.current = current
    }

    /// The table with its rare categories as one.
    ///
    /// A category is rare when fewer than `leastExpected` rows of the smaller side would have it if
    /// both sides were alike; chi-square's law does not hold for such. The joined category comes
    /// last and has no name; categories that no row has are left out.
    package func joiningRare(leastExpected: Double = 5) -> CategoryTable {
        let sums = (reference.reduce(0, +), current.reduce(0, +))
        let share = min(sums.0, sums.1) / max(sums.0 + sums.1, 1)
        var kept: [Int] = []
        var (rareReference, rareCurrent) = (0.0, 0.0)
        for index in names.indices {
            if (reference[index] + current[index]) * share >= leastExpected {
                kept.append(index)
            } else {
                rareReference += reference[index]
                rareCurrent += current[index]
            }
        }
        let hasRare = rareReference + rareCurrent > 0
        return CategoryTable(
            names: kept.map { names[$0] } + (hasRare ? [""] : []),
            reference: kept.map { reference[$0] } + (hasRare ? [rareReference] : []),
            current: kept.map { current[$0] } + (hasRare ? [rareCurrent] : []))
    }
}

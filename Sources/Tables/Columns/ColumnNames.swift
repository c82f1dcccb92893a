/// The columns that a file has.
struct ColumnNames {
    let names: [String]

    /// The index of a column.
    ///
    /// - Throws: ``TableError/missingColumn(_:nearest:present:)`` or
    ///   ``TableError/ambiguousColumn(_:columns:)``.
    func index(of name: String) throws(TableError) -> Int {
        let found = names.indices.filter { names[$0] == name }
        guard let first = found.first else {
            throw missing(name)
        }
        guard found.count == 1 else {
            throw .ambiguousColumn(name, columns: found.map { $0 + 1 })
        }
        return first
    }

    /// Where the columns that are asked for are; all columns when none is.
    ///
    /// - Throws: ``TableError/missingColumn(_:nearest:present:)`` or
    ///   ``TableError/ambiguousColumn(_:columns:)``.
    func requests(
        _ asked: [ColumnRequest]?
    ) throws(TableError) -> [(index: Int, request: ColumnRequest)] {
        var indices: [String: Int] = [:]
        var twice: Set<String> = []
        for (index, name) in names.enumerated()
        where indices.updateValue(index, forKey: name) != nil {
            twice.insert(name)
        }
        var found: [(index: Int, request: ColumnRequest)] = []
        for request in asked ?? names.map({ ColumnRequest($0) }) {
            guard let index = indices[request.name], !twice.contains(request.name) else {
                found.append((try self.index(of: request.name), request))
                continue
            }
            found.append((index, request))
        }
        return found
    }

    func missing(_ name: String) -> TableError {
        .missingColumn(name, nearest: nearest(to: name), present: names)
    }

    /// The name that was probably meant, or `nil` when none is alike.
    ///
    /// At most a third of the letters may have to be changed, added, left out or swapped with
    /// their neighbour. Long names and long lists are not searched.
    func nearest(to name: String) -> String? {
        let wanted = Array(name.lowercased().utf8)
        guard wanted.count <= 64 else { return nil }
        var best: (name: String, distance: Int)?
        for candidate in names.prefix(1_000) where candidate.utf8.count <= 64 {
            let distance = Self.distance(wanted, Array(candidate.lowercased().utf8))
            let isAlike = distance * 3 <= max(wanted.count, 3)
            if isAlike, distance < best?.distance ?? Int.max { best = (candidate, distance) }
        }
        return best?.name
    }

    /// Edits between two texts: optimal string alignment, by rows.
    private static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
        var before = [Int](repeating: 0, count: other.count + 1)
        var last = Array(0...other.count)
        for i in one.indices {
            var row = [i + 1]
            for j in other.indices {
                let change = last[j] + (one[i] == other[j] ? 0 : 1)
                var least = min(change, last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, one[i] == other[j - 1], one[i - 1] == other[j] {
                    least = min(least, before[j - 1] + 1)
                }
                row.append(least)
            }
            (before, last) = (last, row)
        }
        return last[other.count]
    }
}

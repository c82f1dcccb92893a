/// Equality of the language: numbers compare across types, all else only with its own type.
///
/// Source: langdef.md, "Equality". Each compared element costs a step, so that values which share
/// their parts cannot make a comparison explode.
enum Equality {
    private static let depthMax = 500

    static func areEqual(
        _ left: CELValue, _ right: CELValue, _ meter: inout Meter, depth: Int = 0
    ) throws(CELFault) -> Bool {
        switch (left, right) {
        case (.string(let left), .string(let right)): return left.hasSameScalars(as: right)
        case (.int(let left), .int(let right)): return left == right
        case (.bool(let left), .bool(let right)): return left == right
        case (.double(let left), .double(let right)): return left == right
        case (.uint(let left), .uint(let right)): return left == right
        case (.null, .null): return true
        case (.list(let left), .list(let right)):
            return try areEqual(left, right, &meter, depth)
        case (.map(let left), .map(let right)): return try areEqual(left, right, &meter, depth)
        case (.unknown(let left), .unknown(let right)): throw .unknown(left.joined(with: right))
        case (.unknown(let unknown), _), (_, .unknown(let unknown)): throw .unknown(unknown)
        case (.optional(let left?), .optional(let right?)):
            return try areEqual(left, right, &meter, depth: try deeper(depth))
        case (.optional(let left), .optional(let right)): return left == nil && right == nil
        default: return areEqualAtoms(left, right)
        }
    }

    private static func areEqualAtoms(_ left: CELValue, _ right: CELValue) -> Bool {
        switch (left, right) {
        case (.bytes(let left), .bytes(let right)): return left == right
        case (.timestamp(let left), .timestamp(let right)): return left == right
        case (.duration(let left), .duration(let right)): return left == right
        case (.type(let left), .type(let right)): return left.name == right.name
        case (.ip(let left), .ip(let right)): return left == right
        case (.cidr(let left), .cidr(let right)): return left == right
        case (.enumeration(let left), .enumeration(let right)): return left == right
        default: return Ordering.compareNumbers(left, right) == .same
        }
    }

    private static func deeper(_ depth: Int) throws(CELFault) -> Int {
        guard depth < depthMax else {
            throw .error(.limit, "the compared values nest deeper than \(depthMax) levels")
        }
        return depth + 1
    }

    private static func areEqual(
        _ left: [CELValue], _ right: [CELValue], _ meter: inout Meter, _ depth: Int
    ) throws(CELFault) -> Bool {
        guard left.count == right.count else { return false }
        let depth = try deeper(depth)
        var unknown: CELUnknown?
        for (left, right) in zip(left, right) {
            try meter.spend(1)
            do throws(CELFault) {
                if try !areEqual(left, right, &meter, depth: depth) { return false }
            } catch {
                unknown = try join(unknown, error)
            }
        }
        if let unknown { throw .unknown(unknown) }
        return true
    }

    private static func areEqual(
        _ left: CELMap, _ right: CELMap, _ meter: inout Meter, _ depth: Int
    ) throws(CELFault) -> Bool {
        guard left.count == right.count else { return false }
        let depth = try deeper(depth)
        var unknown: CELUnknown?
        for (index, key) in left.storage.keys.enumerated() {
            try meter.spend(1)
            guard let other = right[HashedKey(key)] else { return false }
            do throws(CELFault) {
                if try !areEqual(left.storage.values[index], other, &meter, depth: depth) {
                    return false
                }
            } catch {
                unknown = try join(unknown, error)
            }
        }
        if let unknown { throw .unknown(unknown) }
        return true
    }

    private static func join(
        _ unknown: CELUnknown?, _ fault: CELFault
    ) throws(CELFault) -> CELUnknown {
        guard case .unknown(let other) = fault else { throw fault }
        return unknown?.joined(with: other) ?? other
    }

    /// Whether a list has an equal element; something unknown in it counts only if none is equal.
    static func contains(
        _ list: [CELValue], _ value: CELValue, _ meter: inout Meter
    ) throws(CELFault) -> Bool {
        try meter.spend(list.count)
        var unknown: CELUnknown?
        for element in list {
            do throws(CELFault) {
                if try areEqual(element, value, &meter) { return true }
            } catch {
                unknown = try join(unknown, error)
            }
        }
        if let unknown { throw .unknown(unknown) }
        return false
    }
}

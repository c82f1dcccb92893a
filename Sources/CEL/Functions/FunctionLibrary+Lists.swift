/// The list and set extensions.
///
/// Source: cel-go's `ext/README.md`, "Lists" and "Sets".
extension FunctionLibrary {
    private static let element = CELType.parameter("A")
    private static let rangeCountMax: Int64 = 1_000_000

    static let listFunctions: [Function] = [
        onList("distinct", .list(element)) { (list, meter) throws(CELFault) in
            var distinct: [CELValue] = []
            for value in list where try !Equality.contains(distinct, value, &meter) {
                distinct.append(value)
            }
            return .list(distinct)
        },
        .unary("reverse", isMethod: true, [(.list(element), .list(element)), (.string, .string)]) {
            (value, meter) throws(CELFault) in
            try meter.spend(value.textSize / 8)
            switch value {
            case .list(let list): return .list(list.reversed())
            case .string(let text):
                return .string(String(String.UnicodeScalarView(text.unicodeScalars.reversed())))
            default: throw .noSuchOverload("reverse", [value])
            }
        },
        onList("first", .optional(element)) { (list, _) throws(CELFault) in .optional(list.first) },
        onList("last", .optional(element)) { (list, _) throws(CELFault) in .optional(list.last) },
        onList("sort", .list(element)) { (list, meter) throws(CELFault) in
            .list(try sorted(list, by: list, &meter))
        },
        onList("flatten", .list(.dyn)) { (list, meter) throws(CELFault) in
            .list(try flattened(list, levels: 1, &meter))
        },
        .binary("flatten", isMethod: true, [(.list(element), .int, .list(.dyn))]) {
            (list, levels, meter) throws(CELFault) in
            guard case .list(let values) = list, case .int(let levels) = levels else {
                throw .noSuchOverload("flatten", [list, levels])
            }
            guard levels >= 0 else {
                throw .error(.invalidArgument, "the depth of `flatten` is not negative")
            }
            return .list(try flattened(values, levels: Int(min(levels, 100)), &meter))
        },
        .variadic("slice", isMethod: true, [([.list(element), .int, .int], .list(element))]) {
            (arguments, meter) throws(CELFault) in
            guard arguments.count == 3, case .list(let list) = arguments[0],
                case .int(let start) = arguments[1], case .int(let end) = arguments[2]
            else { throw .noSuchOverload("slice", arguments) }
            guard start >= 0, start <= end, end <= list.count else {
                throw .error(.invalidArgument, "the slice \(start) to \(end) is out of range")
            }
            try meter.spend(Int(end - start))
            return .list(Array(list[Int(start)..<Int(end)]))
        },
        .unary("lists.range", [(.int, .list(.int))]) { (value, meter) throws(CELFault) in
            guard case .int(let count) = value else {
                throw .noSuchOverload("lists.range", [value])
            }
            guard count <= rangeCountMax else {
                throw .error(.limit, "`lists.range` gives at most \(rangeCountMax) numbers")
            }
            try meter.spend(Int(max(0, count)))
            return .list((0..<max(0, count)).map { .int($0) })
        },
    ]

    private static func onList(
        _ name: String, _ result: CELType,
        _ body: @escaping @Sendable ([CELValue], inout Meter) throws(CELFault) -> CELValue
    ) -> Function {
        .unary(name, isMethod: true, [(.list(element), result)]) {
            (value, meter) throws(CELFault) in
            guard case .list(let list) = value else { throw .noSuchOverload(name, [value]) }
            try meter.spend(list.count)
            return try body(list, &meter)
        }
    }

    private static func flattened(
        _ list: [CELValue], levels: Int, _ meter: inout Meter
    ) throws(CELFault) -> [CELValue] {
        try meter.spend(list.count)
        var result: [CELValue] = []
        for value in list {
            if levels > 0, case .list(let inner) = value {
                result += try flattened(inner, levels: levels - 1, &meter)
            } else {
                result.append(value)
            }
        }
        return result
    }

    /// Sorts a list by keys of one type that has an order; equal keys keep their places.
    static func sorted(
        _ list: [CELValue], by keys: [CELValue], _ meter: inout Meter
    ) throws(CELFault) -> [CELValue] {
        try meter.spend(list.count * 16)
        guard let first = keys.first else { return list }
        for key in keys {
            if case .unknown(let unknown) = key { throw .unknown(unknown) }
            guard key.type == first.type, Ordering.compare(key, first) != nil else {
                throw .error(
                    .invalidArgument, "the list to sort holds values that have no common order")
            }
        }
        let order = keys.indices.sorted { left, right in
            switch Ordering.compare(keys[left], keys[right]) {
            case .before: true
            case .after: false
            default: left < right
            }
        }
        return order.map { list[$0] }
    }

    static let setFunctions: [Function] = [
        onSets("sets.contains") { (left, right, meter) throws(CELFault) in
            try isSubset(right, of: left, &meter)
        },
        onSets("sets.equivalent") { (left, right, meter) throws(CELFault) in
            let isContained = try isSubset(right, of: left, &meter)
            return isContained ? try isSubset(left, of: right, &meter) : false
        },
        onSets("sets.intersects") { (left, right, meter) throws(CELFault) in
            for value in left where try Equality.contains(right, value, &meter) { return true }
            return false
        },
    ]

    private static func onSets(
        _ name: String,
        _ test: @escaping @Sendable ([CELValue], [CELValue], inout Meter) throws(CELFault) -> Bool
    ) -> Function {
        .binary(name, [(.list(element), .list(element), .bool)]) {
            (left, right, meter) throws(CELFault) in
            guard case .list(let first) = left, case .list(let second) = right else {
                throw .noSuchOverload(name, [left, right])
            }
            return .bool(try test(first, second, &meter))
        }
    }

    private static func isSubset(
        _ part: [CELValue], of whole: [CELValue], _ meter: inout Meter
    ) throws(CELFault) -> Bool {
        for value in part where try !Equality.contains(whole, value, &meter) { return false }
        return true
    }
}

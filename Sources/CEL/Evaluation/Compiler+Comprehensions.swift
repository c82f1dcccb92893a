/// Macros that go through lists and maps.
extension Compiler {
    /// A comprehension's parts, compiled.
    private struct Parts: Sendable {
        let range: Evaluate
        let slots: [Int]
        let filter: Test?
        let cost: Int
        let offset: Int
        let isPair: Bool

        /// Runs the body for every element that passes the filter, until it returns false.
        func forEach(
            _ frame: inout Frame,
            _ body: (inout Frame) throws(CELFault) -> Bool
        ) throws(CELFault) {
            let source = try range(&frame)
            switch source {
            case .list(let list):
                for (index, element) in list.enumerated() {
                    let first = isPair ? .int(Int64(index)) : element
                    if try !turn(&frame, first, element, body) { return }
                }
            case .map(let map):
                for (key, value) in zip(map.storage.keys, map.storage.values)
                where try !turn(&frame, key.value, value, body) {
                    return
                }
            default:
                throw CELFault.error(
                    .noSuchOverload,
                    "a macro goes through a list or a map, not `\(source.type.name)`"
                ).at(offset)
            }
        }

        private func turn(
            _ frame: inout Frame, _ first: CELValue, _ second: CELValue,
            _ body: (inout Frame) throws(CELFault) -> Bool
        ) throws(CELFault) -> Bool {
            try frame.meter.spend(cost)
            frame.locals[slots[0]] = first
            if isPair { frame.locals[slots[1]] = second }
            if let filter, try !filter(&frame) { return true }
            return try body(&frame)
        }
    }

    private mutating func parts(
        _ comprehension: Comprehension
    ) throws(CELError) -> (Parts, body: Evaluate, test: Test) {
        let range = try evaluation(of: comprehension.range)
        var slots: [Int] = []
        for name in comprehension.names { slots.append(open(name)) }
        defer { close(slots.count) }
        var filter: Test?
        if let condition = comprehension.filter { filter = try test(of: condition) }
        let isQuantifier = comprehension.form.isQuantifier
        // Only the one that the form needs is compiled: nested bodies would double otherwise.
        let never: Test = { (_) throws(CELFault) in false }
        let none: Evaluate = { (_) throws(CELFault) in .null }
        let test = isQuantifier ? try self.test(of: comprehension.body) : never
        let body = isQuantifier ? none : try evaluation(of: comprehension.body)
        let cost = comprehension.body.nodeCount + (comprehension.filter?.nodeCount ?? 0)
        let parts = Parts(
            range: range, slots: slots, filter: filter, cost: cost,
            offset: comprehension.range.offset, isPair: slots.count == 2)
        return (parts, body, test)
    }

    /// `all`, `exists` and `exists_one`, or nothing for the other forms.
    mutating func quantifier(_ comprehension: Comprehension) throws(CELError) -> Test? {
        guard comprehension.form.isQuantifier else { return nil }
        let (parts, _, test) = try parts(comprehension)
        if comprehension.form == .existsOne {
            return { (frame) throws(CELFault) in
                var count = 0
                try parts.forEach(&frame) { (frame) throws(CELFault) in
                    if try test(&frame) { count += 1 }
                    return true
                }
                return count == 1
            }
        }
        let absorbing = comprehension.form == .exists
        return { (frame) throws(CELFault) in
            var pending: CELFault?
            var isDecided = false
            try parts.forEach(&frame) { (frame) throws(CELFault) in
                do throws(CELFault) {
                    isDecided = try test(&frame) == absorbing
                } catch {
                    pending = try absorbed(pending, error)
                }
                return !isDecided
            }
            if isDecided { return absorbing }
            if let pending { throw pending }
            return !absorbing
        }
    }

    mutating func comprehension(_ comprehension: Comprehension) throws(CELError) -> Evaluate {
        if let test = try quantifier(comprehension) {
            return { (frame) throws(CELFault) in .bool(try test(&frame)) }
        }
        let (parts, body, _) = try parts(comprehension)
        switch comprehension.form {
        case .map, .mapEntry: return mapping(parts, body, comprehension.form == .mapEntry)
        case .sortBy:
            return { (frame) throws(CELFault) in
                var (values, keys): ([CELValue], [CELValue]) = ([], [])
                try parts.forEach(&frame) { (frame) throws(CELFault) in
                    keys.append(try body(&frame))
                    values.append(frame.locals[parts.slots[0]])
                    return true
                }
                do throws(CELFault) {
                    return .list(try FunctionLibrary.sorted(values, by: keys, &frame.meter))
                } catch { throw error.at(parts.offset) }
            }
        default:
            return { (frame) throws(CELFault) in
                var list: [CELValue] = []
                try parts.forEach(&frame) { (frame) throws(CELFault) in
                    list.append(try body(&frame))
                    return true
                }
                return .list(list)
            }
        }
    }

    private func mapping(
        _ parts: Parts, _ body: @escaping Evaluate, _ isEntry: Bool
    ) -> Evaluate {
        { (frame) throws(CELFault) in
            var builder = CELMapBuilder()
            do throws(CELFault) {
                try parts.forEach(&frame) { (frame) throws(CELFault) in
                    let value = try body(&frame)
                    guard isEntry else {
                        try builder.add(frame.locals[parts.slots[0]], value)
                        return true
                    }
                    guard case .map(let entries) = value else {
                        throw .noSuchOverload("transformMapEntry", [value])
                    }
                    try frame.meter.spend(entries.count)
                    for (key, value) in zip(entries.storage.keys, entries.storage.values) {
                        try builder.add(key.value, value)
                    }
                    return true
                }
            } catch { throw error.at(parts.offset) }
            return .map(CELMap(builder))
        }
    }
}

extension Comprehension.Form {
    var isQuantifier: Bool {
        switch self {
        case .all, .exists, .existsOne: true
        case .list, .map, .mapEntry, .sortBy: false
        }
    }
}

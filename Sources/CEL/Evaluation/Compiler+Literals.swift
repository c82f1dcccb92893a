/// Lists, maps, messages, bindings and mapped optionals.
extension Compiler {
    mutating func list(_ elements: [Expression.Element]) throws(CELError) -> Evaluate {
        var evaluations: [Evaluate] = []
        for element in elements { evaluations.append(try evaluation(of: element.value)) }
        let optional = elements.map(\.isOptional)
        guard optional.contains(true) else {
            return { [evaluations] (frame) throws(CELFault) in
                .list(try all(evaluations, &frame))
            }
        }
        return { [evaluations] (frame) throws(CELFault) in
            var list: [CELValue] = []
            for (value, isOptional) in zip(try all(evaluations, &frame), optional) {
                if isOptional {
                    if let inner = try unwrapped(value) { list.append(inner) }
                } else {
                    list.append(value)
                }
            }
            return .list(list)
        }
    }

    mutating func map(
        _ expression: Expression, _ entries: [Expression.Entry]
    ) throws(CELError) -> Evaluate {
        var evaluations: [Evaluate] = []
        for entry in entries {
            evaluations.append(try evaluation(of: entry.key))
            evaluations.append(try evaluation(of: entry.value))
        }
        let optional = entries.map(\.isOptional)
        let offset = expression.offset
        return { [evaluations] (frame) throws(CELFault) in
            let values = try all(evaluations, &frame)
            var builder = CELMapBuilder()
            do throws(CELFault) {
                for (index, isOptional) in optional.enumerated() {
                    var value = values[index * 2 + 1]
                    if isOptional {
                        guard let inner = try unwrapped(value) else { continue }
                        value = inner
                    }
                    try builder.add(values[index * 2], value)
                }
            } catch { throw error.at(offset) }
            return .map(CELMap(builder))
        }
    }

    mutating func message(
        _ expression: Expression, _ name: String, _ isAbsolute: Bool,
        _ fields: [Expression.Field]
    ) throws(CELError) -> Evaluate {
        let full = environment.messageName(name, isAbsolute: isAbsolute)
        let offset = expression.offset
        guard let full else {
            throw CELError(.undeclared, "undeclared reference to the type `\(name)`", at: offset)
        }
        var evaluations: [Evaluate] = []
        for field in fields { evaluations.append(try evaluation(of: field.value)) }
        let known = WellKnownMessage(rawValue: full)
        return { [evaluations] (frame) throws(CELFault) in
            let values = try all(evaluations, &frame)
            var named: [String: CELValue] = [:]
            do throws(CELFault) {
                for (field, value) in zip(fields, values) {
                    let value = field.isOptional ? try unwrapped(value) : value
                    if let value { named[field.name] = value }
                }
                return try known?.make(named, &frame.meter) ?? .map(CELMap(named))
            } catch { throw error.at(offset) }
        }
    }

    /// Names with values, from `cel.bind` and `cel.block`.
    ///
    /// A value that fails is kept as a fault, raised where it is read, so that binding a name never
    /// changes the outcome.
    mutating func bindings(
        _ values: [(name: String, value: Expression)], _ body: Expression
    ) throws(CELError) -> Evaluate {
        var bound: [(slot: Int, evaluate: Evaluate)] = []
        for (name, value) in values {
            let evaluate = try evaluation(of: value)
            bound.append((open(name), evaluate))
        }
        let body = try evaluation(of: body)
        close(bound.count)
        return { [bound] (frame) throws(CELFault) in
            for (slot, evaluate) in bound {
                do throws(CELFault) {
                    frame.locals[slot] = try evaluate(&frame)
                    frame.faults[slot] = nil
                } catch {
                    if error.isFinal { throw error }
                    frame.faults[slot] = error
                }
            }
            defer { for (slot, _) in bound { frame.faults[slot] = nil } }
            return try body(&frame)
        }
    }

    mutating func optionalMap(
        _ expression: Expression, _ target: Expression, _ name: String, _ body: Expression,
        isFlat: Bool
    ) throws(CELError) -> Evaluate {
        let offset = expression.offset
        let target = try evaluation(of: target)
        let slot = open(name)
        let body = try evaluation(of: body)
        close(1)
        return { (frame) throws(CELFault) in
            let value = try target(&frame)
            guard case .optional(let inner) = value else {
                throw CELFault.noSuchOverload("optMap", [value]).at(offset)
            }
            guard let inner else { return value }
            frame.locals[slot] = inner
            let result = try body(&frame)
            guard isFlat else { return .optional(result) }
            guard case .optional = result else {
                throw CELFault.noSuchOverload("optFlatMap", [result]).at(offset)
            }
            return result
        }
    }
}

/// What an optional element or entry holds.
func unwrapped(_ value: CELValue) throws(CELFault) -> CELValue? {
    guard case .optional(let inner) = value else {
        throw .noSuchOverload("an optional element", [value])
    }
    return inner
}

extension CELMapBuilder {
    /// Adds an entry of a literal, or fails on a key that is no key or is there already.
    mutating func add(_ key: CELValue, _ value: CELValue) throws(CELFault) {
        guard let mapKey = CELMapKey(key) else {
            throw .error(.invalidArgument, "unsupported key type `\(key.type.name)`")
        }
        guard insert(HashedKey(mapKey), value) else {
            throw .error(.invalidArgument, "repeated key \(mapKey)")
        }
    }
}

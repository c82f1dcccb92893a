/// Conditions: logic, comparisons, membership and presence.
extension Compiler {
    mutating func test(of expression: Expression) throws(CELError) -> Test {
        switch expression.kind {
        case .literal(.bool(let flag)): return { (_) throws(CELFault) in flag }
        case .not(let operand):
            let operand = try test(of: operand)
            return { (frame) throws(CELFault) in try !operand(&frame) }
        case .all(let terms): return try logic(terms, absorbing: false)
        case .any(let terms): return try logic(terms, absorbing: true)
        case .presence(let operand, let field): return try presence(expression, operand, field)
        case .binary(let operation, let left, let right) where operation.isTest:
            switch operation {
            case .equal, .unequal: return try equality(expression, operation, left, right)
            case .within: return try membership(expression, left, right)
            default: return try comparison(expression, operation, left, right)
            }
        case .comprehension(let comprehension):
            if let test = try quantifier(comprehension) { return test }
        default: break
        }
        let offset = expression.offset
        let operand = try evaluation(of: expression)
        return { (frame) throws(CELFault) in
            let value = try operand(&frame)
            guard case .bool(let flag) = value else {
                throw CELFault.noSuchOverload("a condition", [value]).at(offset)
            }
            return flag
        }
    }

    /// `&&` (absorbing `false`) and `||` (absorbing `true`): one such term decides, whatever the
    /// others are; else what is unknown counts before what failed.
    private mutating func logic(
        _ terms: [Expression], absorbing: Bool
    ) throws(CELError) -> Test {
        var tests: [Term] = []
        for term in terms { tests.append(Term(test: try test(of: term))) }
        return { [tests] (frame) throws(CELFault) in
            var pending: CELFault?
            for index in tests.indices {
                do throws(CELFault) {
                    if try tests[index].test(&frame) == absorbing { return absorbing }
                } catch {
                    pending = try absorbed(pending, error)
                }
            }
            if let pending { throw pending }
            return !absorbing
        }
    }

    /// A closure in a struct: bare closures in an array are called through an extra one.
    private struct Term: Sendable {
        let test: Test
    }

    private mutating func presence(
        _ expression: Expression, _ operand: Expression, _ field: String
    ) throws(CELError) -> Test {
        let key = HashedKey(.string(field))
        let offset = expression.offset
        let extends = extendsUnknown(operand)
        let operand = try evaluation(of: operand)
        return { (frame) throws(CELFault) in
            let value: CELValue
            do throws(CELFault) { value = try operand(&frame) } catch {
                throw extends ? error.below(field) : error
            }
            do throws(CELFault) { return try Selection.has(value, key, field) } catch {
                throw error.at(offset)
            }
        }
    }

    // MARK: Comparisons

    private mutating func equality(
        _ expression: Expression, _ operation: BinaryOperator, _ left: Expression,
        _ right: Expression
    ) throws(CELError) -> Test {
        let wanted = operation == .equal
        let offset = expression.offset
        if let constant = constant(right) {
            return equality(try evaluation(of: left), to: constant, wanted, offset)
        }
        if let constant = constant(left) {
            return equality(try evaluation(of: right), to: constant, wanted, offset)
        }
        let (first, second) = (try evaluation(of: left), try evaluation(of: right))
        return { (frame) throws(CELFault) in
            let left: CELValue
            do throws(CELFault) { left = try first(&frame) } catch {
                throw joined(error, with: second, &frame)
            }
            let right = try second(&frame)
            do throws(CELFault) {
                return try Equality.areEqual(left, right, &frame.meter) == wanted
            } catch {
                throw error.at(offset)
            }
        }
    }

    private func equality(
        _ operand: @escaping Evaluate, to constant: CELValue, _ wanted: Bool, _ offset: Int
    ) -> Test {
        if case .string(let text) = constant {
            // No text but itself is canonically equivalent to ASCII text at the same length, so
            // that Swift's own comparison, which is fast for short text, tells code points apart.
            let count = text.utf8.count
            guard !text.utf8.allSatisfy({ $0 < 0x80 }) else {
                return { (frame) throws(CELFault) in
                    guard case .string(let found) = try operand(&frame) else { return !wanted }
                    return (found.utf8.count == count && found == text) == wanted
                }
            }
            return { (frame) throws(CELFault) in
                guard case .string(let found) = try operand(&frame) else { return !wanted }
                return found.hasSameScalars(as: text) == wanted
            }
        }
        return { (frame) throws(CELFault) in
            let value = try operand(&frame)
            do throws(CELFault) {
                return try Equality.areEqual(value, constant, &frame.meter) == wanted
            } catch {
                throw error.at(offset)
            }
        }
    }

    private mutating func comparison(
        _ expression: Expression, _ operation: BinaryOperator, _ left: Expression,
        _ right: Expression
    ) throws(CELError) -> Test {
        let offset = expression.offset
        let first = try evaluation(of: left)
        if case .double(let bound)? = constant(right) {
            return { (frame) throws(CELFault) in
                let value = try first(&frame)
                if case .double(let number) = value { return operation.holds(number, bound) }
                return try operation.holds(value, .double(bound), offset)
            }
        }
        if case .int(let bound)? = constant(right) {
            return { (frame) throws(CELFault) in
                let value = try first(&frame)
                if case .int(let number) = value { return operation.holds(number, bound) }
                return try operation.holds(value, .int(bound), offset)
            }
        }
        let second = try evaluation(of: right)
        return { (frame) throws(CELFault) in
            let left: CELValue
            do throws(CELFault) { left = try first(&frame) } catch {
                throw joined(error, with: second, &frame)
            }
            return try operation.holds(left, try second(&frame), offset)
        }
    }

    private mutating func membership(
        _ expression: Expression, _ left: Expression, _ right: Expression
    ) throws(CELError) -> Test {
        let offset = expression.offset
        let element = try evaluation(of: left)
        if case .list(let list)? = constant(right) {
            let texts = list.compactMap { if case .string(let text) = $0 { text } else { nil } }
            let areTexts = texts.count == list.count
            return { (frame) throws(CELFault) in
                let value = try element(&frame)
                if areTexts {
                    guard case .string(let found) = value else { return false }
                    return texts.contains { $0.hasSameScalars(as: found) }
                }
                do throws(CELFault) {
                    return try Equality.contains(list, value, &frame.meter)
                } catch {
                    throw error.at(offset)
                }
            }
        }
        let container = try evaluation(of: right)
        return { (frame) throws(CELFault) in
            let value: CELValue
            do throws(CELFault) { value = try element(&frame) } catch {
                throw joined(error, with: container, &frame)
            }
            let whole = try container(&frame)
            do throws(CELFault) {
                switch whole {
                case .list(let list): return try Equality.contains(list, value, &frame.meter)
                case .map(let map): return map[value] != nil
                default: throw CELFault.noSuchOverload("_in_", [value, whole])
                }
            } catch { throw error.at(offset) }
        }
    }
}

/// What a logical operator keeps of a term that failed.
func absorbed(_ pending: CELFault?, _ fault: CELFault) throws(CELFault) -> CELFault {
    if fault.isFinal { throw fault }
    switch (pending, fault) {
    case (.unknown(let first), .unknown(let second)): return .unknown(first.joined(with: second))
    case (.unknown, .error): return pending ?? fault
    case (nil, _), (.error, .unknown): return fault
    case (.error, .error): return pending ?? fault
    }
}

extension BinaryOperator {
    @inline(__always)
    func holds<Number: Comparable>(_ left: Number, _ right: Number) -> Bool {
        switch self {
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        default: left >= right
        }
    }

    func holds(_ left: CELValue, _ right: CELValue, _ offset: Int) throws(CELFault) -> Bool {
        guard let order = Ordering.compare(left, right) else {
            throw CELFault.noSuchOverload(functionName, [left, right]).at(offset)
        }
        switch self {
        case .less: return order == .before
        case .lessOrEqual: return order == .before || order == .same
        case .greater: return order == .after
        default: return order == .after || order == .same
        }
    }
}

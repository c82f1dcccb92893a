/// Arithmetic and calls of functions and methods.
extension Compiler {
    mutating func arithmetic(
        _ expression: Expression, _ operation: BinaryOperator, _ left: Expression,
        _ right: Expression
    ) throws(CELError) -> Evaluate {
        let offset = expression.offset
        let (first, second) = (try evaluation(of: left), try evaluation(of: right))
        return { (frame) throws(CELFault) in
            let left: CELValue
            do throws(CELFault) { left = try first(&frame) } catch {
                throw joined(error, with: second, &frame)
            }
            let right = try second(&frame)
            do throws(CELFault) {
                return try Arithmetic.apply(operation, left, right, &frame.meter)
            } catch {
                throw error.at(offset)
            }
        }
    }

    mutating func call(
        _ expression: Expression, _ name: String, _ target: Expression?,
        _ arguments: [Expression]
    ) throws(CELError) -> Evaluate {
        let found = environment.function(name, target: target, isLocal: { local($0) != nil })
        let function = found ?? name
        let isMethod = found == nil && target != nil
        let operands = isMethod ? (target.map { [$0] } ?? []) + arguments : arguments
        if let special = try special(expression, function, operands, isMethod: isMethod) {
            return special
        }
        var evaluations: [Evaluate] = []
        for operand in operands { evaluations.append(try evaluation(of: operand)) }
        let offset = expression.offset
        let own = (environment.functions[function] ?? [])
            .filter { $0.isMethod == isMethod && $0.parameters.count == operands.count }
        let key = Function.Key(
            name: function, isMethod: isMethod, argumentCount: operands.count)
        let body = FunctionLibrary.standard.bodies[key]
        if !own.isEmpty {
            return applying(own, else: body, function, to: operands, evaluations, offset)
        }
        if let body { return applying(body, evaluations, offset) }
        let isKnown = !environment.signatures(of: function).isEmpty
        return unbound(function, evaluations, offset, isKnown: isKnown)
    }

    private func applying(
        _ body: Function.Body, _ operands: [Evaluate], _ offset: Int
    ) -> Evaluate {
        switch (body, operands.count) {
        case (.unary(let body), 1):
            let operand = operands[0]
            return { (frame) throws(CELFault) in
                let value = try operand(&frame)
                do throws(CELFault) { return try body(value, &frame.meter) } catch {
                    throw error.at(offset)
                }
            }
        case (.binary(let body), 2):
            let (first, second) = (operands[0], operands[1])
            return { (frame) throws(CELFault) in
                let left: CELValue
                do throws(CELFault) { left = try first(&frame) } catch {
                    throw joined(error, with: second, &frame)
                }
                let right = try second(&frame)
                do throws(CELFault) { return try body(left, right, &frame.meter) } catch {
                    throw error.at(offset)
                }
            }
        case (.variadic(let body), _):
            return { (frame) throws(CELFault) in
                let values = try all(operands, &frame)
                do throws(CELFault) { return try body(values, &frame.meter) } catch {
                    throw error.at(offset)
                }
            }
        default: return unbound("the function", operands, offset, isKnown: true)
        }
    }

    private func unbound(
        _ name: String, _ operands: [Evaluate], _ offset: Int, isKnown: Bool
    ) -> Evaluate {
        { (frame) throws(CELFault) in
            let values = try all(operands, &frame)
            if isKnown { throw CELFault.noSuchOverload(name, values).at(offset) }
            throw .error(
                CELError(.undeclared, "undeclared reference to the function `\(name)`", at: offset))
        }
    }

    // MARK: Functions that need more than their arguments

    private mutating func special(
        _ expression: Expression, _ name: String, _ operands: [Expression], isMethod: Bool
    ) throws(CELError) -> Evaluate? {
        guard operands.count == 2 else { return nil }
        if name == "matches" { return try matches(expression, operands) }
        guard isMethod else { return nil }
        if name == "or" || name == "orValue" { return try alternative(expression, name, operands) }
        guard let part = TimePart(rawValue: name) else { return nil }
        let (target, zone) = (try evaluation(of: operands[0]), try evaluation(of: operands[1]))
        let offset = expression.offset
        let provider = environment.timeZoneOffset
        return { (frame) throws(CELFault) in
            let left: CELValue
            do throws(CELFault) { left = try target(&frame) } catch {
                throw joined(error, with: zone, &frame)
            }
            let right = try zone(&frame)
            guard case .timestamp(let moment) = left, case .string(let name) = right else {
                throw CELFault.noSuchOverload(part.rawValue, [left, right]).at(offset)
            }
            let east = fixedTimeZoneOffset(name) ?? provider?(name, moment.seconds)
            guard let east, abs(east) < 200_000 else {
                throw CELFault.error(.invalidArgument, "unknown time zone `\(name)`").at(offset)
            }
            return .int(part.of(moment, offsetSeconds: east))
        }
    }

    private mutating func alternative(
        _ expression: Expression, _ name: String, _ operands: [Expression]
    ) throws(CELError) -> Evaluate {
        let (first, second) = (try evaluation(of: operands[0]), try evaluation(of: operands[1]))
        let offset = expression.offset
        let keepsOptional = name == "or"
        return { (frame) throws(CELFault) in
            let left: CELValue
            do throws(CELFault) { left = try first(&frame) } catch {
                throw joined(error, with: second, &frame)
            }
            guard case .optional(let inner) = left else {
                throw CELFault.noSuchOverload(name, [left]).at(offset)
            }
            if let inner { return keepsOptional ? left : inner }
            let right = try second(&frame)
            if keepsOptional, case .optional = right { return right }
            if keepsOptional { throw CELFault.noSuchOverload(name, [left, right]).at(offset) }
            return right
        }
    }

    private mutating func matches(
        _ expression: Expression, _ operands: [Expression]
    ) throws(CELError) -> Evaluate {
        let offset = expression.offset
        let limit = environment.limits.patternInstructionsMax
        let text = try evaluation(of: operands[0])
        if case .string(let pattern)? = constant(operands[1]) {
            let compiled: Result<Pattern, CELFault>
            do throws(CELFault) {
                compiled = .success(try Pattern(pattern, instructionsMax: limit))
            } catch {
                compiled = .failure(error.at(operands[1].offset))
            }
            return { (frame) throws(CELFault) in
                let value = try text(&frame)
                let pattern = try compiled.get()
                guard case .string(let text) = value else {
                    throw CELFault.noSuchOverload("matches", [value]).at(offset)
                }
                do throws(CELFault) { return .bool(try pattern.matches(text, &frame.meter)) } catch
                {
                    throw error.at(offset)
                }
            }
        }
        let pattern = try evaluation(of: operands[1])
        return { (frame) throws(CELFault) in
            let left: CELValue
            do throws(CELFault) { left = try text(&frame) } catch {
                throw joined(error, with: pattern, &frame)
            }
            let right = try pattern(&frame)
            guard case .string(let text) = left, case .string(let source) = right else {
                throw CELFault.noSuchOverload("matches", [left, right]).at(offset)
            }
            do throws(CELFault) {
                let pattern = try Pattern(source, instructionsMax: limit)
                try frame.meter.spend(pattern.instructionCount)
                return .bool(try pattern.matches(text, &frame.meter))
            } catch { throw error.at(offset) }
        }
    }
}

/// The values of all operands; what several do not know is joined.
func all(_ operands: [Evaluate], _ frame: inout Frame) throws(CELFault) -> [CELValue] {
    var values: [CELValue] = []
    values.reserveCapacity(operands.count)
    var pending: CELFault?
    for operand in operands {
        do throws(CELFault) {
            let value = try operand(&frame)
            if pending == nil { values.append(value) }
        } catch {
            guard case .unknown = error else { throw error }
            pending = try absorbed(pending, error)
        }
    }
    if let pending { throw pending }
    return values
}

extension CELType {
    /// Whether a function may take this value for a parameter of this type.
    func admits(_ value: CELValue) -> Bool {
        switch (self, value) {
        case (.dyn, _), (.parameter, _): true
        case (.wrapper(let inner), _): value.type == .null || inner.admits(value)
        case (.object, .map), (.list, .list), (.map, .map), (.optional, .optional),
            (.type, .type):
            true
        default: name == value.type.name
        }
    }
}

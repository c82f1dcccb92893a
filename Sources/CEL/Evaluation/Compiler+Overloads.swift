/// Calls of functions that the environment declares.
extension Compiler {
    /// A call that settles on an overload as early as it can: one that a constant operand rules
    /// out is dropped here, and one that takes whatever the other operands give is called at once.
    func applying(
        _ overloads: [CELOverload], else builtIn: Function.Body?, _ name: String,
        to operands: [Expression], _ evaluations: [Evaluate], _ offset: Int
    ) -> Evaluate {
        let constants = operands.map { constant($0) }
        let possible = overloads.filter { $0.mayTake(constants) }
        guard let first = possible.first, first.mustTake(constants) else {
            return choosing(among: possible, else: builtIn, name, evaluations, offset)
        }
        switch (first.body, constants.count) {
        case (.binary(let body), 2):
            if let limit = constants[1] { return calling(body, evaluations[0], limit, offset) }
            return calling(body, evaluations[0], evaluations[1], offset)
        case (.binary, _), (.variadic, _):
            return choosing(among: [first], else: nil, name, evaluations, offset)
        }
    }

    private func calling(
        _ body: @escaping CELOverload.BinaryImplementation, _ first: @escaping Evaluate,
        _ right: CELValue, _ offset: Int
    ) -> Evaluate {
        { (frame) throws(CELFault) in
            let left = try first(&frame)
            return try known(offset) { () throws(CELError) in try body(left, right) }
        }
    }

    private func calling(
        _ body: @escaping CELOverload.BinaryImplementation, _ first: @escaping Evaluate,
        _ second: @escaping Evaluate, _ offset: Int
    ) -> Evaluate {
        { (frame) throws(CELFault) in
            let left: CELValue
            do throws(CELFault) { left = try first(&frame) } catch {
                throw joined(error, with: second, &frame)
            }
            let right = try second(&frame)
            return try known(offset) { () throws(CELError) in try body(left, right) }
        }
    }

    /// A call that finds the overload by the types of the values.
    private func choosing(
        among overloads: [CELOverload], else builtIn: Function.Body?, _ name: String,
        _ operands: [Evaluate], _ offset: Int
    ) -> Evaluate {
        { (frame) throws(CELFault) in
            let values = try all(operands, &frame)
            guard let overload = overloads.first(where: { $0.takes(values) }) else {
                guard let builtIn else { throw CELFault.noSuchOverload(name, values).at(offset) }
                do throws(CELFault) { return try builtIn(values, &frame.meter) } catch {
                    throw error.at(offset)
                }
            }
            return try known(offset) { () throws(CELError) in try overload(values) }
        }
    }
}

/// What a declared function gave, or its fault; a value that is not known is one.
@inline(__always)
private func known(
    _ offset: Int, _ body: () throws(CELError) -> CELValue
) throws(CELFault) -> CELValue {
    let value: CELValue
    do throws(CELError) { value = try body() } catch { throw CELFault.error(error).at(offset) }
    if case .unknown(let unknown) = value { throw .unknown(unknown) }
    return value
}

extension CELOverload {
    fileprivate func takes(_ values: [CELValue]) -> Bool {
        zip(parameters, values).allSatisfy { $0.admits($1) }
    }

    /// Whether no operand whose value is known beforehand rules it out.
    fileprivate func mayTake(_ constants: [CELValue?]) -> Bool {
        zip(parameters, constants).allSatisfy { parameter, constant in
            constant.map(parameter.admits) ?? true
        }
    }

    /// Whether it takes every value that the other operands could have.
    fileprivate func mustTake(_ constants: [CELValue?]) -> Bool {
        zip(parameters, constants).allSatisfy { parameter, constant in
            constant.map(parameter.admits) ?? parameter.admitsAll
        }
    }
}

extension CELType {
    fileprivate var admitsAll: Bool {
        switch self {
        case .dyn, .parameter: true
        default: false
        }
    }
}

/// Computes a node's value.
typealias Evaluate = @Sendable (inout Frame) throws(CELFault) -> CELValue
/// Computes a node that is a condition, without wrapping the answer.
typealias Test = @Sendable (inout Frame) throws(CELFault) -> Bool

/// Turns a checked tree into closures: names become slots or hashed keys, chains of fields become
/// one step, comparisons with constants lose their wrapping.
struct Compiler {
    let environment: CELEnvironment
    /// Selections on declared records, from the checker.
    let recordSelections: Set<Int>
    private var scope: [(name: String, slot: Int)] = []
    private(set) var localCount = 0

    init(_ environment: CELEnvironment, recordSelections: Set<Int>) {
        self.environment = environment
        self.recordSelections = recordSelections
    }

    // MARK: Scope

    mutating func open(_ name: String) -> Int {
        scope.append((name, localCount))
        localCount += 1
        return localCount - 1
    }

    mutating func close(_ count: Int) { scope.removeLast(count) }

    func local(_ name: String) -> Int? { scope.last { $0.name == name }?.slot }

    // MARK: Nodes

    mutating func evaluation(of expression: Expression) throws(CELError) -> Evaluate {
        if let constant = constant(expression) { return { (_) throws(CELFault) in constant } }
        if let path = path(expression) { return reading(path, at: expression.offset) }
        switch expression.kind {
        case .literal, .name: return try unresolved(expression)
        case .select(let operand, let field, let isOptional):
            return try selection(expression, operand, field, isOptional: isOptional)
        case .index(let operand, let index, let isOptional):
            return try indexing(expression, operand, index, isOptional: isOptional)
        case .call(let name, let target, let arguments):
            return try call(expression, name, target, arguments)
        case .negate(let operand):
            let operand = try evaluation(of: operand)
            let offset = expression.offset
            return { (frame) throws(CELFault) in
                let value = try operand(&frame)
                do throws(CELFault) { return try Arithmetic.negate(value) } catch {
                    throw error.at(offset)
                }
            }
        case .binary(let operation, let left, let right):
            if operation.isTest { return wrapped(try test(of: expression)) }
            return try arithmetic(expression, operation, left, right)
        case .not, .all, .any, .presence: return wrapped(try test(of: expression))
        case .conditional(let condition, let yes, let no):
            let condition = try test(of: condition)
            let (yes, no) = (try evaluation(of: yes), try evaluation(of: no))
            return { (frame) throws(CELFault) in
                try condition(&frame) ? try yes(&frame) : try no(&frame)
            }
        case .list(let elements): return try list(elements)
        case .map(let entries): return try map(expression, entries)
        case .message(let name, let isAbsolute, let fields):
            return try message(expression, name, isAbsolute, fields)
        case .comprehension(let comprehension): return try self.comprehension(comprehension)
        case .bindings(let values, let body): return try bindings(values, body)
        case .optionalMap(let target, let name, let body, let isFlat):
            return try optionalMap(expression, target, name, body, isFlat: isFlat)
        }
    }

    private func wrapped(_ test: @escaping Test) -> Evaluate {
        { (frame) throws(CELFault) in .bool(try test(&frame)) }
    }

    // MARK: Names and paths

    /// The value of a node that is the same in every evaluation.
    func constant(_ expression: Expression) -> CELValue? {
        switch expression.kind {
        case .literal(let value): return value
        case .list(let elements):
            var values: [CELValue] = []
            for element in elements {
                guard !element.isOptional, let value = constant(element.value) else { return nil }
                values.append(value)
            }
            return .list(values)
        case .name, .select:
            guard case .constant(let value, _) = resolve(expression) else { return nil }
            return value
        default: return nil
        }
    }

    func resolve(_ expression: Expression) -> CELEnvironment.Resolution? {
        guard let (name, isAbsolute) = expression.qualifiedName else { return nil }
        if !isAbsolute, local(String(name.prefix { $0 != "." })) != nil { return nil }
        return environment.resolve(name, isAbsolute: isAbsolute)
    }

    /// The node as a chain of fields below a variable or a local name.
    func path(_ expression: Expression) -> Path? {
        let missingIsUnknown = environment.missingFieldsAreUnknown
        if case .variable(let name, _) = resolve(expression) {
            return Path(
                root: .variable(HashedKey(.string(name)), name), steps: [],
                missingIsUnknown: missingIsUnknown)
        }
        switch expression.kind {
        case .name(let name, isAbsolute: false):
            guard let slot = local(name) else { return nil }
            return Path(
                root: .local(slot: slot, name: name), steps: [],
                missingIsUnknown: missingIsUnknown)
        case .select(let operand, let field, isOptional: false):
            guard var path = path(operand) else { return nil }
            path.steps.append(
                .init(field: field, isDeclared: recordSelections.contains(expression.id)))
            return path
        default: return nil
        }
    }

    private func reading(_ path: Path, at offset: Int) -> Evaluate {
        if case .local(let slot, _) = path.root, path.steps.isEmpty {
            return { (frame) throws(CELFault) in
                let value = frame.locals[slot]
                guard case .unknown = value else {
                    if frame.faults.isEmpty { return value }
                    return try path.readStepwise(frame)
                }
                return try path.readStepwise(frame)
            }
        }
        if let reader = PathReader(path) {
            return { (frame) throws(CELFault) in
                do throws(CELFault) { return try reader.read(frame) } catch {
                    throw error.at(offset)
                }
            }
        }
        return { (frame) throws(CELFault) in
            do throws(CELFault) { return try path.readStepwise(frame) } catch {
                throw error.at(offset)
            }
        }
    }

    /// A name that nothing declares: without type checks it may still have a value.
    private func unresolved(_ expression: Expression) throws(CELError) -> Evaluate {
        guard case .name(let name, let isAbsolute) = expression.kind else {
            throw CELError(.type, "the expression has no value", at: expression.offset)
        }
        let keys = environment.candidates(name, isAbsolute: isAbsolute)
            .map { HashedKey(.string($0)) }
        let offset = expression.offset
        return { (frame) throws(CELFault) in
            for key in keys {
                if let value = frame.variables[key] {
                    if case .unknown(let unknown) = value { throw .unknown(unknown) }
                    return value
                }
            }
            throw .error(CELError(.undeclared, "undeclared reference to `\(name)`", at: offset))
        }
    }

    private mutating func selection(
        _ expression: Expression, _ operand: Expression, _ field: String, isOptional: Bool
    ) throws(CELError) -> Evaluate {
        let key = HashedKey(.string(field))
        let offset = expression.offset
        let extends = extendsUnknown(operand)
        let operand = try evaluation(of: operand)
        let isDeclared =
            environment.missingFieldsAreUnknown && recordSelections.contains(expression.id)
        return { (frame) throws(CELFault) in
            let value: CELValue
            do throws(CELFault) { value = try operand(&frame) } catch {
                throw extends ? error.below(field) : error
            }
            do throws(CELFault) {
                if isOptional { return .optional(try Selection.find(value, key, field)) }
                if isDeclared, case .map(let map) = value, map[key] == nil {
                    throw .unknown(CELUnknown(paths: [field]))
                }
                let found = try Selection.select(value, key, field)
                if case .unknown(let unknown) = found { throw .unknown(unknown) }
                return found
            } catch { throw error.at(offset) }
        }
    }

    /// Whether what is unknown about the operand is the operand itself, so that a field of it is
    /// unknown at a longer path.
    func extendsUnknown(_ operand: Expression) -> Bool {
        switch operand.kind {
        case .name: true
        case .select(let inner, _, _), .index(let inner, _, _): extendsUnknown(inner)
        default: false
        }
    }

    private mutating func indexing(
        _ expression: Expression, _ operand: Expression, _ index: Expression, isOptional: Bool
    ) throws(CELError) -> Evaluate {
        let offset = expression.offset
        var step: String?
        if extendsUnknown(operand), case .literal(let literal) = index.kind,
            let key = CELMapKey(literal)
        {
            step = "[\(key.literal)]"
        }
        let operand = try evaluation(of: operand)
        let index = try evaluation(of: index)
        return { [step] (frame) throws(CELFault) in
            let value: CELValue
            do throws(CELFault) { value = try operand(&frame) } catch {
                guard let step, case .unknown(let unknown) = error else {
                    throw joined(error, with: index, &frame)
                }
                throw .unknown(unknown.appending(step, fallback: step))
            }
            let place = try index(&frame)
            do throws(CELFault) {
                if isOptional { return .optional(try Selection.find(value, at: place)) }
                return try Selection.index(value, place)
            } catch { throw error.at(offset) }
        }
    }
}

/// The fault of an operator whose left side failed: what the right side does not know counts too.
func joined(_ fault: CELFault, with other: Evaluate, _ frame: inout Frame) -> CELFault {
    guard case .unknown(let unknown) = fault else { return fault }
    do throws(CELFault) {
        _ = try other(&frame)
        return fault
    } catch {
        guard case .unknown(let second) = error else { return error.isFinal ? error : fault }
        return .unknown(unknown.joined(with: second))
    }
}

extension BinaryOperator {
    /// Whether the operator gives a truth value.
    var isTest: Bool {
        switch self {
        case .add, .subtract, .multiply, .divide, .modulo: false
        default: true
        }
    }
}

extension CELMapKey {
    /// The key as it is written in an expression.
    var literal: String {
        switch value {
        case .string(let text): "\"\(text)\""
        case .bool(let flag): "\(flag)"
        case .int(let number): "\(number)"
        case .uint(let number): "\(number)u"
        default: ""
        }
    }
}

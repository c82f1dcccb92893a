/// What type parameters stand for, found by unification.
///
/// Source: cel-go's `checker/types.go`, whose rules the conformance suite pins down.
struct TypeMapping {
    private var substitutions: [String: CELType] = [:]
    private var freshCount = 0
    /// What was known before each change since the last decision, so that a failed trial is undone
    /// without a copy of the whole mapping.
    private var journal: [(name: String, before: CELType?)] = []

    /// The signature with type parameters of its own.
    mutating func instantiate(_ signature: Signature) -> Signature {
        var fresh: [String: CELType] = [:]
        let parameters = signature.parameters.map { renamed($0, &fresh) }
        return Signature(
            parameters, renamed(signature.result, &fresh), isMethod: signature.isMethod)
    }

    mutating func freshParameter() -> CELType {
        freshCount += 1
        return .parameter("_\(freshCount)")
    }

    private mutating func renamed(_ type: CELType, _ fresh: inout [String: CELType]) -> CELType {
        if case .parameter(let name) = type {
            let known = fresh[name] ?? freshParameter()
            fresh[name] = known
            return known
        }
        var parameters: [CELType] = []
        for parameter in type.parameters { parameters.append(renamed(parameter, &fresh)) }
        return parameters.isEmpty ? type : type.with(parameters: parameters)
    }

    /// The type with every known parameter replaced; unknown ones become `dyn` when asked.
    func substitute(_ type: CELType, freeToDyn: Bool = false) -> CELType {
        if case .parameter(let name) = type {
            if let known = substitutions[name] { return substitute(known, freeToDyn: freeToDyn) }
            return freeToDyn ? .dyn : type
        }
        let parameters = type.parameters
        if parameters.isEmpty { return type }
        return type.with(parameters: parameters.map { substitute($0, freeToDyn: freeToDyn) })
    }

    /// Whether each type may stand where the other is asked for; keeps what was learned if so.
    mutating func accepts(_ types: [CELType], as wanted: [CELType]) -> Bool {
        guard types.count == wanted.count else { return false }
        journal.removeAll(keepingCapacity: true)
        for (type, wanted) in zip(types, wanted) where !unify(type, wanted) {
            for (name, before) in journal.reversed() { substitutions[name] = before }
            return false
        }
        return true
    }

    private mutating func learn(_ name: String, _ type: CELType) {
        journal.append((name, substitutions[name]))
        substitutions[name] = type
    }

    /// The type of a list that holds both, `dyn` when they have nothing in common.
    mutating func join(_ first: CELType, _ second: CELType) -> CELType {
        guard accepts([first], as: [second]) else { return .dyn }
        return Self.moreGeneral(first, second)
    }

    private static func moreGeneral(_ first: CELType, _ second: CELType) -> CELType {
        isAsGeneral(first, second) ? first : second
    }

    private static func isAsGeneral(_ first: CELType, _ second: CELType) -> Bool {
        switch (first, second) {
        case (.dyn, _), (.parameter, _): return true
        case (_, .dyn), (_, .parameter): return false
        case (.null, _): return second == .null
        case (_, .null): return true
        case (.wrapper(let inner), _): return first == second || inner == second
        case (.type, .type): return true
        default: break
        }
        let (left, right) = (first.parameters, second.parameters)
        guard first.name == second.name, left.count == right.count else { return false }
        return left.isEmpty ? first == second : zip(left, right).allSatisfy(isAsGeneral)
    }

    private mutating func unify(_ first: CELType, _ second: CELType) -> Bool {
        if case .parameter(let name) = second {
            let (isValid, isKnown) = bind(name, to: first)
            if isValid { return true }
            if isKnown { return false }
        }
        if case .parameter(let name) = first { return bind(name, to: second).isValid }
        switch (first, second) {
        case (.dyn, _), (_, .dyn): return true
        case (.null, _): return Self.isNullable(second)
        case (_, .null): return Self.isNullable(first)
        case (.wrapper(let inner), .wrapper(let other)): return inner == other
        case (.wrapper(let inner), _): return inner == second
        case (_, .wrapper(let inner)): return inner == first
        case (.type, .type): return true
        default: break
        }
        let (left, right) = (first.parameters, second.parameters)
        guard first.name == second.name, left.count == right.count else { return false }
        for (left, right) in zip(left, right) where !unify(left, right) { return false }
        return true
    }

    private static func isNullable(_ type: CELType) -> Bool {
        switch type {
        case .null, .wrapper, .object, .opaque, .optional, .timestamp, .duration: true
        default: false
        }
    }

    private mutating func bind(
        _ name: String, to type: CELType
    ) -> (isValid: Bool, isKnown: Bool) {
        if type == .parameter(name) { return (true, true) }
        guard let known = substitutions[name] else {
            guard !mentions(name, in: type) else { return (false, false) }
            learn(name, type)
            return (true, false)
        }
        if type == known { return (true, true) }
        guard unify(type, known) else { return (false, true) }
        let general = Self.moreGeneral(type, known)
        if !mentions(name, in: general) { learn(name, general) }
        return (true, true)
    }

    private func mentions(_ name: String, in type: CELType) -> Bool {
        if case .parameter(let other) = type {
            if name == other { return true }
            return substitutions[other].map { mentions(name, in: $0) } ?? false
        }
        return type.parameters.contains { mentions(name, in: $0) }
    }
}

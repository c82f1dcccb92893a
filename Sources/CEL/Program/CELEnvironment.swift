/// What expressions may name: variables, record types, functions, and within what limits.
package struct CELEnvironment: Sendable {
    /// The namespace in which names are looked up first, such as `acme.policy`.
    package var container: String
    package var limits: CELLimits
    /// Knows named time zones; without it only UTC and fixed offsets work.
    package var timeZoneOffset: CELTimeZoneProvider?
    /// Whether a missing variable, or a missing field of a declared record, is unknown rather
    /// than an error.
    package var missingFieldsAreUnknown: Bool
    /// Whether types are checked when a program is made; without it, faults show at evaluation.
    package var checksTypes = true
    /// Whether `has`, `all`, `map` and the other macros are macros.
    package var expandsMacros = true

    private(set) var variables: [String: CELType]
    private(set) var objects: [String: [String: CELType]] = [:]
    private(set) var functions: [String: [CELOverload]] = [:]
    private(set) var constants: [String: CELValue] = [:]

    package init(
        variables: [String: CELType] = [:], container: String = "",
        limits: CELLimits = CELLimits(), timeZoneOffset: CELTimeZoneProvider? = nil,
        missingFieldsAreUnknown: Bool = false
    ) {
        self.variables = variables
        self.container = container
        self.limits = limits
        self.timeZoneOffset = timeZoneOffset
        self.missingFieldsAreUnknown = missingFieldsAreUnknown
    }

    package mutating func declare(variable name: String, type: CELType) {
        variables[name] = type
    }

    /// Declares a record type.
    ///
    /// Its values are maps, of which only these fields may be selected.
    package mutating func declare(object name: String, fields: [String: CELType]) {
        objects[name] = fields
    }

    /// Declares a function, or adds overloads to one.
    ///
    /// A name may have dots, such as `acme.grade`.
    package mutating func declare(function name: String, overloads: [CELOverload]) {
        functions[name, default: []].append(contentsOf: overloads)
    }

    /// Declares a name for a value that is known when programs are made.
    package mutating func declare(constant name: String, value: CELValue) {
        constants[name] = value
    }

    /// Declares an enumeration whose members keep their type.
    ///
    /// Its members are `name.MEMBER`; `name(1)` and `name("MEMBER")` convert.
    package mutating func declare(enumeration name: String, members: [String: Int32]) {
        for (member, number) in members {
            constants["\(name).\(member)"] = .enumeration(.init(typeName: name, number: number))
        }
        let type = CELType.opaque(name, [])
        constants[name] = .type(type)
        declare(
            function: "int",
            overloads: [
                CELOverload(parameters: [type], result: .int) { (arguments) throws(CELError) in
                    guard case .enumeration(let member)? = arguments.first else {
                        throw CELError(.noSuchOverload, "`int` takes a member of `\(name)`")
                    }
                    return .int(Int64(member.number))
                }
            ])
        declare(
            function: name,
            overloads: [
                CELOverload(parameters: [.int], result: type) { (arguments) throws(CELError) in
                    guard case .int(let number)? = arguments.first,
                        let number = Int32(exactly: number)
                    else {
                        throw CELError(.overflow, "the number is out of the range of `\(name)`")
                    }
                    return .enumeration(.init(typeName: name, number: number))
                },
                CELOverload(parameters: [.string], result: type) { (arguments) throws(CELError) in
                    guard case .string(let member)? = arguments.first, let number = members[member]
                    else { throw CELError(.invalidArgument, "`\(name)` has no such member") }
                    return .enumeration(.init(typeName: name, number: number))
                },
            ])
    }
}

// MARK: Names

extension CELEnvironment {
    /// What a name stands for.
    enum Resolution {
        case variable(String, CELType)
        case constant(CELValue, CELType)
    }

    /// The full names that a name may be short for, innermost namespace first.
    func candidates(_ name: String, isAbsolute: Bool) -> [String] {
        if isAbsolute || container.isEmpty { return [name] }
        var parts = container.split(separator: ".")
        var candidates: [String] = []
        while !parts.isEmpty {
            candidates.append(parts.joined(separator: ".") + "." + name)
            parts.removeLast()
        }
        return candidates + [name]
    }

    func resolve(_ name: String, isAbsolute: Bool) -> Resolution? {
        for candidate in candidates(name, isAbsolute: isAbsolute) {
            if let type = variables[candidate] { return .variable(candidate, type) }
            if let value = constants[candidate] { return .constant(value, Self.type(of: value)) }
            if let type = Self.namedTypes[candidate] { return .constant(.type(type), .type(type)) }
            if objects[candidate] != nil {
                let type = CELType.object(candidate)
                return .constant(.type(type), .type(type))
            }
            if candidate == "google.protobuf.NullValue.NULL_VALUE" {
                return .constant(.null, .null)
            }
        }
        return nil
    }

    private static func type(of value: CELValue) -> CELType {
        if case .type(let type) = value { .type(type) } else { value.type }
    }

    private static let namedTypes: [String: CELType] = {
        let types: [CELType] = [
            .bool, .int, .uint, .double, .string, .bytes, .null, .timestamp, .duration,
            .list(.dyn), .map(.dyn, .dyn), .type(.dyn), .optional(.dyn), .ip, .cidr,
        ]
        return Dictionary(types.map { ($0.name, $0) }) { first, _ in first }
    }()

    /// The full name of a declared function that a name is short for.
    func functionName(_ name: String, isAbsolute: Bool) -> String? {
        candidates(name, isAbsolute: isAbsolute).first { candidate in
            signatures(of: candidate).contains { !$0.isMethod }
        }
    }

    func signatures(of function: String) -> [Signature] {
        let own = functions[function, default: []].map {
            Signature($0.parameters, $0.result, isMethod: $0.isMethod)
        }
        return own + (FunctionLibrary.standard.signatures[function] ?? [])
            + (SpecialFunctions.signatures[function] ?? [])
    }

    /// The full name of a message or record type that a name is short for.
    func messageName(_ name: String, isAbsolute: Bool) -> String? {
        candidates(name, isAbsolute: isAbsolute).first {
            objects[$0] != nil || WellKnownMessage(rawValue: $0) != nil
        }
    }
}

/// A condition on the environment under which a requirement applies.
///
/// Source: PEP 508, *environment markers*; `extras` and `dependency_groups` are PEP 751's.
package indirect enum Marker: Sendable, Hashable {
    case comparison(Operand, Comparison, Operand)
    case all([Marker])
    case any([Marker])

    package enum Operand: Sendable, Hashable {
        case variable(Variable)
        case text(String)
    }

    package enum Comparison: String, Sendable, CaseIterable {
        case identical = "==="
        case equal = "=="
        case notEqual = "!="
        case compatible = "~="
        case atMost = "<="
        case atLeast = ">="
        case below = "<"
        case above = ">"
        case isIn = "in"
        case isNotIn = "not in"
    }

    package enum Variable: String, Sendable, CaseIterable {
        case pythonFullVersion = "python_full_version"
        case pythonVersion = "python_version"
        case osName = "os_name"
        case sysPlatform = "sys_platform"
        case platformMachine = "platform_machine"
        case platformImplementation = "platform_python_implementation"
        case platformRelease = "platform_release"
        case platformSystem = "platform_system"
        case platformVersion = "platform_version"
        case implementationName = "implementation_name"
        case implementationVersion = "implementation_version"
        case dependencyGroups = "dependency_groups"
        case extras
        case extra

        /// Whether its value is compared as a version, where the other side is one.
        var isVersion: Bool {
            switch self {
            case .pythonFullVersion, .pythonVersion, .platformRelease, .implementationVersion:
                true
            case .osName, .sysPlatform, .platformMachine, .platformImplementation,
                .platformSystem, .platformVersion, .implementationName, .dependencyGroups,
                .extras, .extra:
                false
            }
        }

        /// Whether its value is a set of names, of which `in` asks.
        var isSet: Bool { self == .extras || self == .dependencyGroups }
    }

    /// - Throws: ``RequirementError`` for what PEP 508 does not allow.
    package init(parsing text: some StringProtocol) throws(RequirementError) {
        var parser = MarkerParser(ByteCursor(Array(text.utf8)))
        self = try parser.parse()
    }
}

/// Whether a marker holds.
///
/// Not knowing the environment is an answer of its own.
package enum MarkerTruth: Sendable, Equatable {
    case holds, fails, unknown

    init(_ claim: Bool) { self = claim ? .holds : .fails }

    /// What is not surely left out is there: a requirement is judged unless its marker fails.
    package var mayApply: Bool { self != .fails }
}

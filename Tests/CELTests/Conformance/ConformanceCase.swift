import CEL
import Foundation

/// One case of the official suite (google/cel-spec, simple tests), as converted to JSON.
struct ConformanceCase: Sendable {
    enum Outcome: Sendable {
        case value(CELValue)
        case error
        /// The checker's type, and the value unless the case is about types alone.
        case typed(CELType, CELValue?)
    }

    /// `file/section/name`, with `#2` and so on where a section repeats a name.
    let name: String
    let expression: String
    let environment: CELEnvironment
    let activation: CELActivation
    let expected: Outcome
    let isCheckOnly: Bool
    let needsProtobuf: Bool

    /// A case is about Protocol Buffers when it mentions a message type that the suite declares,
    /// an `Any`, a field mask or an empty message, or a proto2 extension.
    static let protobufMarks = [
        "TestAllTypes", "TestRequired", "google.protobuf.Any", "google.protobuf.FieldMask",
        "google.protobuf.Empty", "proto.getExt", "proto.hasExt",
    ]

    init(_ test: JSON, file: String, section: String, name: String) throws {
        self.name = name
        expression = try test["expr"].text()
        isCheckOnly = test["check_only"].flag
        let source = test.serialised
        needsProtobuf = Self.protobufMarks.contains { source.contains($0) }
        if needsProtobuf {
            (environment, activation, expected) = (CELEnvironment(), CELActivation([:]), .error)
            return
        }
        environment = try Self.environment(test, isStrong: section.hasPrefix("strong_"))
        var variables: [String: CELValue] = [:]
        for (name, binding) in test["bindings"].members {
            variables[name] = try binding["value"].value()
        }
        activation = CELActivation(variables)
        expected = try Self.outcome(test)
    }

    private static func outcome(_ test: JSON) throws -> Outcome {
        if test["eval_error"].exists { return .error }
        let typed = test["typed_result"]
        if typed.exists {
            let result = typed["result"]
            return .typed(
                try typed["deduced_type"].type(), result.exists ? try result.value() : nil)
        }
        return .value(test["value"].exists ? try test["value"].value() : .bool(true))
    }

    private static func environment(_ test: JSON, isStrong: Bool) throws -> CELEnvironment {
        var environment = CELEnvironment(
            container: test["container"].exists ? try test["container"].text() : "",
            timeZoneOffset: { name, seconds in
                TimeZone(identifier: name)?
                    .secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
            })
        environment.checksTypes = !test["disable_check"].flag
        environment.expandsMacros = !test["disable_macros"].flag
        declareEnumerations(&environment, isStrong: isStrong)
        for declaration in test["type_env"].elements {
            let name = try declaration["name"].text()
            if declaration["ident"].exists {
                environment.declare(
                    variable: name, type: try declaration["ident"]["type"].type())
            }
            let overloads = try declaration["function"]["overloads"].elements.map { overload in
                CELOverload(
                    parameters: try overload["params"].elements.map { try $0.type() },
                    result: try overload["result_type"].type(),
                    isMethod: overload["is_instance_function"].flag,
                    implementation: { (_) throws(CELError) in
                        throw CELError(.undeclared, "declared for the checker only")
                    })
            }
            if !overloads.isEmpty { environment.declare(function: name, overloads: overloads) }
        }
        return environment
    }

    /// The suite's global enumeration, which needs no messages.
    private static func declareEnumerations(
        _ environment: inout CELEnvironment, isStrong: Bool
    ) {
        let members: [String: Int32] = ["GOO": 0, "GAR": 1, "GAZ": 2]
        for package in ["cel.expr.conformance.proto2", "cel.expr.conformance.proto3"] {
            let name = "\(package).GlobalEnum"
            if isStrong {
                environment.declare(enumeration: name, members: members)
            } else {
                for (member, number) in members {
                    environment.declare(
                        constant: "\(name).\(member)", value: .int(Int64(number)))
                }
            }
        }
    }
}

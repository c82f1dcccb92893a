package import CEL
import Transparency

/// What an expression of a policy may speak of, and the facts of a dossier in that form.
package enum PolicyFacts {
    /// Variables, their types, and the comparisons with an interval.
    ///
    /// An unknown field of `subject`, `version` or `evidence` is found when a policy is read;
    /// what a kind of evidence says is its own, so it is looked up when the gate judges.
    package static let environment: CELEnvironment = {
        var environment = CELEnvironment(variables: [
            "to": .string, "now": .timestamp, "subject": .object("Subject"),
            "version": .object("Version"), "evidence": .object("EvidenceByKind"),
            "statements": .list(.object("Statement")), "approvals": .list(.object("Approval")),
        ])
        for (name, fields) in objects { environment.declare(object: name, fields: fields) }
        for comparison in IntervalComparison.allCases {
            environment.declare(function: comparison.rawValue, overloads: comparison.overloads)
        }
        environment.missingFieldsAreUnknown = true
        return environment
    }()

    private static let objects: [String: [String: CELType]] = [
        "Subject": [
            "name": .string, "kind": .string, "purpose": .string, "risk": .string,
            "owners": .object("Owners"),
        ],
        "Owners": ["business": .string, "technical": .string],
        "Version": [
            "name": .string, "number": .int, "root": .string, "author": .string,
            "grade": .string, "roles": .list(.string), "parts": .list(.object("Part")),
        ],
        "Part": ["role": .string, "digest": .string],
        "EvidenceByKind": Dictionary(
            uniqueKeysWithValues: EvidenceKind.allCases.map { ($0.rawValue, CELType.dyn) }),
        "Statement": [
            "kind": .string, "grade": .string, "by": .string, "at": .timestamp,
            "roles": .list(.string), "predicate": .dyn,
        ],
        "Approval": ["role": .string, "by": .string, "grade": .string, "at": .timestamp],
    ]

    /// The values that a rule's condition is evaluated on.
    ///
    /// - Parameters:
    ///   - dossier: What is judged, and when.
    ///   - evidence: What holds and is fresh, oldest first; the last of a kind speaks for it.
    ///   - approvals: What holds, by others than the author.
    /// - Returns: The variables of ``environment``.
    package static func activation(
        of dossier: Dossier, evidence: [Evidence], approvals: [Approval]
    ) -> CELActivation {
        FactVariables(of: dossier, evidence: evidence, approvals: approvals).activation
    }

    static func subject(_ subject: Subject) -> CELValue {
        record([
            "name": .string(subject.name.description), "kind": .string(subject.name.kind.rawValue),
            "purpose": .string(subject.purpose), "risk": .string(subject.risk.rawValue),
            "owners": record([
                "business": .string(subject.owners.business.text),
                "technical": .string(subject.owners.technical.text),
            ]),
        ])
    }

    static func version(_ version: Version) -> CELValue {
        let parts = version.composition.parts
        return record([
            "name": .string(version.name.description), "number": .int(Int64(version.name.number)),
            "root": .string(version.composition.root.description),
            "author": .string(version.author.text), "grade": .string(version.grade.rawValue),
            "roles": .list(parts.map { .string($0.role.rawValue) }),
            "parts": .list(
                parts.map {
                    record([
                        "role": .string($0.role.rawValue),
                        "digest": .string($0.digest.description),
                    ])
                }),
        ])
    }

    static func statement(_ evidence: Evidence) -> CELValue {
        record([
            "kind": .string(evidence.kind.rawValue), "grade": .string(evidence.grade.rawValue),
            "by": .string(evidence.by.text), "at": timestamp(evidence.at),
            "roles": .list(evidence.roles.map { .string($0.rawValue) }),
            "predicate": value(evidence.predicate),
        ])
    }

    static func approval(_ approval: Approval) -> CELValue {
        record([
            "role": .string(approval.role.rawValue), "by": .string(approval.by.text),
            "grade": .string(approval.grade.rawValue), "at": timestamp(approval.at),
        ])
    }

    /// The fields of `subject`, for people to read.
    static func json(_ subject: Subject) -> JSON {
        guard case .object(var members) = subject.json else { return subject.json }
        members["kind"] = .string(subject.name.kind.rawValue)
        return .object(members)
    }

    /// The fields of `version`, for people to read.
    static func json(_ version: Version) -> JSON {
        guard case .object(var members) = version.json else { return version.json }
        members["number"] = JSON(exactly: version.name.number)
        members["roles"] = .array(version.composition.parts.map { .string($0.role.rawValue) })
        return .object(members)
    }

    private static func record(_ fields: [String: CELValue]) -> CELValue { .map(CELMap(fields)) }

    static func timestamp(_ instant: Instant) -> CELValue {
        let seconds = instant.milliseconds.quotientRoundedDown(by: 1000)
        let rest = Int32(instant.milliseconds - seconds * 1000) * 1_000_000
        guard let timestamp = CELTimestamp(seconds: seconds, nanoseconds: rest) else {
            return .null
        }
        return .timestamp(timestamp)
    }

    /// JSON as CEL sees it; a whole number stays a double, as in JSON.
    static func value(_ json: JSON) -> CELValue {
        switch json {
        case .null: .null
        case .bool(let value): .bool(value)
        case .number(let value): .double(value)
        case .string(let value): .string(value)
        case .array(let items): .list(items.map(value))
        case .object(let members): .map(CELMap(members.mapValues(value)))
        }
    }
}

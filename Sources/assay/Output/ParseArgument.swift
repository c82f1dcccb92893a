import ArgumentParser
import Governance
import Operations
import Transparency

/// Reads what a person typed into values, or says what was expected.
enum ParseArgument {
    static func version(_ text: String) throws -> VersionName {
        guard let name = VersionName(text) else {
            throw Failure.fault(
                "bad_version", "`\(text)` is no version: write `name@number`, such as `income@2`")
        }
        return name
    }

    static func roles(_ text: String) throws -> [PartRole] {
        try text.split(separator: ",").map { try role(String($0)) }
    }

    static func role(_ text: String) throws -> PartRole {
        guard let role = PartRole(rawValue: text) else {
            let known = PartRole.allCases.map(\.rawValue).inBackticks
            throw Failure.fault(
                "unknown_role", "there is no part role `\(text)`; there are \(known)")
        }
        return role
    }

    /// `role=path`.
    static func part(_ text: String) throws -> PartSource {
        let halves = text.split(separator: "=", maxSplits: 1)
        guard halves.count == 2 else {
            throw Failure.fault("bad_part", "`--part \(text)` must be ROLE=PATH")
        }
        return PartSource(role: try role(String(halves[0])), path: String(halves[1]))
    }

    static func workspace(_ text: String) throws -> Workspace {
        guard let workspace = Workspace(text) else {
            throw Failure.fault(
                "bad_workspace", "`\(text)` is no workspace: it may be \(Workspace.rule)")
        }
        return workspace
    }

    /// `ROLE`, or `ROLE@WORKSPACE`.
    static func grants(_ texts: [String]) throws -> Set<Grant> {
        Set(
            try texts.map { text in
                guard let grant = Grant(text) else {
                    let known = PrincipalRole.allCases.map(\.rawValue).inBackticks
                    throw Failure.fault(
                        "unknown_role",
                        "`\(text)` is no ROLE or ROLE@WORKSPACE; there are \(known)")
                }
                return grant
            })
    }

    /// `FIELD=VALUE`.
    static func condition(_ text: String) throws(Failure) -> (field: String, value: String) {
        let halves = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard halves.count == 2 else {
            throw .fault("bad_field", "`--where \(text)` must be FIELD=VALUE")
        }
        return (halves[0], halves[1])
    }

    /// Names of columns, with commas: at least one, and each once.
    static func columns(_ text: String, _ option: String) throws(Failure) -> [String] {
        let names = text.split(separator: ",").map(String.init)
        guard !names.isEmpty else {
            throw .fault("no_column", "`\(option)` names no column")
        }
        var seen = Set<String>()
        for name in names where !seen.insert(name).inserted {
            throw .fault("column_twice", "`\(option)` names `\(name)` twice")
        }
        return names
    }

    static func limit(_ count: Int) throws(Failure) -> Int {
        guard (1...1000).contains(count) else {
            throw .fault("bad_limit", "`--limit` must be from 1 to 1000")
        }
        return count
    }

    static func choice<Choice>(_ text: String, _ what: String) throws -> Choice
    where Choice: RawRepresentable<String> & CaseIterable {
        guard let choice = Choice(rawValue: text) else {
            let known = Choice.allCases.map(\.rawValue).inBackticks
            throw Failure.fault(
                "unknown_\(what)", "there is no \(what) `\(text)`; there are \(known)")
        }
        return choice
    }

    static func day(_ text: String) throws -> Instant {
        guard let instant = Instant(text) else {
            throw Failure.fault("bad_date", "`\(text)` is no date: write `2026-12-31`")
        }
        return instant
    }
}

/// A part to be registered, as typed.
struct PartSource {
    let role: PartRole
    let path: String
}

/// Who acts.
struct ActorOptions: ParsableArguments {
    @Option(
        name: .customLong("as"),
        help: "Who acts: NAME or NAME:ROLE (default: ASSAY_PRINCIPAL, or your user name).")
    var name: String?

    func actor() throws -> Actor {
        .claimed(try PrincipalClaim(name ?? Environment.principal))
    }
}

extension Actor {
    /// Who reads a home: whoever may open its files, so nobody is asked for a name.
    static let reader = Actor.claimed(.somebody)
}

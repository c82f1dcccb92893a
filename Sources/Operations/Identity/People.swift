package import Governance
import Ledger
import Transparency

/// Who somebody is, as typed: `ruth@example.org`, or with a role `ruth@example.org:risk-reviewer`.
package struct PrincipalClaim: Sendable, Hashable {
    package let name: String
    package let role: PrincipalRole?

    static let nameByteCountMax = 200

    /// Whose name is not asked.
    package static let somebody = PrincipalClaim(unchecked: "somebody")

    private init(unchecked name: String) {
        self.name = name
        role = nil
    }

    /// - Throws: A fault when the name is empty or too long, or the role is none.
    package init(_ text: String) throws(Failure) {
        let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let name = halves[0].trimmed
        guard !name.isEmpty, name.utf8.count <= Self.nameByteCountMax else {
            throw .fault(
                "bad_principal", "a person needs a name of 1 to 200 bytes, not `\(text)`")
        }
        self.name = name
        guard halves.count == 2 else {
            role = nil
            return
        }
        guard let role = PrincipalRole(rawValue: String(halves[1])) else {
            let known = PrincipalRole.allCases.map(\.rawValue).inBackticks
            throw .fault("unknown_role", "there is no role `\(halves[1])`; there are \(known)")
        }
        self.role = role
    }
}

extension Substring {
    fileprivate var trimmed: String {
        let isPlain = { (byte: UInt8) in byte > 0x20 && byte < 0x7F }
        if let first = utf8.first, let last = utf8.last, isPlain(first), isPlain(last) {
            return String(self)
        }
        let start = drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }
}

// Names are personal data: a record holds a salted commitment to one, and the name stands in a row
// that can be erased without breaking a proof.
extension Turn {
    /// The principal behind an actor: with the role it acts in, or with all it has in a workspace.
    ///
    /// INVARIANT: only a server's authentication makes a principal `verified`.
    mutating func principal(
        _ actor: Actor, in workspace: Workspace, on platform: Platform
    ) async throws -> Principal {
        switch actor {
        case .claimed(let claim):
            return Principal(
                id: try await pseudonym(of: claim.name, on: platform),
                roles: claim.role.map { [$0] } ?? [], grade: .declared)
        case .authenticated(let caller, let role):
            let roles = caller.access.roles(in: workspace)
            return Principal(
                id: caller.id, roles: role.map { roles.intersection([$0]) } ?? roles,
                grade: .verified)
        }
    }

    /// The pseudonym of a name, made the first time.
    mutating func pseudonym(of name: String, on platform: Platform) async throws -> Principal.ID {
        if let known = try await rows(.people, where: ["name": name], limit: 1).first {
            return .init(known.key)
        }
        let salt = Digest(of: platform.random(32)).hex
        let id = "p:" + Digest(of: Array((salt + name).utf8)).hex.prefix(32)
        try put(
            Row(
                table: ReadModel.people.rawValue, key: id,
                document: ["name": .string(name), "salt": .string(salt)],
                fields: ["name": [name]]))
        return .init(id)
    }
}

/// Names behind pseudonyms, for showing them.
package struct People: Sendable {
    package let names: [String: String]

    package init(on platform: Platform, ids: some Sequence<String> & Sendable) async throws {
        var names: [String: String] = [:]
        for id in Set(ids) {
            let row = try await platform.store.row(.people, id)
            if let name = row?.document["name"]?.stringValue { names[id] = name }
        }
        self.names = names
    }

    /// Names that were looked up elsewhere, by pseudonym.
    package init(names: [String: String]) { self.names = names }

    package func name(_ id: String) -> String { names[id] ?? "(erased \(id.prefix(10)))" }
}

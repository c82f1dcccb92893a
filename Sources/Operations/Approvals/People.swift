package import Governance
import Ledger
import Transparency

/// Who somebody is, as typed: `ruth@example.org`, or with a role `ruth@example.org:risk-reviewer`.
package struct PrincipalClaim: Sendable, Hashable {
    package let name: String
    package let role: PrincipalRole?

    /// - Throws: A fault when the name is empty or too long, or the role is none.
    package init(_ text: String) throws(Failure) {
        let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let name = halves[0].trimmed
        guard !name.isEmpty, name.utf8.count <= 200 else {
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
        let start = drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }
}

// Names are personal data: a record holds a salted commitment to one, and the name stands in a row
// that can be erased without breaking a proof.
extension Turn {
    /// The principal behind a name, who gets a pseudonym the first time.
    mutating func principal(_ claim: PrincipalClaim, on platform: Platform) async throws
        -> Principal
    {
        let roles: Set<PrincipalRole> = claim.role.map { [$0] } ?? []
        if let known = try await rows(.people, where: ["name": claim.name], limit: 1).first {
            return Principal(id: .init(known.key), roles: roles, grade: platform.grade)
        }
        let salt = Digest(of: platform.random(32)).hex
        let id = "p:" + Digest(of: Array((salt + claim.name).utf8)).hex.prefix(32)
        try put(
            Row(
                table: ReadModel.people.rawValue, key: id,
                document: ["name": .string(claim.name), "salt": .string(salt)],
                fields: ["name": [claim.name]]))
        return Principal(id: .init(id), roles: roles, grade: platform.grade)
    }
}

/// Names behind pseudonyms, for showing them.
package struct People: Sendable {
    private let names: [String: String]

    package init(on platform: Platform, ids: some Sequence<String> & Sendable) async throws {
        var names: [String: String] = [:]
        for id in Set(ids) {
            let row = try await platform.store.row(.people, id)
            if let name = row?.document["name"]?.stringValue { names[id] = name }
        }
        self.names = names
    }

    package func name(_ id: String) -> String { names[id] ?? "(erased \(id.prefix(10)))" }
}

package import Governance
import Ledger
import Transparency

extension Platform {
    /// Records that somebody was refused, once a minute for the same.
    ///
    /// A ledger that cannot be written changes nothing: the refusal stands.
    package func recordRefusal(
        of permission: Permission, to caller: Caller, on object: OperationObject, code: String
    ) async {
        let key = RefusalThrottle.Key(
            principal: caller.id.text, action: permission.rawValue, code: code)
        guard let count = door.refusals.admit(key, at: now()) else { return }
        var body: [String: JSON] = [
            "code": .string(code), "count": JSON(count),
            "permission": .string(permission.rawValue), "principal": .string(caller.id.text),
        ]
        if case .subject(let name, _) = object { body["subject"] = .string(name.description) }
        let by = Principal(id: caller.id, roles: [], grade: .verified)
        await recordAlone(.actionRefused, .object(body), by: by)
    }

    /// The same for somebody who did not get in; nothing that they typed is recorded.
    func recordRefusedSignIn(of id: Principal.ID?, because reason: String) async {
        let key = RefusalThrottle.Key(
            principal: id?.text ?? "", action: "sign-in", code: reason)
        guard let count = door.refusals.admit(key, at: now()) else { return }
        var body: [String: JSON] = ["count": JSON(count), "reason": .string(reason)]
        if let id { body["principal"] = .string(id.text) }
        let by = Principal(id: id ?? .unknown, roles: [], grade: .declared)
        await recordAlone(.signInRefused, .object(body), by: by)
    }

    private func recordAlone(_ kind: RecordKind, _ body: JSON, by principal: Principal) async {
        _ = try? await perform { turn in
            try await turn.record(kind, body, by: principal)
        }
    }
}

extension Principal.ID {
    /// Who did not say, or nobody that the platform knows.
    static let unknown = Principal.ID("unknown")
}

import Governance
import Ledger
import SupplyChain
import Transparency

/// Records that an installer takes a file: once a day for the same person, machine, program and file.
struct RecordInstallation {
    let file: PackageFile
    let client: Installation.Client
    let by: Actor

    func run(on platform: Platform) async throws {
        // Most ask for what they asked for before; that needs no turn.
        if let known = try await key(on: platform),
            try await platform.store.row(.installations, known) != nil
        {
            return
        }
        _ = try await platform.perform { turn in try await self.record(in: &turn, on: platform) }
    }

    private func record(in turn: inout Turn, on platform: Platform) async throws {
        let principal = try await turn.principal(by, in: file.workspace, on: platform)
        let machine = try await turn.pseudonym(of: machineName, on: platform)
        let key = key(by: principal.id, machine: machine, at: platform.now())
        guard try await turn.row(.installations, key) == nil else { return }
        try await turn.record(
            .packageInstalled,
            [
                "client": client.installer.json, "digest": .string(file.digest.description),
                "file": .string(file.name.text), "installation": .string(key),
                "machine": .string(machine.text), "project": .string(file.name.project.text),
                "release": .string(file.name.release),
                "version": .string(file.version.description),
                "workspace": .string(file.workspace.name),
            ], by: principal)
    }

    /// A person's name may be erased, and so may a machine's address.
    private var machineName: String { client.address.isEmpty ? "unknown" : client.address }

    /// `nil` for who was never seen before.
    private func key(on platform: Platform) async throws -> String? {
        let person: Principal.ID
        switch by {
        case .authenticated(let caller, _): person = caller.id
        case .claimed(let claim):
            guard let known = try await pseudonym(of: claim.name, on: platform) else { return nil }
            person = known
        }
        guard let machine = try await pseudonym(of: machineName, on: platform) else { return nil }
        return key(by: person, machine: machine, at: platform.now())
    }

    private func pseudonym(
        of name: String, on platform: Platform
    ) async throws -> Principal.ID? {
        try await platform.store.rows(.people, where: ["name": name], limit: 1).first
            .map { .init($0.key) }
    }

    private func key(by person: Principal.ID, machine: Principal.ID, at now: Instant) -> String {
        let words = [
            now.day, person.text, machine.text,
            file.digest.description, file.workspace.name, client.installer.json.canonical,
        ]
        return String(Digest(of: Array(words.joined(separator: "\0").utf8)).hex.prefix(32))
    }
}

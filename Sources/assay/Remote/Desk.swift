import API
import Governance
import Ledger
import Operations
import Transparency

/// Where a command is done: in the home folder, or on the server that ASSAY_URL names.
enum Desk {
    case home(Home)
    case server(RemoteServer)

    /// `seesTracking`: Whether it is about what servers keep track of, too.
    static func open(seesTracking: Bool = false) async throws -> Desk {
        guard let url = Environment.value("ASSAY_URL") else {
            return .home(try await Home.open(seesTracking: seesTracking))
        }
        return .server(try RemoteServer(url: url, token: Environment.token()))
    }

    /// Opens, does one operation, and closes.
    static func performing<O: APIOperation>(_ operation: O) async throws -> O.Answer {
        let desk = try await open()
        let answer = try await desk.perform(operation)
        try await desk.close()
        return answer
    }

    /// Does an operation here or there, which comes to the same.
    func perform<O: APIOperation>(_ operation: O) async throws -> O.Answer {
        switch self {
        case .home(let home): return try await home.platform.perform(operation)
        case .server(let server):
            try await check(operation.by, on: server)
            return try await server.perform(operation)
        }
    }

    /// - Throws: A fault when it is a server, which does not do this.
    func refuseRemote(_ what: String, _ instead: String) throws(Failure) {
        guard case .server = self else { return }
        throw .fault("not_remote", "`\(what)` works on a home's own files; \(instead)")
    }

    func close(keepingCheckpoint keeps: Bool = true) async throws {
        if case .home(let home) = self { try await home.close(keepingCheckpoint: keeps) }
    }

    /// A name that was given with `--as` must be the one that the server knows: it decides.
    private func check(_ actor: Actor, on server: RemoteServer) async throws {
        guard case .claimed(let claim) = actor, claim != .somebody,
            claim.name != Environment.principal || Environment.value("ASSAY_PRINCIPAL") != nil
        else { return }
        let me = try await server.perform(WhoAmI(by: actor))
        guard me.name == claim.name else {
            throw Failure.refused(
                "other_principal",
                "your token is that of `\(me.name)`, and `--as` says `\(claim.name)`")
        }
    }
}

extension Desk {
    /// Where files for people are laid out.
    var folder: String {
        switch self {
        case .home(let home): home.path
        case .server: Environment.home
        }
    }

    /// Where a release's files are: its statement and a bundle for each part.
    func folder(of release: SignedRelease) -> String {
        "\(folder)/releases/\(release.version.replacing(":", with: "-"))/\(release.to)"
    }

    /// Lays out a release's signed files for people to take away.
    func writeFiles(of release: SignedRelease, for actor: Actor) async throws {
        guard let version = VersionName(release.version) else { return }
        let files = try await perform(
            ReleaseFiles(version: version, to: release.to, by: actor))
        let folder = folder(of: release)
        try FileBytes.makeFolder(folder)
        for file in files {
            try FileBytes.keep(Array(file.text.utf8), at: "\(folder)/\(file.name)")
        }
    }

    /// Writes the ledger as C2SP tiles.
    func exportLog(to folder: String) async throws -> Checkpoint {
        do {
            switch self {
            case .home(let home):
                return try await LedgerExport(store: home.platform.store).write(to: folder)
            case .server(let server):
                return try await LedgerExport(reading: { path in
                    try await server.file(at: "/log/\(path)")
                }).write(to: folder)
            }
        } catch let error as ExportError {
            if case .ledger(let error) = error { throw Failure(error) }
            throw Failure.fault("not_exported", "\(error)")
        }
    }

    /// The checkpoint that was kept when this ledger was last seen, if it was.
    func keptCheckpoint() throws(Failure) -> SignedNote? {
        guard case .home(let home) = self else { return nil }
        return try KeptCheckpoint(path: home.path).note()
    }
}

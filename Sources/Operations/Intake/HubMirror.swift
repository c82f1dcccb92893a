package import Governance
import Ledger
import Synchronization
package import Transparency

/// Another hub, of whom this server is told by whoever runs it.
package protocol HubUpstream: Sendable {
    /// As people write it, for records and messages.
    var address: String { get }

    /// The commit that a branch, a tag or a commit means; `nil` when there is no such repository.
    func commit(of project: String, at revision: String) async throws -> String?

    func files(of project: String, at commit: String) async throws -> [UpstreamFile]

    /// Hands over the bytes of a file, a piece at a time.
    func read(
        _ path: String, of project: String, at commit: String,
        _ body: @escaping @Sendable ([UInt8]) throws -> Void
    ) async throws
}

/// A file as another hub lists it.
package struct UpstreamFile: Sendable, Hashable {
    package let path: String
    package let byteCount: Int
    /// Of a large file, its SHA-256.
    package let digest: Digest?
    /// The name that Git gives the bytes, or the pointer to them.
    package let gitBlob: String

    package init(path: String, byteCount: Int, digest: Digest?, gitBlob: String) {
        self.path = path
        self.byteCount = byteCount
        self.digest = digest
        self.gitBlob = gitBlob
    }
}

/// Fetches from another hub what somebody asks for and is not here: once for all who ask.
///
/// INVARIANT: what has not the digest that the other hub states is not taken in.
package actor HubMirror {
    private let upstream: any HubUpstream
    /// How long a client waits before it is told to ask again.
    private let patience: Duration
    private var underway: [String: Task<Intake?, any Error>] = [:]

    private static let underwayMax = 100

    package init(upstream: any HubUpstream, patience: Duration = .seconds(8)) {
        self.upstream = upstream
        self.patience = patience
    }

    /// - Returns: `nil` when the other hub has no such thing, or the caller may not take it in.
    /// - Throws: A fault `busy` when it takes longer than patience; the fetching goes on.
    package func intake(
        of project: String, at revision: String, by actor: Actor, on platform: Platform
    ) async throws -> Intake? {
        guard !actor.workspaces(for: .registerVersion).isEmpty else { return nil }
        let offer = IntakeOffer(
            source: .hub, project: project, revision: String(repeating: "0", count: 40),
            ref: IntakeOffer.isCommit(revision) ? nil : revision)
        guard (try? offer.check()) != nil else { return nil }
        let workspace = try await HubPlace(project: project, by: actor).workspace(on: platform)
        let key = "\(workspace.name)/\(project)@\(revision)"
        let work =
            try underway[key]
            ?? begin(
                key,
                HubFetch(
                    project: project, revision: revision, workspace: workspace, by: actor,
                    upstream: upstream, platform: platform))
        return try await waited(for: work, project)
    }

    private func begin(_ key: String, _ fetch: HubFetch) throws -> Task<Intake?, any Error> {
        guard underway.count < Self.underwayMax else {
            throw Failure.fault("busy", "too much is fetched just now; ask again")
        }
        let work = Task<Intake?, any Error> {
            defer { end(key) }
            return try await fetch.run()
        }
        underway[key] = work
        return work
    }

    private func end(_ key: String) { underway[key] = nil }

    private func waited(
        for work: Task<Intake?, any Error>, _ project: String
    ) async throws -> Intake? {
        let address = upstream.address
        return try await withThrowingTaskGroup(of: Intake?.self) { [patience] group in
            defer { group.cancelAll() }
            group.addTask { try await work.value }
            group.addTask {
                try await Task.sleep(for: patience)
                throw Failure.fault(
                    "busy", "`\(project)` is being fetched from \(address); ask again in a while")
            }
            return try await group.next() ?? nil
        }
    }
}

/// One commit on its way from another hub.
struct HubFetch: Sendable {
    let project: String
    let revision: String
    let workspace: Workspace
    let by: Actor
    let upstream: any HubUpstream
    let platform: Platform

    func run() async throws -> Intake? {
        guard let commit = try await upstream.commit(of: project, at: revision) else { return nil }
        let known = try await platform.store.intakes(
            of: .hub, project, in: .only([workspace]), revision: commit, limit: 1
        ).first
        let files: [HubFile]
        if let known {
            files = try platform.blobs.contents(of: known).files.map(\.hubFile)
        } else {
            files = try await fetched(commit)
        }
        return try await platform.projects.alone(with: "\(workspace.name)/\(project)") {
            try await platform.perform(
                TakeInHub(
                    project: project, revision: commit,
                    ref: IntakeOffer.isCommit(revision) ? nil : revision,
                    upstream: upstream.address, files: files, workspace: workspace, by: by))
        }.intake
    }

    private func fetched(_ commit: String) async throws -> [HubFile] {
        let listed = try await upstream.files(of: project, at: commit)
        guard !listed.isEmpty, listed.count <= HubContents.fileCountMax else {
            throw Failure.fault("bad_upstream", "`\(project)` has no files, or too many")
        }
        var files: [HubFile] = []
        for file in listed {
            try HubFile(path: file.path, digest: Digest(of: [UInt8]()), byteCount: 0).check()
            let digest = try await fetched(file, at: commit)
            files.append(
                HubFile(
                    path: file.path, digest: digest, byteCount: file.byteCount,
                    isLarge: file.digest != nil))
        }
        return files
    }

    private func fetched(_ file: UpstreamFile, at commit: String) async throws -> Digest {
        if let digest = file.digest, platform.blobs.contains(digest),
            try await platform.store.handedInByteCount(digest, in: .only([workspace]))
                == file.byteCount
        {
            return digest
        }
        let received = try platform.receive(by: by)
        let (digest, byteCount): (Digest, Int)
        do {
            let limit = Room(file.byteCount)
            try await upstream.read(file.path, of: project, at: commit) { bytes in
                try limit.take(bytes.count)
                try received.append(bytes)
            }
            (digest, byteCount) = try await received.finish()
        } catch {
            received.discard()
            throw error
        }
        let isRight: Bool
        if let stated = file.digest {
            isRight = stated == digest
        } else {
            isRight = try await GitBlob.name(of: platform.blobs.open(digest)) == file.gitBlob
        }
        guard isRight, byteCount == file.byteCount else {
            throw Failure.fault(
                "bad_upstream",
                "`\(file.path)` from \(upstream.address) has not the digest that is stated there")
        }
        try await platform.keep([(digest, byteCount)], in: workspace, by: by)
        return digest
    }
}

/// How many bytes may still come.
private final class Room: Sendable {
    private let left: Mutex<Int>

    init(_ count: Int) { left = Mutex(count) }

    func take(_ count: Int) throws {
        let isThere = left.withLock { left in
            left -= count
            return left >= 0
        }
        guard isThere else {
            throw Failure.fault("bad_upstream", "a file is longer than is stated")
        }
    }
}

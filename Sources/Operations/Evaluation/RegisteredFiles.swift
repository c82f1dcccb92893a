import FoundationEssentials
import Governance
import Transparency

/// Where the bytes of registered artifacts are now: where they were, or where somebody says.
struct RegisteredFiles {
    private let artifacts: [Artifact]
    private let moved: [Digest: String]

    /// - Throws: A fault for a path that cannot be read.
    init(_ artifacts: [Artifact], moved paths: [String]) async throws {
        self.artifacts = artifacts
        var moved: [Digest: String] = [:]
        for path in paths { moved[try await ArtifactHasher.hash(path).digest] = path }
        self.moved = moved
    }

    /// An artifact where it is now.
    func moved(_ artifact: Artifact) -> Artifact {
        moved[artifact.part.digest].map(artifact.found(at:)) ?? artifact
    }

    /// A file or folder with these bytes.
    ///
    /// - Throws: A fault when it is not there any more.
    func path(_ digest: Digest, _ what: String) async throws -> String {
        if let path = moved[digest] { return path }
        let places = artifacts.filter { $0.part.digest == digest }.map(\.path)
        for path in places
        where (try? await ArtifactHasher.hash(path))?.digest == digest { return path }
        throw Self.gone(what, places.first)
    }

    /// A file with these bytes, itself an artifact or in the folder of one.
    ///
    /// - Throws: A fault when it is not there any more.
    func file(_ digest: Digest, among artifacts: [Artifact]) async throws -> String {
        let weights = artifacts.filter { $0.part.role == .weights }.map(moved)
        for artifact in weights {
            for path in Self.files(artifact)
            where (try? await ArtifactHasher.hash(path))?.digest == digest { return path }
        }
        throw Self.gone("the model", weights.first?.path)
    }

    private static func files(_ artifact: Artifact) -> [String] {
        guard artifact.isFolder else { return [artifact.path] }
        let names = try? FileManager.default.contentsOfDirectory(atPath: artifact.path)
        return (names ?? []).sorted().map { "\(artifact.path)/\($0)" }
    }

    private static func gone(_ what: String, _ path: String?) -> Failure {
        let place = path.map { "`\($0)` is gone or changed" } ?? "is no part of the version"
        return .fault(
            "files_gone",
            "\(what) that was measured is not there: \(place); say where it is with `--file`")
    }
}

import FoundationEssentials
import Governance
import Predictors

/// The model that a version is, opened from its own bytes to be run here.
enum VersionModel {
    private static let suffixes = [".json", ".ubj", ".txt", ".onnx", ".model", ".ubjson"]

    /// - Parameters:
    ///   - version: Whose it is.
    ///   - artifacts: The version's, with where they were.
    ///   - path: The model's file; `nil` for the only one among the weights that runs here.
    ///   - opening: How its file is opened.
    /// - Returns: The model.
    /// - Throws: A fault when there is none or are several, and when the bytes are not those that
    ///   were registered.
    static func open(
        of version: VersionName, among artifacts: [Artifact], at path: String?,
        _ opening: ModelOpening
    ) async throws -> OpenedModel {
        let weights = artifacts.filter { $0.part.role == .weights }
        guard let path else {
            return try await only(of: version, among: weights, opening)
        }
        for artifact in weights where path == artifact.path || path.hasPrefix(artifact.path + "/") {
            try await check(artifact, of: version)
            return try OpenedModel(path, opening)
        }
        let digest = try await ArtifactHasher.hash(path).digest
        guard weights.contains(where: { $0.part.digest == digest }) else {
            throw Failure.fault(
                "other_model", "`\(path)` is no part of `\(version.short)`; name the file that is")
        }
        return try OpenedModel(path, opening)
    }

    private static func only(
        of version: VersionName, among weights: [Artifact], _ opening: ModelOpening
    ) async throws -> OpenedModel {
        let files = weights.flatMap(candidates)
        // What runs here does not depend on whether this machine has a runtime, unless it is asked for.
        var own = opening
        if opening.runtime?.isPreferred != true { own.runtime = nil }
        var opened = files.compactMap { try? OpenedModel($0, own) }
        let graphs = files.filter { $0.hasSuffix(".onnx") }
        if opened.isEmpty, graphs.count == 1 { opened = [try OpenedModel(graphs[0], opening)] }
        guard let model = opened.first, opened.count == 1 else {
            throw Failure.fault(
                "no_model",
                opened.isEmpty
                    ? "no weights of `\(version.short)` run here: name a column of scores with "
                        + "`--score`, or a model file with `--model`"
                    : "several weights of `\(version.short)` run here: name one with `--model`")
        }
        for artifact in weights
        where model.path == artifact.path || model.path.hasPrefix(artifact.path + "/") {
            try await check(artifact, of: version)
        }
        return model
    }

    private static func candidates(_ artifact: Artifact) -> [String] {
        guard artifact.isFolder else { return [artifact.path] }
        let names =
            (try? FileManager.default.contentsOfDirectory(atPath: artifact.path))?.sorted() ?? []
        return names.filter { name in suffixes.contains { name.hasSuffix($0) } }
            .map { "\(artifact.path)/\($0)" }
    }

    private static func check(_ artifact: Artifact, of version: VersionName) async throws {
        guard try await ArtifactHasher.hash(artifact.path).digest == artifact.part.digest else {
            throw Failure.fault(
                "other_model",
                "`\(artifact.path)` is not what was registered as `\(version.short)`: it changed")
        }
    }
}

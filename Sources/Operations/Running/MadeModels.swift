package import Observation
import ModelFiles

/// Which of the files that a command made are models, by their own bytes.
package enum MadeModels {
    /// What is to be registered of a run.
    package enum Choice: Sendable, Equatable {
        case path(String)
        case none
        /// Several models that lie apart.
        case several([String])
    }

    /// Files that are looked into.
    private static let lookedCountMax = 1_000

    /// The model that was made: a file, or the folder in which its files are.
    ///
    /// A folder is one model when everything in it was made by the command.
    ///
    /// - `outputs`: All that the command made.
    /// - `workingFolder`: Which is never the model itself.
    package static func choose(
        among outputs: [FileFinding], workingFolder: String
    ) -> Choice {
        let models = outputs.filter { $0.digest != nil }.prefix(lookedCountMax)
            .filter { isModel($0.path) }.map(\.path)
        guard let first = models.first else { return .none }
        let made = Set(outputs.map(\.path))
        let folder = first.folder
        let isWhole =
            folder.text != workingFolder && models.allSatisfy { $0 == first || $0.isBelow(folder) }
            && madeWholly(folder, made)
        if isWhole, made.count(where: { $0.isBelow(folder) }) > 1 { return .path(folder.text) }
        guard models.count > 1 else { return .path(first.text) }
        return .several(models.map(\.text))
    }

    private static func isModel(_ path: ObservedPath) -> Bool {
        guard String(validating: path.bytes, as: UTF8.self) != nil,
            let looked = try? FileLook.look(at: path.text, as: ObservedPath.text(path.name)),
            let format = looked.facts.formats.first?.format
        else { return false }
        // Arrays are data more often than they are models.
        return format.isModel && format != .npy
    }

    private static func madeWholly(_ folder: ObservedPath, _ made: Set<ObservedPath>) -> Bool {
        guard let walk = try? FolderWalk(folder.text, ignoring: ArtifactHasher.ignored) else {
            return false
        }
        return walk.files.allSatisfy { made.contains(ObservedPath(folder.text + "/" + $0.path)) }
    }
}

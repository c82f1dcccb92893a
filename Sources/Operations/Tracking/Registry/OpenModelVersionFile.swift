package import Governance
import Tracking

/// Opens a file of a version of a registered model, unless nobody may have it.
package struct OpenModelVersionFile: Operation {
    package let name: String
    package let number: String
    package let path: String
    package let by: Actor

    package static let permission = Permission.readRuns
    package var object: OperationObject { .visible }

    package init(name: String, number: String, path: String, by: Actor) {
        self.name = name
        self.number = number
        self.path = path
        self.by = by
    }

    package func run(on platform: Platform) async throws -> OpenRunFile.Opened {
        let (root, asked) = (try platform.tracked().root, path)
        let path = try Failure.tracking { () throws(TrackingError) in try ArtifactPath(asked) }
        let location = try await platform.perform(
            LocateModelVersion(name: name, number: number, by: by))
        let place = try Failure.tracking { () throws(TrackingError) in
            switch try FilePlace(location, root: root) {
            case .kept(let folder): FilePlace.kept(folder.appending(path))
            case .folder(let folder): FilePlace.folder(folder.appending(path))
            }
        }
        return try await OpenRunFile.open(place, on: platform, within: by.reach)
    }
}

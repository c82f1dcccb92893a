package import Governance
import Ledger
package import Tracking
import Transparency

/// Adds a version to a registered model, and registers its files while the client waits.
package struct CreateModelVersion: Operation {
    package let new: NewModelVersion
    package let by: Actor

    package static let permission = Permission.logRuns
    package var object: OperationObject { .visible }

    package init(_ new: NewModelVersion, by: Actor) {
        self.new = new
        self.by = by
    }

    /// - Returns: The version; still pending when looking at its files takes long.
    package func run(on platform: Platform) async throws -> ModelVersion {
        let tracked = try platform.tracked()
        let (place, new) = try await located(on: platform)
        let (now, reach) = (platform.now().milliseconds, by.reach)
        let model = try await tracked.reading { session throws(TrackingError) in
            try session.registeredModel(new.name, within: reach)
        }
        for needed in [Permission.registerVersion, .addEvidence] {
            guard by.workspaces(for: needed).contains(model.workspace) else {
                throw Failure.notAllowed(needed)
            }
        }
        let version = try await tracked.writing { session throws(TrackingError) in
            try session.createModelVersion(new, location: place, at: now, within: reach)
        }
        if let id = new.modelID { try await mark(id, with: version, on: platform) }
        return try await platform.registrar.register(version, by: by, on: platform)
    }

    private static let versionsTag = "mlflow.modelVersions"

    /// Says on the logged model which versions are made of it.
    private func mark(
        _ id: String, with version: ModelVersion, on platform: Platform
    ) async throws {
        let model = try await platform.perform(ReadLoggedModel(id: id, by: by))
        let known = model.tags.first { $0.key == Self.versionsTag }?.value ?? "[]"
        var versions = (try? JSON(parsing: Array(known.utf8)))?.arrayValue ?? []
        let own: JSON = ["name": .string(version.name), "version": JSON(Int(version.number))]
        guard !versions.contains(own) else { return }
        versions.append(own)
        // As Python writes it, which is what clients compare.
        let texts = versions.map { version in
            let name = (version["name"] ?? "").canonical
            return "{\"name\": \(name), \"version\": \((version["version"] ?? 0).canonical)}"
        }
        let tag = TrackedPair(
            key: Self.versionsTag, value: "[\(texts.joined(separator: ", "))]")
        _ = try await platform.perform(
            ChangeLoggedModel(id: id, change: .setTags([tag]), by: by))
    }

    /// Where the files are, and what follows from that for the version.
    private func located(on platform: Platform) async throws -> (String, NewModelVersion) {
        var new = new
        let isPrompt = new.tags.contains { $0.key == RegisteredModel.promptTag }
        if isPrompt { return (new.source, new) }
        let text = new.source
        let source = try Failure.tracking { () throws(TrackingError) in try ModelSource(text) }
        switch source {
        case .loggedModel(let id):
            let model = try await platform.perform(ReadLoggedModel(id: id, by: by))
            new.runID = new.runID ?? model.sourceRun
            return (model.artifactURI, new)
        case .version(let name, let place):
            let version = try await platform.perform(
                ReadModelVersion(name: name, place: place, by: by))
            try await version.refuseRecalled(on: platform)
            return (version.location, new)
        case .local(let path): return (try await local(path, on: platform), new)
        case .run, .address: return (text, new)
        }
    }

    /// INVARIANT: a local path is within the files of the run or model that it is said to be of.
    private func local(_ path: String, on platform: Platform) async throws -> String {
        let field = new.modelID == nil ? "run_id" : "model_id"
        let holder: FileHolder?
        switch (new.modelID, new.runID) {
        case (let id?, _): holder = .model(id)
        case (nil, let id?): holder = .run(id)
        case (nil, nil): holder = nil
        }
        if let holder {
            let (tracked, reach) = (try platform.tracked(), by.reach)
            let address = try await tracked.reading { session throws(TrackingError) in
                try session.address(of: holder, within: reach)
            }
            let plain = path.withoutDots
            if let folder = ModelSource.localPath(address), plain.isWithin(folder) {
                return plain == path ? new.source : "file://\(plain)"
            }
        }
        throw Failure(ModelSource.outside(path, field: field))
    }
}

extension String {
    /// A path with `.` and `..` followed, by the words alone.
    fileprivate var withoutDots: String {
        guard hasPrefix("/") else { return self }
        var parts: [Substring] = []
        for part in split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    /// Whether a path is a folder or something in it, by their parts.
    fileprivate func isWithin(_ folder: String) -> Bool {
        let parts = split(separator: "/")
        let start = folder.split(separator: "/")
        return hasPrefix("/") && folder.hasPrefix("/") && parts.starts(with: start)
            && !parts.contains("..") && !parts.contains(".")
    }
}

import Governance
package import Transparency

/// A run as an in-toto statement with SLSA's provenance: what was made, of what, by which command.
///
/// Source: SLSA v1.0, Provenance; fields of our own begin with `assay_`, as it asks.
package struct RunStatement: Sendable {
    private let run: ObservedRun
    private let paths: ShownPaths
    private let inputs: FileFolders
    private let outputs: FileFolders
    private let listed: ListedFiles
    private let version: String

    package static let predicateType = "https://slsa.dev/provenance/v1"
    package static let buildType = "urn:assay:run:v1"
    package init(
        _ run: ObservedRun, paths: ShownPaths, inputs: FileFolders, outputs: FileFolders,
        listed: ListedFiles, version: String
    ) {
        self.run = run
        self.paths = paths
        self.inputs = inputs
        self.outputs = outputs
        self.listed = listed
        self.version = version
    }

    /// The statement in canonical JSON, written without making a ``JSON`` of each file first.
    package var canonicalBytes: [UInt8] {
        var writer = CanonicalWriter()
        writer.object { writer in
            writer.member("_type", StatementV1.type)
            writer.member("predicate")
            writer.object { writer in
                writer.member("buildDefinition")
                writer.object(write(definitionTo:))
                writer.member("runDetails", details)
            }
            writer.member("predicateType", Self.predicateType)
            writer.member("subject")
            writer.array(ofElements: [listed.outputs])
        }
        return writer.bytes
    }

    private func write(definitionTo writer: inout CanonicalWriter) {
        writer.member("buildType", Self.buildType)
        writer.member(
            "externalParameters",
            [
                "command": .array(run.arguments.map(JSON.string)),
                "workingFolder": .string(run.workingFolder),
            ])
        writer.member("internalParameters", internalParameters)
        writer.member("resolvedDependencies")
        let first =
            (run.git.map(Self.source).map { [$0] } ?? []) + inputs.folders.map(folder)
        writer.array(ofElements: first.map(\.canonicalBytes) + [listed.inputs])
    }

    private var details: JSON {
        [
            "builder": ["id": "urn:assay:run", "version": ["assay": .string(version)]],
            "metadata": [
                "invocationId": .string(run.id),
                "startedOn": .string(run.startedAt.description),
                "finishedOn": .string(run.endedAt.description),
                "assay_end": end, "assay_coverage": coverage,
                "assay_outputs": .array(outputs.folders.map(folder) + lost(run.outputs)),
            ],
        ]
    }

    /// What policies may ask of a run; the statement has all of it.
    package func summary(statement: Digest) -> JSON {
        [
            "run": .string(run.id), "statement": .string(statement.description),
            "command": .array(run.arguments.map(JSON.string)), "coverage": coverage, "end": end,
            "git": run.git.map(Self.git) ?? .null, "machine": machine, "seeds": seeds,
        ]
    }

    private var internalParameters: JSON {
        [
            "environment": .object(run.environment.mapValues(JSON.string)),
            "hiddenVariables": .array(run.hiddenVariables.map(JSON.string)),
            "machine": machine, "packages": .array(run.packages.map(Self.package)),
            "programs": .array(run.programs.map(file)),
            "lockFiles": .array(run.lockFiles.map(file)),
            "seeds": seeds,
            "git": run.git.map(Self.git) ?? .null,
        ]
    }

    private var seeds: JSON {
        .array(run.seeds.map { ["name": .string($0.name), "value": .string($0.value)] })
    }

    // MARK: Files

    private func file(_ file: FileFinding) -> JSON {
        let name = JSON.string(paths.text(file.path))
        switch file.content {
        case .bytes(let digest, let count):
            return [
                "name": name, "digest": Self.json(digest), "annotations": ["bytes": JSON(count)],
            ]
        case .unknown(let reason):
            return ["name": name, "annotations": ["digestUnknown": .string(reason.rawValue)]]
        }
    }

    /// Outputs whose bytes nobody can say are no subjects.
    private func lost(_ files: [FileFinding]) -> [JSON] {
        files.filter { $0.digest == nil }.prefix(ListedFiles.countMax).map(file)
    }

    private func folder(_ folder: FileFolders.Folder) -> JSON {
        var members: [String: JSON] = [
            "name": .string(paths.text(folder.path) + "/"),
            "annotations": [
                "files": JSON(folder.files.count),
                "bytes": JSON(folder.files.reduce(0) { $0 &+ ($1.byteCount ?? 0) }),
            ],
        ]
        members["digest"] = folder.digest.map(Self.json)
        return .object(members)
    }

    private static func json(_ digest: Digest) -> JSON { ["sha256": .string(digest.hex)] }

    // MARK: Facts

    private static func source(_ git: GitFacts) -> JSON {
        var members: [String: JSON] = ["digest": ["gitCommit": .string(git.commit)]]
        members["uri"] = git.remote.map { .string("git+\($0)") }
        members["name"] = "source"
        return .object(members)
    }

    private static func git(_ git: GitFacts) -> JSON {
        [
            "commit": .string(git.commit), "branch": git.branch.map(JSON.string) ?? .null,
            "remote": git.remote.map(JSON.string) ?? .null,
            "difference": git.difference.map { .string($0.description) } ?? .null,
            "untracked": JSON(git.untrackedCount),
        ]
    }

    private static func package(_ package: InstalledPackage) -> JSON {
        var members: [String: JSON] = [
            "name": .string(package.name), "version": .string(package.version),
            "loaded": .bool(package.isLoaded),
        ]
        members["record"] = package.record.map { .string($0.description) }
        return .object(members)
    }

    private var machine: JSON {
        [
            "processor": run.machine.processor.map(JSON.string) ?? .null,
            "cores": JSON(run.machine.coreCount),
            "memoryBytes": run.machine.memoryByteCount.map { JSON($0) } ?? .null,
            "accelerators": .array(run.machine.accelerators.map(JSON.string)),
            "kernel": .string(run.machine.kernel),
        ]
    }

    private var end: JSON {
        var members: [String: JSON] = [
            "status": JSON(Int(run.end.status)), "milliseconds": JSON(run.end.milliseconds),
            "processorMilliseconds": JSON(run.end.processorMilliseconds),
            "memoryBytesMax": JSON(run.end.memoryByteCountMax), "signal": .null,
        ]
        if case .killed(let signal) = run.end.way { members["signal"] = JSON(Int(signal)) }
        return .object(members)
    }

    private var coverage: JSON {
        let coverage = run.coverage
        return [
            "complete": .bool(coverage.isComplete),
            "missing": coverage.missing.map(JSON.string) ?? .null,
            "dropped": JSON(coverage.droppedCount), "unresolved": JSON(coverage.unresolvedCount),
            "beyond": JSON(coverage.beyondCount),
            "unobservedPrograms": .array(coverage.unobservedPrograms.map(JSON.string)),
            "processes": JSON(coverage.processCount), "stillRunning": JSON(coverage.runningCount),
            "temporaryFiles": JSON(coverage.temporaryFileCount),
            "inputs": JSON(run.inputs.count), "outputs": JSON(run.outputs.count),
        ]
    }
}

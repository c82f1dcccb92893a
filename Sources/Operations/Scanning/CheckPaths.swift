import ModelFiles
package import SupplyChain

/// Looks for what is dangerous in files and folders; nothing in them is run.
///
/// Every file is read once, from its first byte to its last, and named by its digest.
package struct CheckPaths: Sendable {
    /// Files and folders.
    package let paths: [String]
    /// `nil` when none were imported: then what files depend on is not judged.
    package let advisories: AdvisoryDatabase?

    package init(paths: [String], advisories: AdvisoryDatabase?) {
        self.paths = paths
        self.advisories = advisories
    }

    /// - Parameter progress: Called with the bytes of each read.
    /// - Returns: What was found, path by path.
    /// - Throws: A fault for a path that is not there or cannot be read, when one file alone was
    ///   asked for, and for a folder of too many files.
    package func run(progress: (@Sendable (Int) -> Void)? = nil) async throws -> CheckReport {
        var files: [CheckReport.File] = []
        for path in paths { files += try await check(path, progress) }
        return CheckReport(files: files)
    }

    private func check(
        _ path: String, _ progress: (@Sendable (Int) -> Void)?
    ) async throws -> [CheckReport.File] {
        let path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        guard try FileState(of: path).isFolder else {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            try requireAdvisories(for: path)
            let looked = try FileCheck.look(at: path, as: name, progress: progress)
            return try judged([looked], in: nil) { _ in path }
        }
        let walk = try CheckWalk(path)
        let looked = await look(at: walk.entries, in: path, progress)
        return try judged(looked, in: path) { "\(path)/\($0)" }
    }

    /// A list of packages that was asked about by name is judged, or nothing is said of it.
    private func requireAdvisories(for path: String) throws(Failure) {
        guard advisories == nil, DependencyFormat(path: path) != nil else { return }
        throw .fault(
            "no_advisories",
            "`\(path)` lists packages, and there are no advisories to judge them by; load some with "
                + "`assay advisories import FILE`")
    }

    private func judged(
        _ looked: [FileCheck.Looked], in folder: String?, path: (String) -> String
    ) throws -> [CheckReport.File] {
        let findings = ModelFileRules.findings(forFolder: looked.map(\.facts))
        let dependencies = DependencyCheck(advisories)
        return try zip(looked, findings).map { looked, findings in
            let name = looked.facts.path
            let more = try dependencies.findings(for: name, at: path(name), in: folder)
            return CheckReport.File(
                path: path(name), digest: looked.digest, facts: looked.facts,
                findings: (more + findings).sorted { $0.level > $1.level })
        }
    }

    /// Looks at entries on all cores.
    private func look(
        at entries: [CheckWalk.Entry], in folder: String, _ progress: (@Sendable (Int) -> Void)?
    ) async -> [FileCheck.Looked] {
        await withTaskGroup(of: (Int, FileCheck.Looked).self) { group in
            var next = 0
            func addNext() {
                guard next < entries.count else { return }
                let index = next
                next += 1
                group.addTask {
                    (index, FileCheck.look(at: entries[index], in: folder, progress: progress))
                }
            }
            for _ in 0..<FileCheck.laneCount { addNext() }
            var looked = [FileCheck.Looked?](repeating: nil, count: entries.count)
            while let (index, found) = await group.next() {
                looked[index] = found
                addNext()
            }
            return looked.compactMap(\.self)
        }
    }
}

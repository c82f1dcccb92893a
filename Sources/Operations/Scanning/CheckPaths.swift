import SupplyChain

/// Looks for what is dangerous in files and folders; nothing in them is run.
///
/// Every file is read once, from its first byte to its last, and named by its digest.
package struct CheckPaths: Sendable {
    /// Files and folders.
    package let paths: [String]
    package let judgement: CheckJudgement

    package init(paths: [String], by judgement: CheckJudgement) {
        self.paths = paths
        self.judgement = judgement
    }

    /// - Parameter progress: Called with the bytes of each read.
    /// - Returns: What was found, path by path.
    /// - Throws: A fault for a path that is not there or cannot be read, when one file alone was
    ///   asked for, and for a folder of too many files.
    package func run(progress: (@Sendable (Int) -> Void)? = nil) async throws -> CheckReport {
        var files: [CheckReport.File] = []
        var seen: Set<String> = []
        for path in paths where seen.insert(path).inserted {
            try requireAdvisories(for: path)
            let looked = try await FolderLook.look(at: path, progress: progress)
            let findings = try judgement.findings(on: looked.files, in: looked.name)
            files += zip(looked.files, findings).map { file, findings in
                CheckReport.File(
                    path: looked.isFolder ? "\(looked.path)/\(file.path)" : looked.path,
                    digest: file.digest, facts: file.facts, findings: findings)
            }
        }
        return CheckReport(files: files)
    }

    /// A list of packages that was asked about by name is judged, or nothing is said of it.
    private func requireAdvisories(for path: String) throws(Failure) {
        guard judgement.advisories == nil, DependencyFormat(path: path) != nil else { return }
        throw .fault(
            "no_advisories",
            "`\(path)` lists packages, and there are no advisories to judge them by; load some with "
                + "`assay advisories import FILE`")
    }
}

package import SupplyChain

/// Looks for what is dangerous in files and folders; nothing in them is run.
///
/// Every file is read once, from its first byte to its last, and named by its digest.
package struct CheckPaths: Sendable {
    /// Files and folders.
    package let paths: [String]
    /// By which lists of packages are judged; read when there is the first one.
    package let advisories: AdvisoryFile
    /// `nil` when nobody says what is to be done with the files: then licences are not judged.
    package let licences: LicencePolicy?

    package init(paths: [String], advisories: AdvisoryFile, licences: LicencePolicy?) {
        self.paths = paths
        self.advisories = advisories
        self.licences = licences
    }

    /// - Parameter progress: Called with the bytes of each read.
    /// - Returns: What was found, path by path.
    /// - Throws: A fault for a path that is not there or cannot be read, when one file alone was
    ///   asked for, for a folder of too many files, and for advisories that cannot be read.
    package func run(progress: (@Sendable (Int) -> Void)? = nil) async throws -> CheckReport {
        var files: [CheckReport.File] = []
        var seen: Set<String> = []
        var judgement: CheckJudgement?
        for path in paths where seen.insert(path).inserted {
            try requireAdvisories(for: path)
            let looked = try await FolderLook.look(at: path, isOnce: true, progress: progress)
            let hasList = looked.files.contains { $0.listing != nil }
            if hasList, judgement == nil { judgement = try judgementOnPackages() }
            let findings = try (judgement ?? CheckJudgement(advisories: nil, licences: licences))
                .findings(on: looked.files, in: looked.name)
            files += zip(looked.files, findings).map { file, findings in
                CheckReport.File(
                    path: looked.isFolder ? "\(looked.path)/\(file.path)" : looked.path,
                    digest: file.digest, facts: file.facts, findings: findings)
            }
        }
        return CheckReport(files: files)
    }

    private func judgementOnPackages() throws -> CheckJudgement {
        CheckJudgement(
            advisories: try advisories.load().map { DependencyVerdicts($0) }, licences: licences)
    }

    /// A list of packages that was asked about by name is judged, or nothing is said of it.
    private func requireAdvisories(for path: String) throws(Failure) {
        guard DependencyFormat(path: path) != nil, advisories.state == nil else { return }
        throw .fault(
            "no_advisories",
            "`\(path)` lists packages, and there are no advisories to judge them by; load some with "
                + "`assay advisories import FILE`")
    }
}

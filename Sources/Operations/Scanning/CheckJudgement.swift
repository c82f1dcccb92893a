package import ModelFiles
package import SupplyChain

/// By what files are judged, beside the rules on model files.
package struct CheckJudgement: Sendable {
    /// `nil` when none were imported: then lists of packages are not judged.
    package let advisories: DependencyVerdicts?
    /// `nil` when nobody says what is to be done with the files: then licences are not judged.
    package let licences: LicencePolicy?

    package init(advisories: DependencyVerdicts?, licences: LicencePolicy? = nil) {
        self.advisories = advisories
        self.licences = licences
    }

    /// What is to be said about each file of a folder, the worst first.
    ///
    /// Facts are enough: it may be done again when the files are gone.
    ///
    /// - Parameters:
    ///   - files: All of the folder's.
    ///   - name: The folder's own.
    /// - Returns: Findings for each file, in the files' order.
    /// - Throws: A fault when the advisories are damaged.
    package func findings(
        on files: [LookedFile], in name: String
    ) throws -> [[ModelFiles.Finding]] {
        var findings = ModelFileRules.findings(forFolder: files.map(\.facts))
        let dependencies = DependencyCheck(advisories)
        for (index, file) in files.enumerated() {
            guard let listing = file.listing else { continue }
            findings[index] += try dependencies.findings(in: listing, of: file.path)
        }
        if let licences {
            let places = Dictionary(
                zip(files.map(\.path), files.indices), uniquingKeysWith: { first, _ in first })
            for (path, finding) in LicenceReport(files, name: name).findings(by: licences) {
                if let index = places[path] { findings[index].append(finding) }
            }
        }
        return findings.map { $0.worstFirst }
    }
}

extension [ModelFiles.Finding] {
    /// Of one level in the order in which they were found.
    fileprivate var worstFirst: Self {
        enumerated().sorted {
            $0.element.level == $1.element.level
                ? $0.offset < $1.offset : $0.element.level > $1.element.level
        }.map(\.element)
    }
}

/// A known vulnerability of a version, or one that could not be ruled out.
package struct AdvisoryFinding: Sendable, Hashable {
    package let advisory: Advisory
    package let package: PackageName
    /// As installed.
    package let version: String
    /// `affected` or `undecided`.
    package let affectedness: Affectedness
    /// The smallest version above it that some range names as fixed.
    package let fixedVersion: String?
}

extension AdvisoryDatabase {
    /// What is known against a version, by identifier.
    ///
    /// - Throws: ``DocumentError`` when the database was changed since it was written.
    package func findings(
        of package: PackageName, version: InstalledVersion
    ) throws(DocumentError) -> [AdvisoryFinding] {
        try advisories(of: package).compactMap {
            AdvisoryFinding($0, of: package, version: version)
        }
    }
}

extension AdvisoryFinding {
    /// - Returns: `nil` when the version is surely not affected.
    package init?(_ advisory: Advisory, of package: PackageName, version: InstalledVersion) {
        let entries = advisory.affected.filter { $0.name == package }
        let affectedness = Affectedness.any(entries.map { $0.affectedness(of: version) })
        guard !advisory.isWithdrawn, affectedness != .unaffected else { return nil }
        self.advisory = advisory
        self.package = package
        self.version = version.text
        self.affectedness = affectedness
        let fixes = entries.compactMap { $0.fixedVersion(after: version) }
        fixedVersion = fixes.min { one, other in
            guard let one = PythonVersion(one), let other = PythonVersion(other) else {
                return false
            }
            return one < other
        }
    }
}

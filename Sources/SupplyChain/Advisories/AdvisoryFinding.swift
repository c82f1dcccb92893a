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

extension AdvisoryFinding {
    /// Findings of one vulnerability together: databases publish the same under names of their own.
    ///
    /// - Parameter findings: Of one package and version, with closed aliases.
    /// - Returns: Each group and the groups in the order of the findings.
    package static func byVulnerability(_ findings: [AdvisoryFinding]) -> [[AdvisoryFinding]] {
        var groups: [[AdvisoryFinding]] = []
        var places: [String: Int] = [:]
        for finding in findings {
            let names = [finding.advisory.id] + finding.advisory.aliases
            let place = names.compactMap { places[$0] }.first ?? groups.count
            if place == groups.count { groups.append([]) }
            groups[place].append(finding)
            for name in names { places[name] = place }
        }
        return groups
    }
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

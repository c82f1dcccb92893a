/// What is known against a dependency.
package enum DependencyVerdict: Sendable, Hashable {
    /// No advisory is about this version.
    case clear
    /// The advisories that are, and those that might be, by identifier.
    case vulnerable([AdvisoryFinding])
    /// Nobody can tell, which counts as a "no".
    case undecided(Reason)

    package enum Reason: Sendable, Hashable {
        /// Which code it will be is not said.
        case version(Dependency.Reason)
        /// Advisories that cannot be compared with this version.
        case advisories([AdvisoryFinding])
        /// No advisories at hand are about packages of this kind.
        case ecosystem
    }
}

extension AdvisoryDatabase {
    /// - Throws: ``DocumentError`` when the database was changed since it was written.
    package func verdict(
        on dependency: Dependency
    ) throws(DocumentError) -> DependencyVerdict {
        verdict(on: dependency, known: try advisories(of: dependency.name))
    }

    /// The verdict by all `advisories` that are about this package.
    func verdict(on dependency: Dependency, known advisories: [Advisory]) -> DependencyVerdict {
        switch dependency.version {
        case .undecided(let reason): return .undecided(.version(reason))
        case .pinned(let version):
            let findings = advisories.compactMap {
                AdvisoryFinding($0, of: dependency.name, version: version)
            }
            if findings.contains(where: { $0.affectedness == .affected }) {
                return .vulnerable(findings)
            }
            guard findings.isEmpty else { return .undecided(.advisories(findings)) }
            return isKnown(dependency) ? .clear : .undecided(.ecosystem)
        }
    }

    /// A package of conda is spoken for by PyPI's advisories if it is Python's, which its build
    /// says, or an advisory is about its name.
    private func isKnown(_ dependency: Dependency) -> Bool {
        switch dependency.ecosystem {
        case .pypi, .conda(isSurelyPython: true): true
        case .conda(isSurelyPython: false): speaks(of: dependency.name)
        }
    }
}

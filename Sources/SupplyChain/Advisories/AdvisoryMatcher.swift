/// Judges many versions of the same packages, reading each advisory once.
///
/// When advisories change, every registered version is judged again: the dependencies of ten
/// thousand versions are a few thousand packages and versions, most of them shared.
package struct AdvisoryMatcher {
    private let database: AdvisoryDatabase
    private var advisories: [PackageName: [Advisory]] = [:]
    private var verdicts: [Question: DependencyVerdict] = [:]

    private struct Question: Hashable {
        let name: PackageName
        let version: Dependency.Version
        let ecosystem: Dependency.Ecosystem
    }

    package init(_ database: AdvisoryDatabase) { self.database = database }

    /// - Throws: ``DocumentError`` when the database was changed since it was written.
    package mutating func verdict(
        on dependency: Dependency
    ) throws(DocumentError) -> DependencyVerdict {
        let question = Question(
            name: dependency.name, version: dependency.version, ecosystem: dependency.ecosystem)
        if let known = verdicts[question] { return known }
        let name = dependency.name
        if advisories[name] == nil { advisories[name] = try database.advisories(of: name) }
        let verdict = database.verdict(on: dependency, known: advisories[name] ?? [])
        verdicts[question] = verdict
        return verdict
    }
}

package import ModelFiles

/// Every rule that a check's finding may name.
package enum CheckRules {
    package static var all: [Rule] {
        (RuleCatalogue.all + dependencies).sorted { $0.id < $1.id }
    }

    /// `nil` for an id that no rule has.
    package static func rule(_ id: String) -> Rule? { all.first { $0.id == id } }

    /// A list of packages that no advisories were there to judge.
    package static let unjudged = "unjudged-dependencies"

    private static let dependencies: [Rule] = [
        Rule(
            id: unjudged, title: "packages that were not judged",
            why: "No advisories were imported, so nobody looked for known vulnerabilities.",
            remedy: "Import advisories with `assay advisories import`."),
        Rule(
            id: DependencyCheck.vulnerable, title: "a known vulnerability",
            why: "Advisories that were imported say that this very version is affected.",
            remedy: "Install the fixed version that the finding names, and pin it."),
        Rule(
            id: DependencyCheck.undecided, title: "a dependency nobody can judge",
            why: "Without one version of one index, it may be any code, also vulnerable code.",
            remedy: "Pin it to one version of an index, as `name==1.2.3`."),
    ]
}

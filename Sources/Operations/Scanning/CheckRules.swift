package import ModelFiles

/// Every rule that a check's finding may name.
package enum CheckRules {
    static let vulnerable = "vulnerable-dependency"
    static let undecided = "undecided-dependency"
    /// A list of packages that no advisories were there to judge.
    package static let unjudged = "unjudged-dependencies"
    static let licenceDenied = "licence-denied"
    static let licenceAsked = "licence-asked"

    package static var all: [Rule] {
        (RuleCatalogue.all + supplyChain).sorted { $0.id < $1.id }
    }

    /// Whether the rule's findings are each another package's.
    package static func isAboutPackages(_ id: String) -> Bool {
        [vulnerable, undecided].contains(id)
    }

    /// `nil` for an id that no rule has.
    package static func rule(_ id: String) -> Rule? { all.first { $0.id == id } }

    private static let supplyChain: [Rule] = [
        Rule(
            id: unjudged, title: "packages that were not judged",
            why: "No advisories were imported, so nobody looked for known vulnerabilities.",
            remedy: "Import advisories with `assay advisories import`."),
        Rule(
            id: vulnerable, title: "a known vulnerability",
            why: "Advisories that were imported say that this very version is affected.",
            remedy: "Install the fixed version that the finding names, and pin it."),
        Rule(
            id: undecided, title: "a dependency nobody can judge",
            why: "Without one version of one index, it may be any code, also vulnerable code.",
            remedy: "Pin it to one version of an index, as `name==1.2.3`."),
        Rule(
            id: licenceDenied, title: "a licence forbids the use",
            why: "What something was made from binds what was made from it.",
            remedy: "Use it otherwise, replace what the chain ends at, or buy another licence."),
        Rule(
            id: licenceAsked, title: "a licence that a person must read",
            why: "It is not stated, not known, or allows the use on conditions.",
            remedy: "Have somebody who may decide it read the licence at the chain's end."),
    ]
}

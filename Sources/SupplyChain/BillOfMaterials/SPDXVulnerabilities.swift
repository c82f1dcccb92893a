import Transparency

/// The vulnerabilities of a bill as SPDX's elements, and how they are tied to packages.
///
/// A version that is fixed is a package that the model does not depend on.
struct SPDXVulnerabilities {
    private let vulnerabilities: [BilledVulnerability]
    /// The elements of packages, and of the model.
    private let packages: [PackageURL: String]
    private let model: String

    init(
        _ vulnerabilities: [BilledVulnerability], packages: [PackageURL: String], model: String
    ) {
        self.vulnerabilities = vulnerabilities
        self.packages = packages
        self.model = model
    }

    func write(to graph: inout SPDXGraph) {
        var fixed: [PackageURL: String] = [:]
        for (index, vulnerability) in vulnerabilities.enumerated() {
            let id = element(of: vulnerability, index, in: &graph)
            let named = vulnerability.affected.compactMap { packages[$0.package] }
            let affected = named.isEmpty ? [model] : named
            for element in affected { graph.relate(element, "hasAssociatedVulnerability", [id]) }
            rate(id, vulnerability, affected, index, in: &graph)
            graph.relate(id, "fixedIn", fixes(vulnerability, known: &fixed, in: &graph))
        }
    }

    private func element(
        of vulnerability: BilledVulnerability, _ index: Int, in graph: inout SPDXGraph
    ) -> String {
        graph.add(
            "security_Vulnerability", "vulnerability-\(index + 1)",
            [
                "name": .string(vulnerability.id), "summary": .string(vulnerability.summary),
                "externalIdentifier": .array(
                    ([vulnerability.id] + vulnerability.aliases).map { id in
                        [
                            "type": "ExternalIdentifier", "identifier": .string(id),
                            "externalIdentifierType": .string(
                                id.hasPrefix("CVE-") ? "cve" : "securityOther"),
                        ]
                    }),
            ])
    }

    /// The assessments that SPDX has a form for: of CVSS 3, which has a score.
    private func rate(
        _ id: String, _ vulnerability: BilledVulnerability, _ affected: [String], _ index: Int,
        in graph: inout SPDXGraph
    ) {
        for (place, rating) in vulnerability.ratings.enumerated() {
            guard let score = CVSSScore(vector: rating.vector) else { continue }
            graph.add(
                "security_CvssV3VulnAssessmentRelationship", "rating-\(index + 1)-\(place + 1)",
                [
                    "from": .string(id), "relationshipType": "hasAssessmentFor",
                    "to": .texts(affected), "security_vectorString": .string(rating.vector),
                    "security_score": .number(Double(score.tenths) / 10),
                    "security_severity": .string("\(score.level)"),
                ])
        }
    }

    private func fixes(
        _ vulnerability: BilledVulnerability, known: inout [PackageURL: String],
        in graph: inout SPDXGraph
    ) -> [String] {
        var elements: [String] = []
        for affected in vulnerability.affected {
            guard let version = affected.fixedVersion else { continue }
            let url = affected.package.with(version: version)
            let id =
                packages[url] ?? known[url] ?? SPDXPackage(url).write(to: &graph)
            known[url] = id
            elements.append(id)
        }
        return elements
    }
}

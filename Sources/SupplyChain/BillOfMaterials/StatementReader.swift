package import Transparency

/// Reads an in-toto statement, and the predicates that we know.
///
/// Source: in-toto Attestation Framework, statements v0.1 and v1, and each predicate's page.
package struct StatementReader {
    private let statement: StatementV1
    private let predicate: ImportedJSON

    /// Version 0.1 has the same members.
    private static let types: Set = ["https://in-toto.io/Statement/v0.1", StatementV1.type]
    static let subjectCountMax = 10_000

    /// - Throws: ``ImportError``.
    package init(_ json: JSON) throws(ImportError) {
        guard case .object(var members) = json,
            let type = json["_type"]?.stringValue, Self.types.contains(type)
        else { throw .malformed(field: "_type") }
        members["_type"] = .string(StatementV1.type)
        do throws(EnvelopeError) { statement = try StatementV1(.object(members)) } catch {
            throw .envelope(error)
        }
        guard statement.subjects.count <= Self.subjectCountMax else {
            throw .tooMany(what: "subjects", max: Self.subjectCountMax)
        }
        predicate = ImportedJSON(statement.predicate, "predicate")
    }

    /// - Throws: ``ImportError``, for a predicate that is known and malformed.
    package func attestation() throws(ImportError) -> ImportedAttestation {
        let (claim, makers, madeAt) = try read()
        return ImportedAttestation(
            predicateType: statement.predicateType,
            subjects: statement.subjects.map {
                ImportedSubject(name: $0.name, digests: $0.digests)
            },
            makers: makers, madeAt: madeAt, claim: claim)
    }

    private typealias Read = (ImportedAttestation.Claim, makers: [String], madeAt: String?)

    private func read() throws(ImportError) -> Read {
        let type = statement.predicateType
        if type.hasPrefix("https://cyclonedx.org/bom")
            || type.hasPrefix("https://spdx.dev/Document")
        {
            let inventory = try ImportedDocument.inventory(statement.predicate)
            return (.inventory(inventory), inventory.makers, inventory.madeAt)
        }
        switch type {
        case "https://slsa.dev/provenance/v1": return try provenance()
        case "https://slsa.dev/verification_summary/v1": return try verification()
        case "https://in-toto.io/attestation/vulns/v0.1",
            "https://in-toto.io/attestation/vulns/v0.2":
            return try vulnerabilities()
        case "https://in-toto.io/attestation/test-result/v0.1": return try tests()
        default: return (.other, [], nil)
        }
    }

    private func provenance() throws(ImportError) -> Read {
        let definition = try predicate.object("buildDefinition")
        let details = try predicate.object("runDetails")
        let builder = try details.object("builder").required("id")
        let materials = try definition.list("resolvedDependencies")
            .compactRead { (item) throws(ImportError) in
                ImportedAttestation.Provenance.Material(
                    uri: try item.text(anyOf: "uri", "name"),
                    digests: try item.map("digest"))
            }
        let provenance = ImportedAttestation.Provenance(
            builder: builder, buildType: try definition.required("buildType"), materials: materials)
        let finished = try details.object("metadata").text("finishedOn")
        return (.provenance(provenance), [builder], finished)
    }

    private func verification() throws(ImportError) -> Read {
        let verifier = try predicate.object("verifier").required("id")
        let result = try predicate.required("verificationResult")
        guard ["PASSED", "FAILED"].contains(result) else {
            throw .malformed(field: "predicate.verificationResult")
        }
        let verification = ImportedAttestation.Verification(
            verifier: verifier, resource: try predicate.text("resourceUri"),
            policy: try predicate.object("policy").text("uri"), passed: result == "PASSED",
            levels: try predicate.texts("verifiedLevels"))
        return (.verification(verification), [verifier], try predicate.text("timeVerified"))
    }

    private func vulnerabilities() throws(ImportError) -> Read {
        let scanner = try predicate.object("scanner")
        let found = try scanner.list("result").compactRead { (item) throws(ImportError) in
            ImportedVulnerability(
                id: try item.required("id"), aliases: [],
                ratings: try item.list("severity").compactRead { (item) throws(ImportError) in
                    try Self.rating(item)
                }, affects: [], fixedVersions: [])
        }
        let version = try scanner.text("version").map { " " + $0 } ?? ""
        let finished = try predicate.object("metadata").text("scanFinishedOn")
        return (.vulnerabilities(found), [try scanner.required("uri") + version], finished)
    }

    /// A score is a number, a vector, or a word, in a text or not.
    private static func rating(
        _ item: ImportedJSON
    ) throws(ImportError) -> ImportedVulnerability.Rating {
        if let score = item.json["score"]?.doubleValue {
            return .init(vector: nil, score: score, severity: nil)
        }
        let text = try item.required("score")
        if text.contains("/") {
            let tenths = CVSSScore(vector: text)?.tenths
            return .init(vector: text, score: tenths.map { Double($0) / 10 }, severity: nil)
        }
        let score = Double(text).flatMap { $0.isFinite ? $0 : nil }
        return .init(vector: nil, score: score, severity: score == nil ? text : nil)
    }

    private func tests() throws(ImportError) -> Read {
        guard
            let result = ImportedAttestation.Tests.Result(
                rawValue: try predicate.required("result"))
        else { throw .malformed(field: "predicate.result") }
        let tests = ImportedAttestation.Tests(
            result: result, passed: try predicate.texts("passedTests"),
            warned: try predicate.texts("warnedTests"), failed: try predicate.texts("failedTests"))
        return (.tests(tests), [], nil)
    }
}

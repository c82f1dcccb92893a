/// Judges facts.
///
/// Rules know no files, so a new rule judges old facts.
package enum ModelFileRules {
    /// The version of the rules, which a report names beside its findings.
    package static let version = 4

    /// What is to be said about a file, the worst first.
    package static func findings(for facts: FileFacts) -> [Finding] {
        var findings = CallableRules.findings(for: facts)
        findings += SourceCallRules.findings(for: facts)
        findings += OddityRules.findings(for: facts)
        findings += OperatorRules.findings(for: facts)
        findings += TemplateRules.findings(for: facts)
        findings += ObjectRules.findings(for: facts)
        findings += ReferenceRules.findings(for: facts)
        findings += TextRules.findings(for: facts)
        findings += troubles(facts) + claims(facts)
        return sorted(findings)
    }

    /// What is to be said about the files of one folder, and about how they belong together.
    package static func findings(forFolder files: [FileFacts]) -> [[Finding]] {
        let links = RepositoryLinks(files)
        return files.map { facts in sorted(findings(for: facts) + links.findings(for: facts)) }
    }

    /// The facts without those that no rule has anything to say about: enough for a report that is
    /// made once, of folders whose files' facts would fill the memory.
    package static func telling(_ facts: FileFacts) -> FileFacts {
        let linksFiles =
            !facts.objects.isEmpty || !facts.references.isEmpty
            || facts.calls.contains { $0.opcode == "source" }
        guard !linksFiles, findings(for: facts).isEmpty else { return facts }
        return FileFacts(
            path: facts.path, byteCount: facts.byteCount,
            formats: Array(facts.formats.prefix(4)))
    }

    private static func sorted(_ findings: [Finding]) -> [Finding] {
        findings.enumerated().sorted {
            $0.element.level == $1.element.level
                ? $0.offset < $1.offset : $0.element.level > $1.element.level
        }.map(\.element)
    }

    /// What could not be read, where a model was to be expected.
    private static func troubles(_ facts: FileFacts) -> [Finding] {
        facts.troubles.map { trouble in
            let format = trouble.format.map { " as \($0.rawValue)" } ?? ""
            return Finding(
                rule: "could-not-read", level: .suspicious,
                effect: "could not be read\(format): \(trouble.reason)", place: trouble.place,
                subject: trouble.format?.rawValue ?? facts.path)
        }
    }

    /// A name that says another format than the contents have.
    private static func claims(_ facts: FileFacts) -> [Finding] {
        guard let claim = NameClaim(facts.path), let format = facts.formats.first?.format,
            !claim.formats.contains(format), format != .empty, format != .unknown
        else { return [] }
        let known = facts.formats.map(\.format)
        guard claim.formats.isDisjoint(with: known.prefix(2)) else { return [] }
        return [
            Finding(
                rule: Oddity.contentsDiffer.rawValue, level: .suspicious,
                effect: "the name says \(claim.word), the contents are \(format.rawValue)",
                place: Place(byteOffset: 0), subject: format.rawValue)
        ]
    }
}

import FoundationEssentials
import Governance

/// The policies of a home: files that a user edits.
package struct PolicyShelf: Sendable {
    package let folder: String
    private let compiled = CompiledPolicies()

    package init(folder: String) { self.folder = folder }

    /// - Throws: A fault with file, line and column when a policy does not read.
    func read(_ path: String) throws(Failure) -> (policy: Policy, bytes: [UInt8]) {
        let file = try file(path)
        return (try compiled.policy(compiled.draft(file)), file.bytes)
    }

    /// A server's messages go to strangers, so they do not say where its home is.
    private func file(_ path: String) throws(Failure) -> PolicyFile {
        PolicyFile(
            name: "policies/\(path.dropFirst(folder.count + 1))", bytes: try FileBytes.read(path))
    }

    package var files: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
            .map { "\(folder)/\($0)" }
    }

    /// All of them, read as far as what they are written for.
    func drafts() throws(Failure) -> [PolicyDraft] {
        var drafts: [PolicyDraft] = []
        for path in files { drafts.append(try compiled.draft(file(path))) }
        return drafts
    }

    func policy(
        for subject: Subject, to transition: String
    ) throws(Failure) -> (policy: Policy, bytes: [UInt8]) {
        try policy(for: subject, to: transition, among: drafts())
    }

    /// The one policy that judges a subject at a transition; the rules of others are not looked at.
    func policy(
        for subject: Subject, to transition: String, among drafts: [PolicyDraft]
    ) throws(Failure) -> (policy: Policy, bytes: [UInt8]) {
        let found = drafts.filter { $0.scope.covers(subject, transition: transition) }
        guard let only = found.first else {
            throw .fault(
                "no_policy",
                // A server says so to strangers, so it does not say where its home is.
                "no policy judges a \(subject.risk.rawValue)-risk \(subject.name.kind.rawValue) "
                    + "going to `\(transition)`; policies are files in the home's folder `policies`"
            )
        }
        guard found.count == 1 else {
            throw .fault(
                "several_policies",
                "several policies apply: \(found.map(\.file.name).inBackticks); narrow their "
                    + "`applies`")
        }
        return (try compiled.policy(only), only.file.bytes)
    }
}

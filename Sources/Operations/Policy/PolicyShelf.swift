import FoundationEssentials
package import Governance

/// The policies of a home: files that a user edits.
package struct PolicyShelf: Sendable {
    package let folder: String

    package init(folder: String) { self.folder = folder }

    /// - Throws: A fault with file, line and column when a policy does not read.
    package static func read(_ path: String) throws(Failure) -> (policy: Policy, bytes: [UInt8]) {
        let file = try PolicyFile(path: path)
        return (try file.policy(), file.bytes)
    }

    package var files: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
            .map { "\(folder)/\($0)" }
    }

    /// The one policy that judges a subject at a transition.
    func policy(
        for subject: Subject, to transition: String
    ) throws(Failure) -> (policy: Policy, bytes: [UInt8]) {
        var found: [(file: String, policy: Policy, bytes: [UInt8])] = []
        for file in files {
            let (policy, bytes) = try Self.read(file)
            if policy.applies(to: subject, transition: transition) {
                found.append((file, policy, bytes))
            }
        }
        guard let only = found.first else {
            throw .fault(
                "no_policy",
                // A server says so to strangers, so it does not say where its home is.
                "no policy judges a \(subject.risk.rawValue)-risk \(subject.name.kind.rawValue) "
                    + "going to `\(transition)`; policies are files in the home's folder `policies`"
            )
        }
        guard found.count == 1 else {
            let names = found.map { String($0.file.dropFirst(folder.count + 1)) }
            throw .fault(
                "several_policies",
                "several policies apply: \(names.inBackticks); narrow their `applies`")
        }
        return (only.policy, only.bytes)
    }
}

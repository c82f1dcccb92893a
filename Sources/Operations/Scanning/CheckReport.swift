package import ModelFiles
package import Transparency

/// What a check found in files, folders and what they depend on.
package struct CheckReport: Sendable {
    /// One file, link or folder that was looked at.
    package struct File: Sendable {
        /// As a person finds it: the path that was asked for, and the way down from there.
        package let path: String
        /// `nil` for what is no file, or could not be read.
        package let digest: Digest?
        package let facts: FileFacts
        /// The worst first.
        package internal(set) var findings: [ModelFiles.Finding]

        package var outcome: ModelFiles.Outcome { ModelFiles.Outcome(facts, findings) }
        /// What the contents are; `nil` when nothing was read.
        package var format: FileFormat? { facts.formats.first?.format }
    }

    /// In the order of the paths asked for, and of names below each.
    package internal(set) var files: [File]

    package var byteCount: Int { files.reduce(0) { $0 + $1.facts.byteCount } }

    /// The worst of all files'.
    package var outcome: ModelFiles.Outcome { ModelFiles.Outcome.worst(of: files.map(\.outcome)) }

    /// Files that have a finding of this level or a graver one, and such as could not be read:
    /// nobody knows what is in them.
    package func files(from level: ModelFiles.Finding.Level) -> [File] {
        files.filter { file in
            file.outcome == .couldNotRead || file.findings.contains { $0.level >= level }
        }
    }
}

extension ModelFiles.Outcome {
    /// Dangerous before suspicious, before what could not be read, before clean.
    package static func worst(of outcomes: [Self]) -> Self {
        let order: [Self] = [.dangerous, .suspicious, .couldNotRead]
        return order.first { outcomes.contains($0) } ?? .clean
    }
}

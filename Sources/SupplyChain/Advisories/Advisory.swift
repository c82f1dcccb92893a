/// A known vulnerability of Python packages, as far as a decision needs it.
///
/// Source: the Open Source Vulnerability format, version 1.
package struct Advisory: Sendable, Hashable {
    package let id: String
    /// Other identifiers of the same vulnerability.
    package internal(set) var aliases: [String]
    /// Identifiers of vulnerabilities that are not the same.
    package let related: [String]
    /// One line, at most 240 bytes; may be empty.
    package let summary: String
    package let severities: [Severity]
    /// As published, RFC 3339.
    package let modified: String
    /// Whether its author took it back; then it is no vulnerability.
    package let isWithdrawn: Bool
    /// PyPI's packages alone.
    package let affected: [AffectedPackage]
}

/// How bad it is, by a scoring system of the advisory's choice.
package struct Severity: Sendable, Hashable {
    /// `CVSS_V2`, `CVSS_V3`, `CVSS_V4`, or another name of the format's list.
    package let system: String
    /// The system's own text, such as `CVSS:3.1/AV:N/…`.
    package let vector: String

    package init(system: String, vector: String) {
        self.system = system
        self.vector = vector
    }
}

import HTTPTypes

/// Which hosts the server answers as, and which pages may have a browser change something.
///
/// A name that an attacker points at this machine is refused by the first (DNS rebinding), a form on
/// another site by the second (CSRF).
package struct OriginRules: Sendable {
    /// Lower case, without port.
    private let hosts: Set<String>
    private let isLocal: Bool

    /// - Parameter hosts: The names that people reach it by; empty for the machine's own only.
    package init(hosts: some Sequence<String>) {
        self.hosts = Set(hosts.map { $0.lowercased() })
        isLocal = self.hosts.isEmpty
    }

    /// Whether the request names a host that is this server.
    func allows(authority: String?) -> Bool {
        guard let authority, let host = Self.host(of: authority) else { return false }
        return Self.loopback.contains(host) || hosts.contains(host)
    }

    /// Whether a browser's request to change something comes from a page of this server.
    ///
    /// Browsers say where a request comes from; one that says nothing at all is no browser, and must
    /// then show the session's secret in the form.
    func allowsChange(_ headers: HTTPFields) -> Bool {
        if let site = headers[Self.fetchSite], site != "same-origin", site != "none" {
            return false
        }
        guard let origin = headers[.origin] else { return true }
        guard let scheme = origin.firstRange(of: "://") else { return false }
        return allows(authority: String(origin[scheme.upperBound...]))
    }

    /// An authority that is allowed, in the letters that hosts and ports have.
    func shown(_ authority: String?) -> String {
        let text = authority ?? "localhost"
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x3A, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5B, 0x5D: true
            default: false
            }
        }
        return isPlain ? text : Self.host(of: text) ?? "localhost"
    }

    private static let fetchSite = SecurityHeaders.name("Sec-Fetch-Site")
    private static let loopback: Set = ["localhost", "127.0.0.1", "[::1]"]

    private static func host(of authority: String) -> String? {
        guard !authority.isEmpty, authority.utf8.count <= 260, !authority.contains("@") else {
            return nil
        }
        let text = authority.lowercased()
        if text.hasPrefix("[") {
            return text.firstIndex(of: "]").map { String(text[...$0]) }
        }
        return text.split(separator: ":", maxSplits: 1).first.map(String.init)
    }
}

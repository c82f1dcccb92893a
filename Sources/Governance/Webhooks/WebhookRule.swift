/// Which hosts a server may send to.
///
/// INVARIANT: who may add a webhook cannot make the server talk to what only the server can reach.
package struct WebhookRule: Sendable, Hashable {
    /// Whether every address is good, also those of the machine and its networks.
    package let allowsPrivate: Bool
    /// Hosts that may have any address, in lower case.
    package let hosts: Set<String>

    package static let publicOnly = WebhookRule(allowsPrivate: false, hosts: [])

    package init(allowsPrivate: Bool, hosts: some Sequence<String>) {
        self.allowsPrivate = allowsPrivate
        self.hosts = Set(hosts.map { $0.lowercased() })
    }

    /// Checks what can be told without asking what the host's addresses are.
    package func check(_ url: WebhookURL) throws(WebhookRefusal) {
        guard !isExempt(url) else { return }
        let labels = url.host.split(separator: ".")
        guard labels.last != "localhost", labels.last != "internal", labels.last != "local" else {
            throw .privateHost(url.host)
        }
        if let address = url.address { try check([address], of: url) }
    }

    /// Checks all addresses of a host: one that is not public is enough to refuse it.
    package func check(
        _ addresses: [NetworkAddress], of url: WebhookURL
    ) throws(WebhookRefusal) {
        guard !addresses.isEmpty else { throw .noAddress(url.host) }
        guard isExempt(url) || addresses.allSatisfy(\.isPublic) else {
            throw .privateHost(url.host)
        }
    }

    private func isExempt(_ url: WebhookURL) -> Bool {
        allowsPrivate || hosts.contains(url.host)
    }
}

/// Why nothing is sent to a URL.
package enum WebhookRefusal: Error, Sendable, Hashable {
    case notAURL(_ because: String)
    case privateHost(String)
    case noAddress(String)
}

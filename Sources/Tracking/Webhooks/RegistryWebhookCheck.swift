package import Governance

/// Whether what a client asks for of a webhook fits the protocol.
package enum RegistryWebhookCheck {
    static let nameLengthMax = 63
    static let descriptionLengthMax = 1_000
    static let secretLengthMax = 1_000

    /// - Throws: `invalid`, with the first thing that does not fit.
    package static func check(_ asked: AskedRegistryWebhook) throws(TrackingError) {
        if let name = asked.name { try self.name(name) }
        if let url = asked.url { _ = try self.url(url) }
        if let kinds = asked.kinds, kinds.isEmpty {
            throw TrackingCheck.invalid(
                "Webhook events must be a non-empty list of WebhookEvent objects: [].")
        }
        try text(asked.description, "description", descriptionLengthMax)
        try text(asked.secret, "secret", secretLengthMax)
    }

    private static func text(
        _ text: String?, _ what: String, _ limit: Int
    ) throws(TrackingError) {
        guard let text else { return }
        try TrackingCheck.length(text, what, limit)
        try TrackingCheck.plain(text, what)
    }

    private static func name(_ name: String) throws(TrackingError) {
        let isInside = { (byte: UInt8) in isAlphanumeric(byte) || "._-".utf8.contains(byte) }
        guard let first = name.utf8.first, let last = name.utf8.last,
            name.utf8.count <= nameLengthMax, name.utf8.allSatisfy(isInside),
            isAlphanumeric(first), isAlphanumeric(last)
        else {
            throw TrackingCheck.invalid(
                "Webhook name '\(TrackingCheck.cut(name, to: 100))' is invalid. It must start and "
                    + "end with a letter or digit, be less than 63 characters long, and contain "
                    + "only letters, digits, dots (.), underscores (_), and hyphens (-).")
        }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
            || (0x61...0x7A).contains(byte)
    }

    /// Where messages would go, taken apart.
    package static func url(_ text: String) throws(TrackingError) -> WebhookURL {
        let shown = "'\(TrackingCheck.cut(text, to: 100))'"
        guard text.utf8.contains(where: { $0 > 0x20 }) else {
            throw TrackingCheck.invalid(
                "Webhook URL cannot be empty or just whitespace: \(shown)")
        }
        let scheme = text.firstRange(of: ":").map { text[..<$0.lowerBound].lowercased() } ?? ""
        guard scheme == "https" || scheme == "http" else {
            throw TrackingCheck.invalid(
                "Invalid webhook URL scheme: '\(scheme.prefix(100))'. Allowed schemes are: "
                    + "https, http.")
        }
        do throws(WebhookRefusal) { return try WebhookURL(text) } catch {
            switch error {
            case .notAURL(let because):
                throw TrackingCheck.invalid("Invalid webhook URL \(shown): \(because)")
            case .privateHost(let host), .noAddress(let host):
                throw TrackingCheck.invalid("Invalid webhook URL \(shown): `\(host)`")
            }
        }
    }
}

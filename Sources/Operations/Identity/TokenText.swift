import Transparency

/// A token as its owner keeps it: `assay_0123456789abcdef.SECRET`.
///
/// The prefix lets scanners of source code find a token that leaked; the id finds its row, so that
/// the secret is only ever compared.
struct TokenText: Sendable {
    static let prefix = "assay"
    static let idByteCount = 8
    static let secretByteCount = 32

    let id: String
    let secret: [UInt8]

    init(id: [UInt8], secret: [UInt8]) {
        self.id = Hex.encode(id)
        self.secret = secret
    }

    /// - Returns: `nil` unless it is exactly what ``text`` writes.
    init?(_ text: String) {
        let lead = Self.prefix + "_"
        guard
            text.utf8.count == lead.utf8.count + 2 * (Self.idByteCount + Self.secretByteCount) + 1,
            text.hasPrefix(lead)
        else { return nil }
        let halves = text.dropFirst(lead.count).split(separator: ".")
        guard halves.count == 2, let id = Hex.decode(halves[0]), id.count == Self.idByteCount,
            let secret = Hex.decode(halves[1]), secret.count == Self.secretByteCount
        else { return nil }
        self.init(id: id, secret: secret)
        guard self.text == text else { return nil }
    }

    var text: String { "\(Self.prefix)_\(id).\(Hex.encode(secret))" }
    /// What is kept of the secret.
    var hash: Digest { Digest(of: secret) }
}

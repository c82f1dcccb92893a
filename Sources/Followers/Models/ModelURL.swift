import Operations

/// The address of a model that is served over HTTP, as somebody typed it.
struct ModelURL: Sendable, Equatable {
    /// Scheme, host, port and path, without a slash at the end.
    let place: String
    /// From the question mark on; in no evidence, since it may hold a key.
    let query: String
    let path: String

    /// - Throws: A fault for what is no address over HTTP, and for one with a password in it.
    init(_ text: String) throws(Failure) {
        let schemes = ["http://", "https://"]
        guard let scheme = schemes.first(where: text.hasPrefix) else {
            throw .fault("bad_url", "`\(text)` begins with neither http:// nor https://")
        }
        let whole = text.prefix { $0 != "#" }
        var place = String(whole.prefix { $0 != "?" })
        query = String(whole.dropFirst(place.count))
        while place.hasSuffix("/") { place.removeLast() }
        let authority = place.dropFirst(scheme.count).prefix { $0 != "/" }
        guard !authority.isEmpty, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw .fault("bad_url", "`\(text)` is no address of a model")
        }
        guard !authority.contains("@") else {
            throw .fault(
                "bad_url",
                "the address of a model is kept in evidence, so it may hold no password; set "
                    + "`ASSAY_PREDICT_TOKEN`")
        }
        self.place = place
        path = String(place.dropFirst(scheme.count + authority.count))
        isPrivate = scheme == "https://" || Self.isHere(authority)
    }

    /// Whether nobody on the way can read what is sent.
    let isPrivate: Bool

    private static func isHere(_ authority: Substring) -> Bool {
        ["localhost", "127.0.0.1", "[::1]"].contains {
            authority == $0 || authority.hasPrefix($0 + ":")
        }
    }
}

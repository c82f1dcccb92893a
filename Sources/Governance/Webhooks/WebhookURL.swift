/// Where a webhook's messages go, taken apart once, so that what is checked is what is connected to.
package struct WebhookURL: Sendable, Hashable {
    package let isSecure: Bool
    /// In lower case, without a dot at the end; a version 6 address without brackets.
    package let host: String
    package let port: Int
    /// With the query; begins with `/`.
    package let path: String

    package static let byteCountMax = 2_048

    /// The address that the host is, when it is no name.
    package var address: NetworkAddress? { NetworkAddress(host) }

    /// The scheme, the host and the port: all of it that is no secret.
    package var origin: String {
        let isUsual = port == (isSecure ? 443 : 80)
        let name = host.contains(":") ? "[\(host)]" : host
        return (isSecure ? "https://" : "http://") + name + (isUsual ? "" : ":\(port)")
    }

    package var text: String { origin + path }

    /// - Throws: ``WebhookRefusal`` for what is no plain URL, and for every spelling of an address
    ///   but the usual one.
    package init(_ text: String) throws(WebhookRefusal) {
        guard text.utf8.count <= Self.byteCountMax,
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
            !text.utf8.contains(where: { "\\\"<>^`{}|#".utf8.contains($0) })
        else { throw .notAURL("it may have \(Self.byteCountMax) plain characters, and no `#`") }
        guard let end = text.firstRange(of: "://") else { throw .notAURL("it has no scheme") }
        switch text[..<end.lowerBound].lowercased() {
        case "https": isSecure = true
        case "http": isSecure = false
        default: throw .notAURL("its scheme is neither `https` nor `http`")
        }
        let rest = text[end.upperBound...]
        let cut = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        let authority = rest[..<cut]
        guard !authority.contains("@") else { throw .notAURL("it may not name a user") }
        (host, port) = try Self.taken(apart: authority, usualPort: isSecure ? 443 : 80)
        path = rest[cut...].hasPrefix("/") ? String(rest[cut...]) : "/" + rest[cut...]
    }

    private static func taken(
        apart authority: Substring, usualPort: Int
    ) throws(WebhookRefusal) -> (host: String, port: Int) {
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]"),
                let address = NetworkAddress(String(authority[..<end].dropFirst())),
                address.bytes.count == 16
            else { throw .notAURL("what is in brackets is no address") }
            let rest = authority[end...].dropFirst()
            return (address.description, try port(rest, usualPort))
        }
        let name = authority.prefix { $0 != ":" }
        let host = try host(name.lowercased())
        return (host, try port(authority[name.endIndex...], usualPort))
    }

    private static func port(_ text: Substring, _ usual: Int) throws(WebhookRefusal) -> Int {
        if text.isEmpty { return usual }
        let digits = text.dropFirst()
        guard text.first == ":", digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let port = Int(digits), (1...65_535).contains(port)
        else { throw .notAURL("its port is none") }
        return port
    }

    /// A name, or four decimal numbers.
    private static func host(_ text: String) throws(WebhookRefusal) -> String {
        let name = text.hasSuffix(".") ? String(text.dropLast()) : text
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard name.utf8.count <= 253, labels.allSatisfy(isLabel), let last = labels.last else {
            throw .notAURL("its host is no name")
        }
        // Resolvers take `2130706433`, `0177.1` and `0x7f.1` for addresses.
        let isNumber = last.utf8.allSatisfy { (0x30...0x39).contains($0) } || last.hasPrefix("0x")
        if isNumber, NetworkAddress(name) == nil {
            throw .notAURL("write an address as four decimal numbers")
        }
        return name
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count)
            && label.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
                    || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
            }
    }
}

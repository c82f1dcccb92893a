package import Transparency

/// The program that asks an index for packages, and where it runs, as it says itself.
///
/// `pip` and `uv` send JSON behind their name in `User-Agent`; others send their name alone.
///
/// Source: pip's `user_agent()` and uv's linehaul, of the versions 26.3 and 0.13.8.
package struct InstallerClient: Sendable, Hashable {
    /// `pip`, `uv`, or whatever the first word says; empty when nothing was said.
    package var name = ""
    package var version = ""
    /// Of the interpreter that it installs for: `3.11.7`.
    package var python = ""
    /// `CPython`, `PyPy`.
    package var implementation = ""
    /// `Linux`, `Darwin`, `Windows`.
    package var system = ""
    /// `Debian GNU/Linux 12`.
    package var distribution = ""
    /// `x86_64`.
    package var cpu = ""
    /// Whether it says that it runs in continuous integration; `nil` when it does not say.
    package var isInCI: Bool?

    static let byteCountMax = 4_096
    private static let fieldByteCountMax = 100

    package init() {}

    /// - Parameter userAgent: Such as `pip/26.3 {"ci":true,…}`; a longer one is cut.
    package init(userAgent: String) {
        let text = userAgent.utf8.prefix(Self.byteCountMax)
        let head = text.prefix { $0 != UInt8(ascii: " ") }
        let words = head.split(separator: UInt8(ascii: "/"), maxSplits: 1)
        name = Self.plain(words.first?.text ?? "")
        version = words.count == 2 ? Self.plain(words[1].text) : ""
        let rest = Array(text.dropFirst(head.count).drop { $0 == UInt8(ascii: " ") })
        let limits = JSONLimits(
            byteCountMax: Self.byteCountMax, depthMax: 8, valueCountMax: 256)
        guard rest.first == UInt8(ascii: "{"), let json = try? JSON(parsing: rest, limits: limits)
        else { return }
        read(json)
    }

    private mutating func read(_ json: JSON) {
        func text(_ value: JSON?) -> String { Self.plain(value?.stringValue ?? "") }
        python = text(json["python"])
        implementation = text(json["implementation"]?["name"])
        system = text(json["system"]?["name"])
        distribution = [text(json["distro"]?["name"]), text(json["distro"]?["version"])]
            .filter { !$0.isEmpty }.joined(separator: " ")
        cpu = text(json["cpu"])
        isInCI = json["ci"]?.boolValue
    }

    /// Printable ASCII, and not much of it.
    private static func plain(_ text: String) -> String {
        text.utf8.prefix(fieldByteCountMax).filter { (0x20..<0x7F).contains($0) }.text
    }
}

extension InstallerClient {
    /// What is known of it.
    package var json: JSON {
        var members: [String: JSON] = [:]
        let texts = [
            ("cpu", cpu), ("distribution", distribution), ("implementation", implementation),
            ("installer", name), ("installerVersion", version), ("python", python),
            ("system", system),
        ]
        for (name, text) in texts where !text.isEmpty { members[name] = .string(text) }
        if let isInCI { members["ci"] = .bool(isInCI) }
        return .object(members)
    }

    /// Reads what ``json`` writes; what is not there is not known.
    package init(json: JSON) {
        func text(_ name: String) -> String { json[name]?.stringValue ?? "" }
        name = text("installer")
        version = text("installerVersion")
        python = text("python")
        implementation = text("implementation")
        system = text("system")
        distribution = text("distribution")
        cpu = text("cpu")
        isInCI = json["ci"]?.boolValue
    }
}

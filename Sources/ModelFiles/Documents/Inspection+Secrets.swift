/// Keys and passwords that were left in a file. The secret itself is never kept.
extension Inspection {
    private static let prefixes: [(String, String, Int)] = [
        ("AKIA", "AWS access key", 20), ("ASIA", "AWS temporary key", 20),
        ("hf_", "Hugging Face token", 30), ("ghp_", "GitHub token", 36),
        ("github_pat_", "GitHub token", 40), ("gho_", "GitHub token", 36),
        ("glpat-", "GitLab token", 26), ("sk-ant-", "Anthropic key", 40),
        ("sk-proj-", "OpenAI key", 40), ("xoxb-", "Slack token", 30), ("xoxp-", "Slack token", 30),
        ("AIza", "Google API key", 39), ("pypi-AgEI", "PyPI token", 60),
        ("npm_", "npm token", 36), ("sk_live_", "Stripe key", 24),
        ("dop_v1_", "DigitalOcean token", 60),
    ]

    mutating func inspectSecrets(_ raw: [UInt8], name: String, at place: Place) {
        let head = Array(raw.prefix(1 << 20))
        var known: Set<Int> = []
        for match in Self.search.all(in: head, limit: 1_000) where !known.contains(match.pattern) {
            guard isSecret(head, match) else { continue }
            known.insert(match.pattern)
            let kind =
                match.pattern < Self.prefixes.count ? Self.prefixes[match.pattern].1 : "private key"
            self.text(.secret, kind, "", place.at(match.offset))
        }
        let last = name.split(separator: "/").last.map { $0.lowercased() } ?? ""
        if last == ".env" || last.hasPrefix(".env.") {
            inspectSettings(String(decoding: head, as: UTF8.self), at: place)
        }
    }

    private static let search = PatternSearch(prefixes.map(\.0) + ["-----BEGIN"])

    /// Whether enough letters and digits follow the prefix, and none comes before.
    private func isSecret(_ text: [UInt8], _ match: (pattern: Int, offset: Int)) -> Bool {
        guard match.pattern < Self.prefixes.count else {
            let line = text[match.offset...].prefix(64)
            return Array(line).firstIndex(of: Array("PRIVATE KEY-----".utf8)) != nil
        }
        if match.offset > 0, isTokenByte(text[match.offset - 1]) { return false }
        return text[match.offset...].prefix(200).prefix(while: isTokenByte).count
            >= Self.prefixes[match.pattern].2
    }

    private func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D: true
        default: false
        }
    }

    /// Lines of a settings file such as `API_KEY=…`.
    private mutating func inspectSettings(_ text: String, at place: Place) {
        for line in text.split(whereSeparator: \.isNewline).prefix(1_000) {
            let halves = line.split(separator: "=", maxSplits: 1)
            guard halves.count == 2, halves[1].count >= 8 else { continue }
            let key = halves[0].uppercased()
            let words = ["KEY", "SECRET", "TOKEN", "PASSWORD", "PASSWD"]
            if words.contains(where: key.contains) {
                self.text(.secret, String(halves[0].prefix(80)), "", place)
            }
        }
    }
}

/// Keys and passwords that were left in a file. The secret itself is never kept.
extension Inspection {
    private static let prefixes: [(String, String, Int)] = [
        ("AKIA", "AWS access key", 20), ("ASIA", "AWS temporary key", 20),
        ("hf_", "Hugging Face token", 30), ("ghp_", "GitHub token", 36),
        ("github_pat_", "GitHub token", 40), ("gho_", "GitHub token", 36),
        ("glpat-", "GitLab token", 26), ("sk-ant-", "Anthropic key", 40),
        ("sk-proj-", "OpenAI key", 40), ("xoxb-", "Slack token", 30), ("xoxp-", "Slack token", 30),
        ("AIza", "Google API key", 39), ("pypi-AgEI", "PyPI token", 60),
        ("npm_", "npm token", 36), ("sk_live_", "Stripe key", 24), ("dop_v1_", "DigitalOcean token", 60),
    ]

    mutating func inspectSecrets(_ raw: [UInt8], name: String, at place: Place) {
        let text = String(decoding: raw.prefix(1 << 20), as: UTF8.self)
        if text.contains("-----BEGIN"), text.contains("PRIVATE KEY-----") {
            self.text(.secret, "private key", "", place)
        }
        for (prefix, kind, length) in Self.prefixes where text.contains(prefix) {
            for range in text.ranges(of: prefix).prefix(100) {
                let token = text[range.lowerBound...].prefix { $0.isLetter || $0.isNumber || "_-".contains($0) }
                let before = range.lowerBound > text.startIndex
                    ? text[text.index(before: range.lowerBound)] : " "
                if token.count >= length, !before.isLetter, !before.isNumber {
                    self.text(.secret, kind, "", place)
                    break
                }
            }
        }
        let last = name.split(separator: "/").last.map { $0.lowercased() } ?? ""
        if last == ".env" || last.hasPrefix(".env.") { inspectSettings(text, at: place) }
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

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
        ("dop_v1_", "DigitalOcean token", 60), ("ghs_", "GitHub token", 36),
        ("ghr_", "GitHub token", 36), ("sk_test_", "Stripe key", 24),
        ("rk_live_", "Stripe key", 24),
        ("AccountKey=", "Azure storage key", 80), ("SharedAccessKey=", "Azure key", 40),
        ("aws_secret_access_key", "AWS secret key", 0), ("_authToken=", "registry token", 20),
        ("://", "password in an address", 0),
        ("AWS_SECRET_ACCESS_KEY", "AWS secret key", 0), ("xapp-", "Slack token", 30),
        ("gsk_", "Groq key", 40),
        ("r8_", "Replicate token", 36), ("nvapi-", "NVIDIA key", 60),
        ("SG.", "SendGrid key", 22), ("shpat_", "Shopify token", 38),
        ("sk-or-v1-", "OpenRouter key", 60),
        ("xai-", "xAI key", 60), ("lin_api_", "Linear key", 40), ("wandb_v1_", "W&B key", 40),
    ]

    mutating func inspectSecrets(_ raw: [UInt8], name: String, at place: Place) {
        let head = Array(raw.prefix(1 << 20))
        var known: Set<Int> = []
        for match in Self.search.all(in: head, limit: 20_000) where !known.contains(match.pattern) {
            guard isSecret(head, match) else { continue }
            known.insert(match.pattern)
            let kind =
                match.pattern < Self.prefixes.count ? Self.prefixes[match.pattern].1 : "private key"
            self.text(.secret, kind, "", place.at(match.offset))
        }
        let last = name.split(separator: "/").last.map { $0.lowercased() } ?? ""
        if last == ".netrc" || last == "_netrc",
            head.firstIndex(of: Array("password".utf8)) != nil
        {
            text(.secret, "password of a machine", "", place)
        }
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
        let behind = text[(match.offset + Self.prefixes[match.pattern].0.utf8.count)...].prefix(300)
        switch Self.prefixes[match.pattern].1 {
        case "AWS secret key": return isAssigned(behind, count: 40)
        case "password in an address": return isCredential(behind)
        case "Azure storage key", "Azure key", "registry token":
            return behind.prefix { isTokenByte($0) || [0x2B, 0x2F, 0x3D].contains($0) }.count
                >= Self.prefixes[match.pattern].2
        default: break
        }
        if match.offset > 0, isTokenByte(text[match.offset - 1]) { return false }
        return text[match.offset...].prefix(200).prefix(while: isTokenByte).count
            >= Self.prefixes[match.pattern].2
    }

    /// `= "…"` of so many letters, digits and signs of base64.
    private func isAssigned(_ text: ArraySlice<UInt8>, count: Int) -> Bool {
        let value = text.drop { [0x20, 0x09, 0x22, 0x27, 0x3A, 0x3D].contains($0) }
        return value.prefix { isTokenByte($0) || [0x2B, 0x2F].contains($0) }.count == count
    }

    /// `user:password@host`, where the password is neither a place for one nor a word of examples.
    private func isCredential(_ text: ArraySlice<UInt8>) -> Bool {
        let authority = text.prefix { $0 > 0x20 && ![0x2F, 0x22, 0x27, 0x3C, 0x3E].contains($0) }
        guard let at = authority.lastIndex(of: 0x40),
            let colon = authority[..<at].firstIndex(of: 0x3A), colon > authority.startIndex
        else { return false }
        let password = String(decoding: authority[(colon + 1)..<at], as: UTF8.self)
        let isPlace = ["$", "{", "<", "*", "%(", "[", "xxx"].contains {
            password.lowercased().contains($0)
        }
        let user = String(decoding: authority[..<colon], as: UTF8.self)
        let isExample =
            password == user
            || ["password", "pass", "pwd", "secret", "token"].contains(
                password.lowercased())
        return password.utf8.count >= 6 && !isPlace && !isExample
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

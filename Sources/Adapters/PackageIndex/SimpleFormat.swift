/// In which of its forms an index's page is given.
enum SimpleFormat: CaseIterable {
    case json, html, text

    /// What the page says that it is.
    var mediaType: String {
        switch self {
        case .json: "application/vnd.pypi.simple.v1+json"
        case .html: "application/vnd.pypi.simple.v1+html"
        case .text: "text/html"
        }
    }

    private static let byteCountMax = 4_096
    private static let rangeCountMax = 64

    /// The form that a client likes best; a browser's, when it does not say.
    ///
    /// Of what it likes equally, JSON goes before the others, and what it names before the rest; it is `nil` when a client takes none
    /// of them.
    ///
    /// - Parameter accept: As RFC 9110 §12.5.1 has it: `text/html;q=0.2, */*;q=0.1`.
    init?(accept: String?) {
        guard let accept, !accept.isEmpty else {
            self = .text
            return
        }
        guard accept.utf8.count <= Self.byteCountMax else { return nil }
        let ranges = accept.split(separator: ",").prefix(Self.rangeCountMax)
            .compactMap(MediaRange.init)
        let liked = Self.allCases.map { ($0, $0.quality(in: ranges)) }.filter { $0.1 > 0 }
        guard let most = liked.map(\.1).max(), let first = liked.first(where: { $0.1 == most })
        else { return nil }
        // A client that takes anything is a browser or a person's tool.
        let named = liked.first { form, quality in
            quality == most && ranges.contains { form.isNamed(by: $0) }
        }
        self = named?.0 ?? (liked.contains { $0.0 == .text && $0.1 == most } ? .text : first.0)
    }

    /// What the most exact range says.
    private func quality(in ranges: [MediaRange]) -> Int {
        let fitting = ranges.filter { isNamed(by: $0) || $0.covers(mediaType) }
        let exact = fitting.filter(isNamed)
        return (exact.isEmpty ? fitting : exact).map(\.quality).max() ?? 0
    }

    private func isNamed(by range: MediaRange) -> Bool {
        range.type == mediaType
            || range.type == mediaType.replacing(".v1+", with: ".latest+") && self != .text
    }
}

/// One range of `Accept`.
private struct MediaRange {
    /// In lower case, without parameters.
    let type: String
    /// Thousandths.
    let quality: Int

    init?(_ text: Substring) {
        let parts = text.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
        guard let type = parts.first?.lowercased(), type.contains("/") else { return nil }
        self.type = type
        let stated = parts.dropFirst().first { $0.lowercased().hasPrefix("q=") }?.dropFirst(2)
        guard let number = stated.map({ Double($0) }) ?? 1, (0...1).contains(number) else {
            return nil
        }
        quality = Int(number * 1_000)
    }

    func covers(_ mediaType: String) -> Bool {
        type == "*/*"
            || type.hasSuffix("/*") && mediaType.hasPrefix(type.dropLast())
    }
}

import Transparency

/// What a server says is wrong, out of the different forms of such answers.
struct ServerComplaint {
    /// Begins with a colon, or is empty.
    let text: String

    private static let shown = 200

    init(_ answer: ModelClient.Answer) {
        let json = try? JSON(parsing: answer.body)
        let words =
            ["error", "message", "detail"].lazy.compactMap { json?[$0]?.stringValue }.first
            ?? String(decoding: answer.body.prefix(Self.shown * 4), as: UTF8.self)
        let plain = words.unicodeScalars.map {
            $0.properties.generalCategory == .control ? " " : Character($0)
        }
        let line = String(plain).split(separator: " ").joined(separator: " ")
        text = line.isEmpty ? "" : ": \(line.prefix(Self.shown))"
    }
}

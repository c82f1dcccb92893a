/// Licences by what their texts call themselves in their first words: for texts that nobody has
/// fingerprinted, and for those that differ from another's in few words.
enum LicenceTitles {
    private struct Title: Sendable {
        /// In lower case, single spaces between them.
        let words: String
        let id: String
    }

    /// - Parameter opening: Words in lower case, each with a space before and behind.
    /// - Returns: The identifier of the first title that stands there.
    static func id(in opening: String) -> String? {
        all.first { opening.contains(" " + $0.words + " ") }?.id
    }

    private static let all =
        creativeCommons("4 0 international", version: "4.0")
        + creativeCommons("3 0 unported", version: "3.0") + models

    private static func creativeCommons(_ tail: String, version: String) -> [Title] {
        let kinds = [
            ("attribution noncommercial sharealike", "CC-BY-NC-SA"),
            ("attribution noncommercial noderivatives", "CC-BY-NC-ND"),
            ("attribution noncommercial noderivs", "CC-BY-NC-ND"),
            ("attribution noncommercial", "CC-BY-NC"), ("attribution sharealike", "CC-BY-SA"),
            ("attribution noderivatives", "CC-BY-ND"), ("attribution noderivs", "CC-BY-ND"),
            ("attribution", "CC-BY"),
        ]
        return kinds.map { Title(words: $0.0 + " " + tail, id: $0.1 + "-" + version) }
    }

    private static let models = [
        Title(words: "llama 2 community license agreement", id: "LicenseRef-Llama-2"),
        Title(words: "meta llama 3 community license agreement", id: "LicenseRef-Llama-3"),
        Title(words: "llama 3 1 community license agreement", id: "LicenseRef-Llama-3.1"),
        Title(words: "llama 3 2 community license agreement", id: "LicenseRef-Llama-3.2"),
        Title(words: "llama 3 3 community license agreement", id: "LicenseRef-Llama-3.3"),
        Title(words: "llama 4 community license agreement", id: "LicenseRef-Llama-4"),
        Title(words: "gemma terms of use", id: "LicenseRef-Gemma"),
        Title(words: "creativeml open rail m", id: "LicenseRef-CreativeML-OpenRAIL-M"),
        Title(words: "deepseek license agreement", id: "LicenseRef-DeepSeek"),
        Title(words: "falcon llm license", id: "LicenseRef-Falcon"),
        Title(
            words: "stability ai community license agreement",
            id: "LicenseRef-StabilityAI-Community"),
        Title(words: "mistral ai research license", id: "LicenseRef-Mistral-Research"),
        Title(words: "mistral ai non production license", id: "LicenseRef-Mistral-NonProduction"),
        Title(
            words: "fair noncommercial research license",
            id: "LicenseRef-FAIR-Noncommercial-Research"),
        Title(words: "commons clause", id: "LicenseRef-Commons-Clause"),
    ]
}

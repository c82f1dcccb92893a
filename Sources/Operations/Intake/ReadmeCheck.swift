import SupplyChain

/// What is wrong with the metadata at the front of a README.
package enum ReadmeCheck {
    /// - Returns: `nil` when it reads, or there is none.
    package static func complaint(_ text: String) -> String? {
        do throws(DocumentError) {
            _ = try HubCard(readme: Array(text.utf8))
            return nil
        } catch { return "the card's metadata does not read: \(error)" }
    }
}

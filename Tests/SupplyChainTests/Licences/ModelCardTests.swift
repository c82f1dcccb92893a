import Testing

@testable import SupplyChain

@Suite struct ModelCardTests {
    private static func card(_ text: String) throws(DocumentError) -> ModelCard {
        try ModelCard(readme: Array(text.utf8))
    }

    private static let text = """
        ---
        license: apache-2.0
        base_model: org/base
        datasets:
        - org/data
        ---
        # Adapter
        """

    @Test func `licence, base and data are read, and make a work to judge`() throws {
        let card = try Self.card(Self.text)
        #expect(card.licence?.description == "Apache-2.0")
        #expect(
            card.work(name: "org/adapter").sources == [
                DerivationGraph.Source("org/base", .modifies),
                DerivationGraph.Source("org/data", .trainedOn),
            ])
    }

    @Test(
        arguments: [
            ("license: other\nlicense_name: llama3.1", "LicenseRef-Llama-3.1"),
            ("license: other\nlicense_name: acme-non-commercial", "LicenseRef-acme-non-commercial"),
            ("license: [mit, cc-by-nc-4.0]", "MIT AND CC-BY-NC-4.0"), ("license: other", nil),
            ("license: [mit, other]", nil), ("tags: [x]", nil), ("", nil), ("license:", nil),
        ])
    func `the licence is what the card says, or not known`(_ yaml: String, _ expected: String?)
        throws
    {
        #expect(try Self.card("---\n\(yaml)\n---\n").licence?.description == expected)
    }

    @Test func `a README without metadata says nothing`() throws {
        let card = try Self.card("# Title\n---\nlicense: mit\n---\n")
        #expect(card.licence == nil && card.baseModels.isEmpty && card.datasets.isEmpty)
    }

    @Test(arguments: [
        "---\nlicense: mit", "---\na: [\n---\n", "---\nlicense: {a: b}\n---\n",
        "---\nbase_model: [[a]]\n---",
    ])
    func `metadata that does not read is refused`(_ text: String) {
        #expect(throws: DocumentError.self) { try Self.card(text) }
    }

    @Test func `no change of a card traps`() {
        for bytes in Mutations(seeds: [Self.text], count: 2_000) {
            _ = try? ModelCard(readme: bytes)
        }
    }
}

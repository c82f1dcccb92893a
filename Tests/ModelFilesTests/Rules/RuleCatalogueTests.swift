import Testing

@testable import ModelFiles

@Suite struct RuleCatalogueTests {
    @Test(arguments: RuleCatalogue.all) func `each rule says why and what to do`(_ rule: Rule) {
        #expect(!rule.title.isEmpty && !rule.why.isEmpty && !rule.remedy.isEmpty)
        #expect(rule.why.hasSuffix(".") && rule.remedy.hasSuffix("."))
    }

    @Test func `no two rules have one id`() {
        let ids = RuleCatalogue.all.map(\.id)
        #expect(Set(ids).count == ids.count)
    }

    @Test func `every kind of fact that rules judge has its rule`() {
        // Archives' own structure, other files of the folder and licence policies judge these.
        let objects = Set(ObjectFact.Kind.allCases).subtracting([.module, .dataset])
        let references = Set(ReferenceFact.Kind.allCases).subtracting([
            .archiveLink, .archiveMember,
        ])
        let texts = Set(TextFact.Kind.allCases).subtracting([.statement])
        let ids =
            objects.map { "object-\($0.rawValue.lowercased())" }
            + references.map(ReferenceRules.id) + texts.map { "text-\($0.rawValue)" }
        for id in ids {
            #expect(RuleCatalogue.all.contains { $0.id == id }, "no rule `\(id)`")
        }
    }
}

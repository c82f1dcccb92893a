import Testing

@testable import SupplyChain

@Suite struct LicenceFamilyTests {
    @Test(
        arguments: [
            ("GPL-3.0-only", "GPL-3.0-only", true), ("GPL-2.0-only", "GPL-3.0-only", false),
            ("GPL-2.0-or-later", "GPL-3.0-only", true), ("GPL-3.0-or-later", "GPL-2.0-only", false),
            ("GPL-2.0+", "GPL-3.0", true), ("CC-BY-SA-3.0", "CC-BY-SA-4.0", true),
            ("CC-BY-SA-4.0", "CC-BY-SA-3.0", false), ("CC-BY-SA-4.0", "CC-BY-4.0", false),
            ("CC-BY-NC-SA-4.0", "CC-BY-SA-4.0", false), ("CC-BY-SA-4.0", "GPL-3.0-only", true),
            ("CC-BY-SA-3.0", "GPL-3.0-only", false), ("GPL-3.0-only", "AGPL-3.0-only", true),
            ("AGPL-3.0-only", "GPL-3.0-only", false), ("GPL-3.0-only", "MIT", false),
            ("LGPL-2.1-only", "GPL-2.0-only", true), ("LGPL-3.0-only", "GPL-2.0-only", false),
        ])
    func `a licence takes another's place where that one lets it`(
        _ licence: String, _ other: String, _ expected: Bool
    ) throws {
        let families = try [licence, other].map {
            LicenceFamily(try #require(LicenceExpression(parsing: $0).licences.first))
        }
        #expect(families[0].mayBecome(families[1]) == expected)
    }
}

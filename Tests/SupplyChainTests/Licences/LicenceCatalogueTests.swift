import Testing

@testable import SupplyChain

@Suite struct LicenceCatalogueTests {
    @Test(
        arguments: [
            ("The MIT License", "MIT"), ("License :: OSI Approved :: MIT License", "MIT"),
            ("License :: OSI Approved :: Apache Software License", "Apache-2.0"),
            ("Apache License, Version 2.0", "Apache-2.0"), ("apache-2.0", "Apache-2.0"),
            ("License :: OSI Approved :: GNU General Public License v3 (GPLv3)", "GPL-3.0"),
            ("GPLv3+", "GPL-3.0-or-later"), ("gpl-3.0", "GPL-3.0"), ("bsd", "LicenseRef-BSD"),
            ("cc-by-nc-4.0", "CC-BY-NC-4.0"), ("llama3.1", "LicenseRef-Llama-3.1"),
            ("llama2", "LicenseRef-Llama-2"), ("gemma", "LicenseRef-Gemma"),
            ("openrail++", "LicenseRef-OpenRAIL"),
            ("creativeml-openrail-m", "LicenseRef-CreativeML-OpenRAIL-M"),
            ("bigscience-bloom-rail-1.0", "LicenseRef-BigScience-BLOOM-RAIL-1.0"),
            ("My Own Terms", "LicenseRef-my-own-terms"),
        ])
    func `a name of any kind has an identifier`(_ name: String, _ id: String) {
        #expect(LicenceCatalogue.licence(named: name)?.id == id)
    }

    @Test(arguments: ["", "other", "unknown", "Other", "License :: OSI Approved", "::"])
    func `a name that says nothing is no licence`(_ name: String) {
        #expect(LicenceCatalogue.licence(named: name) == nil)
        #expect(LicenceCatalogue.expression(name) == nil)
    }

    @Test(
        arguments: [
            "flux-1-dev-non-commercial-license", "stable-cascade-nc-community",
            "acme-research-only",
            "LicenseRef-Acme-NonCommercial", "Acme Research License",
        ])
    func `an unknown licence that says so is for no commerce`(_ name: String) {
        #expect(LicenceCatalogue.licence(named: name)?.terms == [.noCommercialUse])
        let id = LicenceCatalogue.licence(named: name)?.id ?? ""
        #expect(LicenceCatalogue.licence(id: id).terms == [.noCommercialUse])
    }

    @Test(
        arguments: [
            ("MIT", "MIT"), ("mit OR apache-2.0", "MIT OR Apache-2.0"),
            ("llama3 AND mit", "LicenseRef-Llama-3 AND MIT"),
            ("BSD 3-Clause", "BSD-3-Clause"), ("GPL-2.0+ WITH x", "GPL-2.0+ WITH x"),
            ("Some words of somebody", "LicenseRef-some-words-somebody"),
        ])
    func `a field is an expression, or else a name`(_ text: String, _ expected: String) {
        #expect(LicenceCatalogue.expression(text)?.description == expected)
    }

    @Test func `every licence is found by its own identifier`() {
        for licence in LicenceCatalogue.licences {
            #expect(LicenceCatalogue.licence(id: licence.id) == licence)
            #expect((try? LicenceExpression(parsing: licence.id))?.description == licence.id)
        }
    }
}

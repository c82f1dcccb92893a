import Testing

@testable import SupplyChain

@Suite struct PythonVersionTests {
    @Test(
        arguments: [
            ("1.0", "1.0"), ("v1", "1"), (" 1.0\n", "1.0"), ("1.0-ALPHA.3", "1.0a3"),
            ("1.0b", "1.0b0"), ("1.0c1", "1.0rc1"), ("1.0-preview_2", "1.0rc2"),
            ("1.0-1", "1.0.post1"), ("1.0rev4", "1.0.post4"), ("1.0-r", "1.0.post0"),
            ("1.0dev", "1.0.dev0"), ("2!1.0", "2!1.0"), ("1.0a-", "1.0a0"),
            ("1.0a..dev1", "1.0a0.dev1"), ("1.0a--1", "1.0a0.post1"), ("1.0+A_b.07", "1.0+a.b.7"),
            ("1.0a1.post2.dev3+x", "1.0a1.post2.dev3+x"), ("00001.010", "1.10"),
            ("1.99999999999999999999999999", "1.99999999999999999999999999"),
        ])
    func `a version has one normal form`(_ text: String, _ normal: String) {
        #expect(PythonVersion(text)?.description == normal)
    }

    @Test(
        arguments: [
            "", "v", "x", "1.0-", "1!", "v 1", "1.0+", "1.0+a.", "1..0", "0.3.2d", "0.3.1-p1",
            "1.0 a",
            "1.0.", "٣.١", "1.0-1-2", "!1", "1.0+é",
        ])
    func `what PEP 440 does not allow is no version`(_ text: String) {
        #expect(PythonVersion(text) == nil)
    }

    @Test func `length is limited`() {
        #expect(PythonVersion(String(repeating: "1", count: 1_024)) != nil)
        #expect(PythonVersion(String(repeating: "1", count: 1_025)) == nil)
    }

    @Test func `the order is that of PEP 440`() throws {
        let ascending = [
            "1.dev0", "1.0.dev456", "1.0a1", "1.0a2.dev456", "1.0a12.dev456", "1.0a12",
            "1.0b1.dev456",
            "1.0b2", "1.0b2.post345.dev456", "1.0b2.post345", "1.0rc1.dev456", "1.0rc1", "1.0",
            "1.0+abc.5", "1.0+abc.7", "1.0+5", "1.0+5.a", "1.0+5.1", "1.0.post456.dev34",
            "1.0.post456", "1.1.dev1", "1.10", "1.99999999999999999999", "1!0.1",
        ]
        let versions = try ascending.map { try #require(PythonVersion($0)) }
        for (index, left) in versions.enumerated() {
            for (other, right) in versions.enumerated() {
                #expect((left < right) == (index < other), "\(left) and \(right)")
                #expect((left == right) == (index == other), "\(left) and \(right)")
            }
        }
    }

    @Test(arguments: [("1.0", "1"), ("1.0-rc.1", "1c1"), ("1.0.post0", "1-0"), ("0!2", "2.0.0")])
    func `spellings of one version are equal and hash alike`(_ one: String, _ other: String) throws
    {
        let versions = try [one, other].map { try #require(PythonVersion($0)) }
        #expect(versions[0] == versions[1])
        #expect(Set(versions).count == 1)
    }

    @Test(
        .enabled(
            if: ReferenceVectors.exist("osv"),
            "the sorted versions stand beside the checkout, in ../shared/reference/osv"))
    func `12,881 versions are in the order of Python's packaging`() throws {
        let sorted = try ReferenceVectors.decode([String].self, "osv/pep440_sorted.json")
        let versions = try sorted.map { try #require(PythonVersion($0), "\($0)") }
        #expect(versions.count == 12_881)
        #expect(zip(versions, versions.dropFirst()).allSatisfy { $0 <= $1 })
        var random = SeededRandom()
        let shuffled = versions.indices.shuffled(using: &random)
        let again = shuffled.sorted {
            versions[$0] == versions[$1] ? $0 < $1 : versions[$0] < versions[$1]
        }
        #expect(again == Array(versions.indices))
    }

    @Test func `a normal form reads as the same version`() {
        let seeds = ["1!2.3.4a5.post6.dev7+local.8", "v1.0-rc_1", "2023.1.1-4", "0.0.1.dev3"]
        for bytes in Mutations(seeds: seeds, count: 20_000) {
            guard let version = PythonVersion(bytes.text) else { continue }
            let again = PythonVersion(version.description)
            #expect(again == version && again?.description == version.description)
        }
    }
}

import Testing

@testable import SupplyChain

@Suite struct VersionSpecifierSetTests {
    @Test(
        arguments: [
            ("==1.0", "1.0"), ("==1.0,>=0.9", "1.0"), ("== 1.0, ==1.0.0", "1.0"),
            ("===1.0-p1", "1.0-p1"),
            ("", nil), (">=1", nil), ("==1.*", nil), ("==1,==2", nil), ("~=1.0", nil),
        ])
    func `a version is pinned by naming one and no other`(_ text: String, _ pin: String?) throws {
        #expect(try #require(VersionSpecifierSet(parsing: text)).pinnedText == pin)
    }

    @Test func `all conditions must hold`() throws {
        let set = try #require(VersionSpecifierSet(parsing: ">=1.0, <2, !=1.5,"))
        #expect(set.admits(try #require(PythonVersion("1.4"))))
        #expect(!set.admits(try #require(PythonVersion("1.5"))))
        #expect(!set.admits(try #require(PythonVersion("2.0"))))
        #expect(set.description == ">=1.0,<2,!=1.5")
    }

    @Test(arguments: [">=1,,<2", ",>=1", "1.0", String(repeating: ">1,", count: 300)])
    func `what is no list of conditions is refused`(_ text: String) {
        #expect(VersionSpecifierSet(parsing: text) == nil)
    }
}

import Testing

@testable import SupplyChain

@Suite struct VersionSpecifierTests {
    @Test(
        arguments: [
            ("~=2.2", "2.3", true), ("~=2.2", "3.0", false), ("~=2.2.0", "2.3", false),
            ("~=2.2.post3", "2.2", false), ("~=2.2rc1", "2.2", true), ("~=1.4.5a4", "1.4.9", true),
            ("==1.0", "1.0+local", true), ("==1.0+local", "1.0", false), ("== v1", "1.0.0", true),
            ("==1.1.*", "1.1a1", true), ("==1.1.*", "1.10", false), ("==1.0.*", "1", true),
            ("==2!1.*", "1.0", false), ("!=1.1.*", "1.1.3", false), ("!=1.1", "1.1.0", false),
            ("<=1.0", "1.0+x", true), (">=1.0", "1.0rc1", false), ("<1.0", "1.0rc1", false),
            ("<1.0", "0.9", true), ("<1.0rc2", "1.0rc1", true), ("<1.0.post1", "1.0a1", true),
            ("<1.0.post1", "1.0.post1.dev0", false), (">1.0", "1.0.post1", false),
            (">1.0.post1", "1.0.post2", true), (">1.0", "1.0+x", false), (">1.0", "1.0.1", true),
            ("===1.0", "1.0", true), ("===1.0", "1.0.0", false),
        ])
    func `a condition admits what PEP 440 says`(
        _ text: String, _ candidate: String, _ expected: Bool
    ) throws {
        let specifier = try #require(VersionSpecifier(text))
        #expect(specifier.admits(try #require(PythonVersion(candidate))) == expected)
    }

    @Test(
        arguments: [
            "", "1.0", "=1.0", "~=1", ">=1.0+x", ">=1.*", "==1.0a1.*", "==1.0+x.*", "===",
            "=== a b", "==1.5 .*", "<>1",
            "~=1.*",
        ])
    func `what PEP 440 does not allow is no condition`(_ text: String) {
        #expect(VersionSpecifier(text) == nil)
    }
}

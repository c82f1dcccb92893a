import Testing

@testable import SupplyChain

@Suite struct DistributionFileNameTests {
    @Test(arguments: [
        ("six-1.17.0-py2.py3-none-any.whl", "six", "1.17.0"),
        ("Typing_Extensions-4.12.2-py3-none-any.whl", "typing-extensions", "4.12.2"),
        ("zope.interface-7.0-cp312-cp312-manylinux_2_17_x86_64.whl", "zope-interface", "7.0"),
        ("foo-1.0-1fix-py3-none-any.whl", "foo", "1.0"),
        ("foo-1!2.0rc1+cu118-py3-none-any.whl", "foo", "1!2.0rc1+cu118"),
    ])
    func `a wheel's name says project and release`(
        _ text: String, _ project: String, _ release: String
    ) throws {
        let name = try #require(DistributionFileName(text))
        #expect(name.project.text == project && name.release == release && name.isWheel)
        #expect(name.text == text)
    }

    @Test(
        arguments: [
            ("six-1.17.0.tar.gz", "six", "1.17.0"), ("a-b-c-1.0.tar.gz", "a-b-c", "1.0"),
            ("Foo.Bar-1.0.0.zip", "foo-bar", "1.0.0"), ("foo-v1.0-rc.tar.gz", nil, nil),
        ] as [(String, String?, String?)])
    func `of a source distribution's name, the version is behind the last hyphen`(
        _ text: String, _ project: String?, _ release: String?
    ) {
        let name = DistributionFileName(text)
        #expect(name?.project.text == project && name?.release == release)
        #expect(name?.isWheel != true)
    }

    @Test func `a wheel says for which interpreters it is`() {
        #expect(
            DistributionFileName("foo-1.0-1fix-cp311-abi3-win_amd64.whl")?.kind
                == .wheel(python: "cp311", abi: "abi3", platform: "win_amd64"))
    }

    @Test(arguments: [
        "", ".whl", "six.whl", "six-1.0.whl", "six-1.0-py3-none.whl", "six-x-py3-none-any.whl",
        "six-1.0-py3-none-any-more-more.whl", "a__b-1.0-py3-none-any.whl",
        "six-1.0-fix-py3-none-any.whl", "six-1.0-1-py3-none.whl", "six-1.0-py3..py2-none-any.whl",
        "six-1.0-py3--any.whl", "-1.0.tar.gz", "six-.tar.gz",
        "six-1.0.tar.bz2", "six-1.0.egg", "../six-1.0.tar.gz", "a/six-1.0.tar.gz",
        "six\\-1.0.tar.gz", "six%2f-1.0.tar.gz", "six\0-1.0.tar.gz", ".six-1.0.tar.gz",
        "söx-1.0.tar.gz", "six-1.0.tar.gz\n", " six-1.0.tar.gz", "six-1.0.WHL",
    ])
    func `what is no name of a distribution is refused`(_ text: String) {
        #expect(DistributionFileName(text) == nil)
    }

    @Test func `a name of more than 255 bytes is refused`() {
        let stem = String(repeating: "a", count: 244)
        #expect(DistributionFileName(stem + "-1.tar.gz") != nil)
        #expect(DistributionFileName(stem + "aaa-1.tar.gz") == nil)
    }

    @Test func `the file's own metadata has one folder above it`() throws {
        let wheel = try #require(DistributionFileName("six-1.17.0-py3-none-any.whl"))
        #expect(wheel.isMetadata("six-1.17.0.dist-info/METADATA"))
        for path in ["METADATA", "x/six-1.17.0.dist-info/METADATA", "six/METADATA", "/METADATA"] {
            #expect(!wheel.isMetadata(path))
        }
        let source = try #require(DistributionFileName("six-1.17.0.tar.gz"))
        #expect(source.isMetadata("six-1.17.0/PKG-INFO") && !source.isMetadata("PKG-INFO"))
        #expect(!source.isMetadata("six-1.17.0/six.egg-info/PKG-INFO"))
    }

    @Test func `metadata of another project or version contradicts the name`() throws {
        let name = try #require(DistributionFileName("Six-1.0-py3-none-any.whl"))
        func contradiction(_ project: String, _ version: String) throws -> String? {
            let text = "Name: \(project)\nVersion: \(version)\n"
            return name.contradiction(by: try InstalledDistribution(metadata: Array(text.utf8)))
        }
        #expect(try contradiction("six", "1.0") == nil && contradiction("SIX", "v1.0") == nil)
        #expect(try contradiction("seven", "1.0") == "its metadata says that it is `seven`")
        #expect(try contradiction("six", "1.1") == "its metadata says that it is version `1.1`")
    }
}

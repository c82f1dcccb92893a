import Testing

@testable import SupplyChain

@Suite struct DVCDigestTests {
    @Test func `it is 32 digits, with two of them apart in a remote`() {
        let file = DVCDigest(folder: "d4", file: "1d8cd98f00b204e9800998ecf8427e")
        #expect(file?.hex == "d41d8cd98f00b204e9800998ecf8427e" && file?.isFolder == false)
        let folder = DVCDigest(folder: "d4", file: "1d8cd98f00b204e9800998ecf8427e.dir")
        #expect(folder?.isFolder == true && folder?.hex == file?.hex)
        #expect(folder?.description == "d41d8cd98f00b204e9800998ecf8427e.dir")
    }

    @Test(arguments: [
        "", "d4", "D41D8CD98F00B204E9800998ECF8427E", "d41d8cd98f00b204e9800998ecf8427",
        "d41d8cd98f00b204e9800998ecf8427e.dir.dir", "d41d8cd98f00b204e9800998ecf8427e.x",
        "../../../../../../../etc/passwd0", "d41d8cd98f00b204e9800998ecf8427é",
    ])
    func `anything else is none`(_ text: String) {
        #expect(DVCDigest(text) == nil)
        #expect(DVCDigest(folder: String(text.prefix(3)), file: String(text.dropFirst(3))) == nil)
    }
}

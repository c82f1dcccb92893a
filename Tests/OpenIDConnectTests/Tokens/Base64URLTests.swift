import OpenIDConnect
import Testing

@Suite struct Base64URLTests {
    @Test(arguments: [[], [0], [255, 255], [251, 239, 190], [1, 2, 3, 4, 5]] as [[UInt8]])
    func `bytes read as they are written, without padding`(bytes: [UInt8]) {
        let text = Base64URL.encode(bytes)
        #expect(!text.contains { "+/=".contains($0) })
        #expect(Base64URL.decode(text) == bytes)
    }

    @Test(arguments: ["=", "AA==", "++", "//", "A", "AB", "A A", "é"])
    func `what is written otherwise is nothing`(text: String) {
        #expect(Base64URL.decode(text) == nil)
    }
}

import Testing

@testable import Transparency

@Suite struct HexTests {
    @Test func `hex is written in lower case and read in either`() {
        #expect(Hex.encode([0x00, 0x7F, 0xAB]) == "007fab")
        #expect(Hex.decode("007FaB") == [0x00, 0x7F, 0xAB])
        #expect(Hex.decode("") == [])
    }

    @Test(arguments: ["0", "0g", "000", "0x00", "00 ", "é"])
    func `anything but pairs of hex digits is refused`(_ text: String) {
        #expect(Hex.decode(text) == nil)
    }
}

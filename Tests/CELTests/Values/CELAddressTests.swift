import CEL
import Testing

@Suite struct CELAddressTests {
    @Test(arguments: [
        ("::", "::"), ("::1", "::1"), ("1::", "1::"), ("2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
        ("1:0:0:2:0:0:0:3", "1:0:0:2::3"), ("1:2:3:4:5:6:7:0", "1:2:3:4:5:6:7:0"),
        ("127.0.0.1", "127.0.0.1"), ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
    ])
    func `an address has one canonical text`(text: String, canonical: String) {
        #expect(CELAddress(text)?.description == canonical)
    }

    @Test(arguments: [
        "", ":", ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::", "g::",
        "1:2:3:4:5:6:7:8::", "1.2.3", "1.2.3.4.5", "01.2.3.4", "256.1.1.1", "1.2.3.",
        ":1:2:3:4:5:6:7",
        "fe80::1%eth0", "::ffff:1.2.3.4", "１.2.3.4",
    ])
    func `what is no address is refused`(text: String) {
        #expect(CELAddress(text) == nil)
    }

    @Test func `a block's prefix fits its address`() {
        #expect(CELNetwork("10.0.0.0/32")?.description == "10.0.0.0/32")
        for text in [
            "10.0.0.0/33", "::/129", "10.0.0.0", "10.0.0.0/", "10.0.0.0/08", "/8", "::/-1",
        ] {
            #expect(CELNetwork(text) == nil, "\(text)")
        }
    }
}

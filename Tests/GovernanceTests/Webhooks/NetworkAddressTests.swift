import Governance
import Testing

@Suite struct NetworkAddressTests {
    @Test(arguments: [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254",
        "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1",
        "192.168.1.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.1.1.1",
        "240.0.0.1", "255.255.255.255", "168.63.129.16",
        "::", "::1", "::ffff:127.0.0.1", "::ffff:7f00:1", "::127.0.0.1", "::ffff:0:10.0.0.1",
        "64:ff9b::127.0.0.1", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1", "fe80::1",
        "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "100::1", "2001::1", "2001:db8::1",
        "3fff::1", "4000::1",
    ])
    func `an address that not everybody can reach is not public`(text: String) throws {
        #expect(try !#require(NetworkAddress(text)).isPublic)
    }

    @Test(arguments: [
        "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.1.1.1",
        "128.0.0.1", "169.253.1.1", "172.15.0.1", "172.32.0.1", "192.167.1.1", "223.255.255.1",
        "2606:4700::1111", "2a00:1450::1", "::ffff:1.1.1.1", "64:ff9b::1.1.1.1",
    ])
    func `all others are public`(text: String) throws {
        #expect(try #require(NetworkAddress(text)).isPublic)
    }

    @Test(arguments: [
        "", "1", "127.1", "1.2.3", "1.2.3.4.5", "256.1.1.1", "0177.0.0.1", "0x7f.0.0.1",
        "2130706433", "01.2.3.4", "+1.2.3.4", "1.2.3.-4", "1.2.3.4 ", ":", ":::", "1::2::3", "::g",
        "12345::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "::1%lo", "1.2.3.4::", "::+1",
        "1:2:3:4:5:6:7::8",
    ])
    func `no other spelling is an address`(text: String) {
        #expect(NetworkAddress(text) == nil)
    }

    @Test func `an address is written as connecting needs it`() throws {
        #expect(NetworkAddress("1.2.3.4")?.description == "1.2.3.4")
        #expect(NetworkAddress("2001:db8::1")?.description == "2001:db8:0:0:0:0:0:1")
        #expect(NetworkAddress("::ffff:1.2.3.4")?.description == "0:0:0:0:0:ffff:102:304")
        #expect(NetworkAddress(bytes: [1, 2, 3]) == nil)
    }
}

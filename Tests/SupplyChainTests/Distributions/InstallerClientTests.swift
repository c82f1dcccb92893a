import Testing

@testable import SupplyChain

@Suite struct InstallerClientTests {
    @Test func `pip says what it is and where it runs`() {
        let client = InstallerClient(
            userAgent: """
                pip/26.3 {"ci":null,"cpu":"x86_64","distro":{"id":"bookworm","libc":\
                {"lib":"glibc","version":"2.36"},"name":"Debian GNU/Linux","version":"12"},\
                "implementation":{"name":"CPython","version":"3.11.7"},"installer":{"name":"pip",\
                "version":"26.3"},"openssl_version":"OpenSSL 3.0.17","python":"3.11.7",\
                "system":{"name":"Linux","release":"6.1.0"}}
                """)
        #expect(client.name == "pip" && client.version == "26.3" && client.python == "3.11.7")
        #expect(client.distribution == "Debian GNU/Linux 12" && client.system == "Linux")
        #expect(client.cpu == "x86_64" && client.implementation == "CPython")
        #expect(client.isInCI == nil)
        #expect(InstallerClient(json: client.json) == client)
    }

    @Test func `uv says the same, and whether it runs in continuous integration`() {
        let client = InstallerClient(
            userAgent: """
                uv/0.13.8 {"installer":{"name":"uv","version":"0.13.8","subcommand":["pip",\
                "install"]},"python":"3.12.4","implementation":{"name":"CPython","version":\
                "3.12.4"},"distro":null,"system":{"name":"Darwin","release":"24.0"},"cpu":"arm64",\
                "openssl_version":null,"setuptools_version":null,"rustc_version":null,"ci":true}
                """)
        #expect(client.name == "uv" && client.version == "0.13.8" && client.isInCI == true)
        #expect(client.distribution.isEmpty && client.system == "Darwin")
        #expect(InstallerClient(json: client.json) == client)
    }

    @Test(arguments: [
        ("", "", ""), ("curl/8.0", "curl", "8.0"), ("pip", "pip", ""), ("pip/1 {", "pip", "1"),
        ("pip/1 {\"python\":3}", "pip", "1"), ("a/b/c", "a", "b/c"),
    ])
    func `what does not read says no more than its first word`(
        _ agent: String, _ name: String, _ version: String
    ) {
        let client = InstallerClient(userAgent: agent)
        #expect(client.name == name && client.version == version && client.python.isEmpty)
    }

    @Test func `what it says is short and printable`() {
        let long = String(repeating: "x", count: 500)
        let client = InstallerClient(
            userAgent: "pip/\(long) {\"python\":\"3\\n\\u0007.1\(long)\",\"ci\":\"yes\"}")
        #expect(client.version.utf8.count == 100)
        #expect(client.python.hasPrefix("3.1x") && client.python.utf8.count <= 100)
        #expect(client.isInCI == nil)
        let huge = "pip/1 {\"python\":\"\(String(repeating: "y", count: 1 << 20))\"}"
        #expect(InstallerClient(userAgent: huge).python.isEmpty)
    }
}

import Governance
import Operations
import Testing
import Transparency

@testable import HTTPServer

@Suite struct ServeConfigurationTests {
    private func file(_ text: String) throws -> ConfigurationFile {
        try ConfigurationFile(Array(text.utf8), path: "serve.yaml")
    }

    @Test
    func
        `a flag goes before the environment, that before the file, and the file before the default`()
        throws
    {
        let file = try file("port: 1\nhost: 10.0.0.1\nlog-level: debug\n")
        let configuration = try ServeConfiguration(
            flags: [.port: ["3"]],
            environment: { ["ASSAY_PORT": "2", "ASSAY_HOST": "0.0.0.0"][$0] }, file: file)
        #expect(configuration[.port] == .init(texts: ["3"], source: .flag))
        #expect(configuration[.host] == .init(texts: ["0.0.0.0"], source: .environment))
        #expect(
            configuration[.logLevel]
                == .init(texts: ["debug"], source: .file("serve.yaml", line: 3)))
        #expect(configuration[.connections] == .init(texts: ["8192"], source: .standard))
        #expect(configuration.server.port == 3)
        #expect(configuration.json["log-level"]?["source"] == "`serve.yaml`, line 3")
    }

    @Test func `what nobody says is as the parts have it`() throws {
        let configuration = try ServeConfiguration(flags: [:], environment: { _ in nil }, file: nil)
        #expect(configuration.uploads == UploadLimits())
        #expect(configuration.webhooks == .publicOnly)
        #expect(configuration.server.port == ServerSettings().port)
        #expect(configuration.server.host == ServerSettings().host)
        #expect(configuration.server.connectionCountMax == ServerSettings().connectionCountMax)
    }

    @Test func `lists are repeated flags, commas, or lists`() throws {
        let expected = ["a.example.org", "b.example.org"]
        let typed = try ServeConfiguration(
            flags: [.hostName: expected], environment: { _ in nil }, file: nil)
        let inherited = try ServeConfiguration(
            flags: [:],
            environment: { $0 == "ASSAY_HOST_NAME" ? "a.example.org,b.example.org" : nil },
            file: nil)
        let read = try ServeConfiguration(
            flags: [:], environment: { _ in nil },
            file: file("host-name: [a.example.org, b.example.org]"))
        for configuration in [typed, inherited, read] {
            #expect(configuration.server.hostNames == expected)
        }
    }

    @Test(arguments: [
        (
            "port: 70000",
            "`serve.yaml`, line 1: `port` is `70000`, expected a whole number from 0 to 65535"
        ),
        (
            "# x\nbehind-tls: maybe",
            "`serve.yaml`, line 2: `behind-tls` is `maybe`, expected true or false"
        ),
        (
            "upload-limit: 3 apples",
            "`serve.yaml`, line 1: `upload-limit` is `3 apples`, expected a size such as 500MB or 16GiB"
        ),
        ("certificate: chain.pem", "give both `certificate` and `key`, or neither"),
    ])
    func `a value that is none is named with its place`(text: String, message: String) throws {
        let file = try file(text)
        let failure = #expect(throws: Failure.self) {
            try ServeConfiguration(flags: [:], environment: { _ in nil }, file: file)
        }
        #expect(failure?.message == message)
    }

    @Test func `the flag and the variable are named too`() {
        let typed = #expect(throws: Failure.self) {
            try ServeConfiguration(flags: [.port: ["x"]], environment: { _ in nil }, file: nil)
        }
        #expect(typed?.message == "`--port` is `x`, expected a whole number from 0 to 65535")
        let inherited = #expect(throws: Failure.self) {
            try ServeConfiguration(
                flags: [:], environment: { $0 == "ASSAY_LOG_LEVEL" ? "loud" : nil }, file: nil)
        }
        #expect(
            inherited?.message.hasPrefix("`ASSAY_LOG_LEVEL` is `loud`, expected one of") == true)
    }

    @Test func `sizes have units`() throws {
        let configuration = try ServeConfiguration(
            flags: [.uploadLimit: ["2kB"], .diskReserve: ["3MiB"], .uploadHours: ["2"]],
            environment: { _ in nil }, file: nil)
        #expect(configuration.uploads.byteCountMax == 2_000)
        #expect(configuration.uploads.freeByteCountMin == 3 << 20)
        #expect(configuration.uploads.keptMilliseconds == 7_200_000)
        #expect(ServeSetting.byteCount("9999999999TiB") == nil)
        #expect(ServeSetting.byteCount("MiB") == nil)
    }
}

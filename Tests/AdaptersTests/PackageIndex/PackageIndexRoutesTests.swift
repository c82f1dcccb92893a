import Adapters
import Governance
import HTTPTypes
import Operations
import SupplyChain
import Testing
import Transparency

@Suite struct PackageIndexRoutesTests {
    private static let json = ["accept": "application/vnd.pypi.simple.v1+json"]
    private static let site = "http://localhost"
    private static let policy = """
        policy: packages
        title: Packages
        applies: {kinds: [package], to: [use]}
        waivers: {roles: [risk-reviewer], max-age: 90d}
        rules:
          - id: licence
            title: A licence that we take
            evidence: {kind: scan_report}
            require: >-
              evidence.scan_report.licensing.stated &&
              evidence.scan_report.licensing.commercial.verdict == "allow"
            because: its licence is not one that we take
            remedy: ask the legal team
        """

    private let server: TrackedPlatform

    init() async throws {
        server = try await TrackedPlatform(policies: ["packages.yaml": Self.policy]) {
            PackageIndexRoutes(platform: $0).routes
        }
    }

    private func caller(_ grants: String) -> Actor {
        let access = Access(Set(grants.split(separator: " ").compactMap { Grant(String($0)) }))
        return .authenticated(
            Caller(id: .init("p:tom"), name: "tom", access: access, means: .token(id: "test")),
            as: nil)
    }

    @discardableResult
    private func takeIn(
        _ wheel: WheelWriter, named name: String? = nil, bytes: [UInt8]? = nil,
        into workspace: String = "default", by grants: String = "contributor"
    ) async throws -> TakeInPackage.TakenIn {
        let name = try #require(DistributionFileName(name ?? wheel.file))
        let bytes = bytes ?? wheel.bytes
        return try await server.platform.perform(
            TakeInPackage(
                name: name,
                source: ByteSource(statedByteCount: bytes.count) { consume in
                    try bytes.withUnsafeBytes(consume)
                }, workspace: try #require(Workspace(workspace)), by: caller(grants)))
    }

    private func files(_ project: String = "six", by who: String = "ann viewer") async -> [JSON] {
        await server.ask(.get, "/pypi/simple/\(project)/", by: who, headers: Self.json)
            .json["files"]?.arrayValue ?? []
    }

    // MARK: What is there

    @Test func `a file that was taken in is listed with all that installers choose by`()
        async throws
    {
        let wheel = WheelWriter()
        let digest = try await takeIn(wheel).file.digest
        let answer = await server.ask(
            .get, "/pypi/simple/six/", by: "ann viewer", headers: Self.json)
        #expect(answer.status == 200)
        #expect(answer.headers[.contentType] == "application/vnd.pypi.simple.v1+json")
        let file = answer.json["files"]?[0]
        #expect(file?["filename"]?.stringValue == wheel.file && file?["yanked"] == false)
        #expect(file?["hashes"]?["sha256"]?.stringValue == digest.hex)
        #expect(file?["requires-python"] == ">=3.8" && file?["size"] == JSON(wheel.bytes.count))
        #expect(
            file?["core-metadata"]?["sha256"]?.stringValue == Digest(of: wheel.metadata).hex)
        #expect(answer.json["versions"] == ["1.17.0"] && answer.json["name"] == "six")
    }

    @Test func `its bytes and what it says of itself are given under the listed address`()
        async throws
    {
        let wheel = WheelWriter()
        try await takeIn(wheel)
        let url = try #require(await files().first?["url"]?.stringValue)
        let file = await server.ask(.get, url, by: "ann viewer")
        #expect(file.status == 200 && file.body == wheel.bytes)
        #expect(file.headers[.contentDisposition]?.hasPrefix("attachment") == true)
        #expect(file.headers[.contentSecurityPolicy] == "sandbox")
        let metadata = await server.ask(.get, url + ".metadata", by: "ann viewer")
        #expect(metadata.status == 200 && metadata.body == wheel.metadata)
    }

    @Test func `releases are in the order of versions, and files of one release together`()
        async throws
    {
        for release in ["1.9", "1.10", "1.10rc1"] {
            try await takeIn(WheelWriter(release: release))
        }
        let answer = await server.ask(.get, "/pypi/simple/six/", headers: Self.json)
        #expect(answer.json["versions"] == ["1.9", "1.10rc1", "1.10"])
        #expect(answer.json["files"]?.arrayValue?.count == 3)
        let list = await server.ask(.get, "/pypi/simple/", headers: Self.json)
        #expect(list.json["projects"] == [["name": "six"]])
    }

    @Test func `other spellings lead to the normal one`() async throws {
        try await takeIn(WheelWriter(name: "typing-extensions"))
        for (path, location) in [
            ("/pypi/simple/Typing_Extensions/", "/pypi/simple/typing-extensions/"),
            ("/pypi/simple/typing.extensions/", "/pypi/simple/typing-extensions/"),
            ("/pypi/simple/six", "/pypi/simple/six/"), ("/pypi/simple", "/pypi/simple/"),
            ("/pypi/simple/%2F%2Fevil", nil), ("/pypi/simple//evil.example/", nil),
        ] as [(String, String?)] {
            let answer = await server.ask(.get, path)
            #expect(answer.headers[.location] == location, "\(path)")
            #expect(answer.status == (location == nil ? 400 : 301), "\(path)")
        }
        #expect(await files("typing-extensions").count == 1)
    }

    @Test func `what is taken in twice is one version`() async throws {
        let first = try await takeIn(WheelWriter())
        try await takeIn(WheelWriter(release: "2.0"))
        let again = try await takeIn(WheelWriter())
        #expect(first.isNew && !again.isNew && first.file.version == again.file.version)
    }

    // MARK: Refusals

    @Test func `what may not be used is listed as yanked, and its reason is everywhere`()
        async throws
    {
        let wheel = WheelWriter(headers: "License-Expression: GPL-3.0-only\n")
        let taken = try await takeIn(wheel)
        let file = try #require(await files().first)
        let reason = try #require(file["yanked"]?.stringValue)
        for words in [
            "GPL-3.0-only", "its licence is not one that we take", "ask the legal team",
            "\(Self.site)/versions/package:six@1",
        ] { #expect(reason.contains(words), "\(words) in \(reason)") }
        let url = try #require(file["url"]?.stringValue)
        #expect(url.hasPrefix("/pypi/files/BLOCKED/six-1-17-0"))
        let digest = taken.file.digest.hex
        for path in [url, "/pypi/files/\(digest)/\(wheel.file)"] {
            for suffix in ["", ".metadata"] {
                let answer = await server.ask(.get, path + suffix, by: "ann viewer")
                #expect(answer.status == 460 && answer.reason == reason)
                #expect(answer.text == reason + "\n")
            }
        }
    }

    @Test func `when a refusal ends, the address with its reason is good`() async throws {
        let wheel = WheelWriter(headers: "License-Expression: GPL-3.0-only\n")
        let version = try await takeIn(wheel).file.version
        let url = try #require(await files().first?["url"]?.stringValue)
        #expect(await server.ask(.get, url).status == 460)
        let now = server.platform.now()
        try await _ = server.platform.perform(
            WaiveFinding(
                version: version, to: "use", rule: "licence", because: "for tests alone",
                until: now.adding(days: 30), by: .claimed(PrincipalClaim("ruth:risk-reviewer"))))
        #expect(await server.ask(.get, url).body == wheel.bytes)
        #expect(await files().first?["yanked"] == false)
    }

    @Test func `a licence that is not stated is not taken`() async throws {
        try await takeIn(WheelWriter(headers: ""))
        let reason = await files().first?["yanked"]?.stringValue
        #expect(reason?.contains("no licence is stated") == true)
    }

    // MARK: Who may

    @Test func `who shows nothing is asked for a token, as pip asks people`() async throws {
        let answer = await server.ask(.get, "/pypi/simple/six/", by: nil)
        #expect(answer.status == 401)
        #expect(answer.headers[.wwwAuthenticate] == "Basic realm=\"assay\"")
    }

    @Test func `a token may come as the password of Basic`() async throws {
        try await takeIn(WheelWriter())
        let pair = Base64.encode(Array("__token__:ann viewer".utf8))
        let answer = await server.ask(
            .get, "/pypi/simple/six/", by: nil,
            headers: ["authorization": "Basic \(pair)"].merging(Self.json) { one, _ in one })
        #expect(answer.status == 200 && answer.json["name"] == "six")
    }

    @Test func `a package of another workspace is not there`() async throws {
        let wheel = WheelWriter()
        let file = try await takeIn(wheel, into: "bank", by: "contributor@bank").file
        #expect(await files(by: "ann viewer@bank").count == 1)
        for who in ["eve viewer@shop", "eve gateway-client@bank"] {
            let answer = await server.ask(.get, "/pypi/simple/six/", by: who)
            #expect(answer.status == (who.contains("gateway") ? 460 : 404))
            let path = "/pypi/files/\(file.digest.hex)/\(wheel.file)"
            #expect([404, 460].contains(await server.ask(.get, path, by: who).status))
        }
        let list = await server.ask(
            .get, "/pypi/simple/", by: "eve viewer@shop", headers: Self.json)
        #expect(list.json["projects"] == [])
    }

    // MARK: Addresses that should lead nowhere

    @Test(arguments: [
        "/pypi/simple/none/", "/pypi/simple/..%2f..%2fetc/", "/pypi/simple/%2e%2e/",
        "/pypi/simple/a%00b/", "/pypi/simple/a%5c..%5cb/", "/pypi/simple/%252e%252e%252f/",
        "/pypi/files/DIGEST/other-1.0.tar.gz", "/pypi/files/DIGEST/six-1.17.0-py3-none-any.whl.x",
        "/pypi/files/DIGEST/..%2fsix-1.17.0-py3-none-any.whl", "/pypi/files/DIGEST/%2e%2e",
        "/pypi/files/DIGEST/six-1.17.0-py3-none-any.whl%00", "/pypi/files/DIGEST/METADATA",
        "/pypi/files/DIGEST/%252e%252e%252fpasswd", "/pypi/files/DIGEST/..%5c..%5cpasswd",
        "/pypi/files/../../etc/passwd", "/pypi/files//etc/passwd", "/pypi/files/xx/six-1.0.tar.gz",
        "/pypi/files/BLOCKED/six-1.17.0-py3-none-any.whl", "/pypi/files/BLOCKED/DIGEST/METADATA",
        "/pypi/files/BLOCKED/x/%2e%2e/six-1.17.0-py3-none-any.whl",
        "/pypi/files/0000000000000000000000000000000000000000000000000000000000000000/six-1.17.0-py3-none-any.whl",
    ])
    func `no spelling leads elsewhere`(_ path: String) async throws {
        let digest = try await takeIn(WheelWriter()).file.digest.hex
        let answer = await server.ask(.get, path.replacing("DIGEST", with: digest))
        #expect([400, 404].contains(answer.status), "\(answer.status)")
        #expect(!answer.text.contains("root:"))
    }

    @Test func `a form that nobody has is not acceptable`() async throws {
        let answer = await server.ask(.get, "/pypi/simple/", headers: ["accept": "image/png"])
        #expect(answer.status == 406)
    }

    // MARK: Installations

    private func installations(
        _ matching: [(field: String, value: String)] = []
    ) async throws -> [Installation] {
        try await server.platform.perform(
            ListInstallations(
                matching: matching, page: PageRequest(), by: .claimed(PrincipalClaim("ada")))
        ).installations
    }

    @Test func `who takes a file is recorded once a day for the same installer`() async throws {
        try await takeIn(WheelWriter())
        let url = try #require(await files().first?["url"]?.stringValue)
        let pip = "pip/26.3 {\"python\":\"3.11.7\",\"ci\":true,\"installer\":{\"name\":\"pip\"}}"
        for _ in 0..<3 {
            let answer = await server.ask(
                .get, url, by: "ann viewer", headers: ["user-agent": pip])
            #expect(answer.status == 200)
        }
        let one = try #require(try await installations().first)
        #expect(try await installations().count == 1)
        #expect(one.project == "six" && one.release == "1.17.0" && one.version == "package:six@1")
        #expect(one.installer.name == "pip" && one.installer.isInCI == true)
        #expect(one.machineName == "127.0.0.1")
        _ = await server.ask(.get, url, by: "ann viewer", headers: ["user-agent": "uv/0.13.8"])
        _ = await server.ask(.get, url, by: "bob viewer", headers: ["user-agent": pip])
        #expect(try await installations().count == 3)
        #expect(try await installations([("installer", "uv")]).count == 1)
        #expect(try await installations([("project", "SIX"), ("release", "1.17.0.0")]).count == 0)
        #expect(try await installations([("project", "SIX"), ("release", "v1.17.0")]).count == 3)
    }

    @Test func `looking is no installation`() async throws {
        try await takeIn(WheelWriter())
        let url = try #require(await files().first?["url"]?.stringValue)
        #expect(await server.ask(.head, url).status == 200)
        #expect(await server.ask(.get, url + ".metadata").status == 200)
        #expect(try await installations().isEmpty)
    }

    @Test func `what was refused is no installation`() async throws {
        try await takeIn(WheelWriter(headers: ""))
        let url = try #require(await files().first?["url"]?.stringValue)
        #expect(await server.ask(.get, url).status == 460)
        #expect(try await installations().isEmpty)
    }

    // MARK: What is not taken in

    @Test func `a file that is not what its name says is not taken in`() async throws {
        let wheel = WheelWriter()
        let metadata = (name: "six-1.17.0.dist-info/METADATA", content: wheel.metadata)
        let bad: [(String, [UInt8])] = [
            (wheel.file, Array("no zip".utf8)), (wheel.file, WheelWriter.zip([])),
            ("seven-1.17.0-py3-none-any.whl", wheel.bytes),
            ("six-1.18-py3-none-any.whl", wheel.bytes),
            (wheel.file, Array(wheel.bytes.dropLast(40))),
            (wheel.file, WheelWriter.zip([metadata, metadata])),
            (wheel.file, WheelWriter.zip([metadata, ("x.dist-info/METADATA", [])])),
            (wheel.file, WheelWriter(headers: "Requires-Python: nonsense\n").bytes),
            ("six-1.17.0.tar.gz", wheel.bytes),
        ]
        for (name, bytes) in bad {
            await #expect(throws: Failure.self, "\(name)") {
                try await takeIn(wheel, named: name, bytes: bytes)
            }
        }
        #expect(await files().isEmpty)
    }

    @Test func `who may not register takes nothing in`() async throws {
        await #expect(throws: Failure.self) { try await takeIn(WheelWriter(), by: "viewer") }
        await #expect(throws: Failure.self) {
            try await takeIn(WheelWriter(), into: "shop", by: "contributor@bank")
        }
    }
}

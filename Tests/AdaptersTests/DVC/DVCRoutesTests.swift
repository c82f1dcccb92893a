import Adapters
import HTTPTypes
import Operations
import Testing
import Transparency

@Suite struct DVCRoutesTests {
    private static let text = Array("hello\n".utf8)
    private static let address = "/dvc/files/md5/b1/946ac92492d2347c6235b4d2611184"

    private let server: TrackedPlatform

    init() async throws {
        server = try await TrackedPlatform { DVCRoutes(platform: $0).routes }
    }

    private func ask(
        _ method: HTTPRequest.Method, _ path: String = address, _ bytes: [UInt8] = [],
        by caller: String? = "tom contributor", headers: [String: String] = [:]
    ) async -> TrackedPlatform.Answer {
        await server.ask(method, path, bytes: bytes, by: caller, headers: headers)
    }

    @Test(arguments: [HTTPRequest.Method.post, .put])
    func `what is pushed is there to be pulled`(_ method: HTTPRequest.Method) async {
        #expect(await ask(.head).status == 404)
        #expect(await ask(method, Self.address, Self.text).status == 200)
        #expect(await ask(.head).headers[.contentLength] == "6")
        #expect(await ask(.get, by: "ann viewer").body == Self.text)
        let part = await ask(.get, headers: ["range": "bytes=1-2"])
        #expect(part.status == 206 && part.text == "el")
        #expect(await ask(method, Self.address, Self.text).status == 200)
    }

    @Test func `a folder's list has a name of its own`() async {
        #expect(await ask(.post, Self.address + ".dir", Self.text).status == 200)
        #expect(await ask(.head).status == 404)
        #expect(await ask(.get, Self.address + ".dir").body == Self.text)
    }

    @Test func `bytes of another MD5 are not kept`() async {
        let answer = await ask(.post, Self.address, Array("other".utf8))
        #expect(answer.status == 400 && answer.text.contains("MD5"))
        #expect(await ask(.head).status == 404)
        #expect(!server.platform.blobs.contains(Digest(of: Array("other".utf8))))
    }

    @Test func `who may not write pushes nothing, and who shows nothing is asked for a token`()
        async
    {
        #expect(await ask(.post, Self.address, Self.text, by: "ann viewer").status == 403)
        #expect(await ask(.get, by: nil).status == 401)
        #expect(await ask(.get, by: nil).headers[.wwwAuthenticate] == "Basic realm=\"assay\"")
    }

    @Test func `what another workspace keeps is not there`() async {
        let bank = "/dvc/bank" + Self.address.dropFirst(4)
        #expect(await ask(.post, bank, Self.text, by: "tom contributor@bank").status == 200)
        #expect(await ask(.get, bank, by: "ann viewer@bank").body == Self.text)
        #expect(await ask(.get, by: "ann viewer@bank").body == Self.text)
        for path in [bank, Self.address] {
            #expect(await ask(.get, path, by: "eve viewer@shop").status == 404)
        }
        #expect(await ask(.post, bank, Self.text, by: "eve contributor@shop").status == 403)
    }

    @Test func `without a workspace, bytes go into the caller's own`() async {
        #expect(await ask(.post, Self.address, Self.text, by: "tom contributor@bank").status == 200)
        let bank = "/dvc/bank" + Self.address.dropFirst(4)
        #expect(await ask(.get, bank, by: "ann viewer@bank").status == 200)
    }

    @Test(arguments: [
        "/dvc/files/md5/b1/x", "/dvc/files/md5/b1/946AC92492D2347C6235B4D2611184",
        "/dvc/files/md5/..%2f/946ac92492d2347c6235b4d2611184", "/dvc/files/md5/b1/%2e%2e",
        "/dvc/files/md5/b1/946ac92492d2347c6235b4d26111%2f4", "/dvc/files/md5/b1/..%5c..%5cpasswd",
        "/dvc/files/md5/b1/946ac92492d2347c6235b4d2611184%00", "/dvc/../etc/files/md5/b1/x",
        "/dvc/files/md5/b1/%252e%252e%252f", "/dvc/files/md5/b1/946ac92492d2347c6235b4d2611184.x",
        "/dvc/files/md5/b1946/ac92492d2347c6235b4d2611184", "/dvc/files/sha256/b1/x",
        "/dvc/%2e%2e/files/md5/b1/946ac92492d2347c6235b4d2611184", "/dvc//files/md5/b1/x",
    ])
    func `no spelling leads elsewhere`(_ path: String) async {
        _ = await ask(.post, Self.address, Self.text)
        for method in [HTTPRequest.Method.get, .post] {
            let answer = await ask(method, path, method == .post ? Self.text : [])
            #expect([400, 404].contains(answer.status), "\(answer.status)")
        }
    }
}

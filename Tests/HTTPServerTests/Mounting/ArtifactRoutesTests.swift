import Governance
import HTTPTypes
import Operations
import Testing
import Transparency

@testable import HTTPServer

@Suite struct ArtifactRoutesTests {
    private let served: ServedPlatform
    private let bank = "bo contributor@bank"
    private let bytes = Array("<script>alert(1)</script>".utf8)

    init() throws { served = try ServedPlatform() }

    private var digest: Digest { Digest(of: bytes) }
    private var path: String { "/api/v1/artifacts/\(digest)" }

    private func put(
        _ bytes: [UInt8], by caller: String? = nil, to workspace: String = "bank"
    ) async -> ServedPlatform.Answer {
        await served.ask(
            .put, "\(path)?workspace=\(workspace)", by: caller ?? bank, body: bytes)
    }

    private func register(in workspace: String, by caller: String) async {
        let body: JSON = [
            "subject": "model:income", "purpose": "sizes budgets", "risk": "low",
            "businessOwner": "bea@example.org", "technicalOwner": "tom@example.org",
            "workspace": .string(workspace),
            "parts": [
                [
                    "role": "weights", "digest": .string(digest.description), "name": "w",
                    "bytes": JSON(bytes.count),
                ]
            ],
        ]
        let answer = await served.ask(
            .post, "/api/v1/versions", by: caller, headers: ["Content-Type": "application/json"],
            body: body.canonicalBytes)
        #expect(answer.status == 201)
    }

    @Test func `bytes come back as they went in, to be saved and never shown`() async {
        let uploaded = await put(bytes)
        #expect(uploaded.status == 201)
        #expect(uploaded.json?["digest"]?.stringValue == digest.description)
        await register(in: "bank", by: bank)
        let answer = await served.ask(.get, path, by: bank)
        #expect(answer.status == 200)
        #expect(answer.body == bytes)
        #expect(answer["ETag"] == "\"\(digest)\"")
        #expect(answer["Content-Disposition"] == "attachment; filename=\"\(digest.hex)\"")
        #expect(answer["Content-Security-Policy"] == "sandbox")
        #expect(answer["X-Content-Type-Options"] == "nosniff")
        #expect(answer["Content-Type"] == "application/octet-stream")
        #expect(answer["Accept-Ranges"] == "bytes")
        let head = await served.ask(.head, path, by: bank)
        #expect(head.status == 200)
        #expect(head["Content-Length"] == "\(bytes.count)")
        #expect(head["Content-Security-Policy"] == "sandbox")
        let known = await served.ask(
            .get, path, by: bank, headers: ["If-None-Match": "\"\(digest)\""])
        #expect(known.status == 304)
    }

    @Test func `a range is served, and one outside is not`() async {
        _ = await put(bytes)
        await register(in: "bank", by: bank)
        let part = await served.ask(.get, path, by: bank, headers: ["Range": "bytes=1-6"])
        #expect(part.status == 206)
        #expect(part.body == Array("script".utf8))
        #expect(part["Content-Range"] == "bytes 1-6/\(bytes.count)")
        let outside = await served.ask(.get, path, by: bank, headers: ["Range": "bytes=99-"])
        #expect(outside.status == 416)
        #expect(outside["Content-Range"] == "bytes */\(bytes.count)")
        let changed = await served.ask(
            .get, path, by: bank, headers: ["Range": "bytes=1-6", "If-Range": "\"other\""])
        #expect(changed.status == 200)
        #expect(changed.body == bytes)
    }

    @Test func `two workspaces do not see each other's bytes, by any method`() async {
        let health = "tom contributor@health"
        _ = await put(bytes)
        await register(in: "bank", by: bank)
        for method in [HTTPRequest.Method.get, .head] {
            for (caller, status) in [
                (bank, 200), ("vi viewer@bank", 200), (health, 404), ("au auditor@health", 404),
                ("ad administrator", 403), ("gate gateway-client@bank", 403), ("ned", 403),
            ] {
                #expect(await served.ask(method, path, by: caller).status == status, "\(caller)")
            }
            #expect(await served.ask(method, path, by: nil).status == 401)
        }
        for caller in [health, "vi viewer@bank", "ad administrator"] {
            #expect(await put(bytes, by: caller).status == 403)
            let patch = await served.ask(
                .patch, "\(path)?workspace=bank", by: caller, headers: ["Upload-Offset": "0"],
                body: bytes)
            #expect(patch.status == 403)
        }
        #expect(await served.ask(.put, path, by: nil, body: bytes).status == 401)
        #expect(await served.ask(.patch, path, by: nil, body: bytes).status == 401)
    }

    @Test func `an upload is resumed where the server says`() async {
        let target = "\(path)?workspace=bank"
        let first = await served.ask(
            .patch, target, by: bank, headers: ["Upload-Offset": "0"], body: Array(bytes[..<10]))
        #expect(first.status == 204)
        #expect(first["Upload-Offset"] == "10")
        let standing = await served.ask(.head, path, by: bank)
        #expect(standing.status == 204)
        #expect(standing["Upload-Offset"] == "10")
        #expect(standing["Upload-Complete"] == "?0")
        #expect(await served.ask(.head, path, by: "eve contributor@bank").status == 404)
        let wrong = await served.ask(
            .patch, target, by: bank, headers: ["Upload-Offset": "9"], body: Array(bytes[9...]))
        #expect(wrong.status == 409)
        let missing = await served.ask(.patch, target, by: bank, body: Array(bytes[10...]))
        #expect(missing.status == 400)
        let last = await served.ask(
            .patch, target, by: bank, headers: ["Upload-Offset": "10"], body: Array(bytes[10...]))
        #expect(last.status == 201)
        #expect(last["Upload-Complete"] == "?1")
        let done = await served.ask(.head, path, by: bank)
        #expect(done.status == 200)
        #expect(done["Upload-Complete"] == "?1")
    }

    @Test func `bytes of another digest are refused with both`() async {
        let answer = await put(Array("other".utf8))
        #expect(answer.status == 422)
        let detail = answer.json?["detail"]?.stringValue ?? ""
        #expect(detail.contains(digest.description))
        #expect(detail.contains(Digest(of: Array("other".utf8)).description))
        #expect(await served.ask(.head, path, by: bank).status == 404)
    }

    @Test func `what is too large is refused before it comes`() async throws {
        var limits = UploadLimits()
        limits.byteCountMax = 3
        let served = try ServedPlatform(uploads: limits)
        let answer = await served.ask(.put, "\(path)?workspace=bank", by: bank, body: bytes)
        #expect(answer.status == 413)
    }

    @Test(arguments: [
        "sha256:xyz", "../../../etc/passwd", "..%2f..%2fassay.sqlite", "%2e%2e", "sha256:%00",
        "/etc/passwd", "file:%2f%2f%2fetc",
    ])
    func `a path is no digest`(text: String) async {
        for method in [HTTPRequest.Method.get, .head, .put, .patch] {
            let answer = await served.ask(
                method, "/api/v1/artifacts/\(text)", by: bank, headers: ["Upload-Offset": "0"])
            #expect([400, 404].contains(answer.status), "\(method) \(text)")
        }
    }

    @Test func `a damaged artifact breaks off before its last bytes`() async throws {
        _ = await put(bytes)
        await register(in: "bank", by: bank)
        let hex = digest.hex
        try FileBytes.write(
            Array("<script>alert(2)</script>".utf8),
            to: "\(served.platform.blobs.path)/\(hex.prefix(2))/\(hex.dropFirst(2))")
        let answer = await served.ask(.get, path, by: bank)
        #expect(answer.isBrokenOff)
        #expect(answer.body.isEmpty)
    }
}

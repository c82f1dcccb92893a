import Governance
import HTTPTypes
import Ledger
import Operations
import Testing
import Transparency

@testable import Adapters

/// Ways to attack a hub, and the rules that they meet.
@Suite struct HubAttacks {
    @Test(arguments: [
        "../x", "/etc/passwd", "a/../../x", "a//b", "./a", "a/.", "..", "a\\..\\b", "%2e%2e/x",
        "%252e%252e/x", "..%2fx", "a\u{0}b", "a\nb", "C:", ".git/config", "a/.GIT/x", "",
    ])
    func `no spelling of a path leads out of a repository`(path: String) async throws {
        let story = try await HubStory()
        let commit = await story.commit("org/x", [path: "x"])
        #expect(commit.status == 400, "\(path)")
        #expect(await story.get("/api/models/org/x", by: HubStory.maker).status == 404)
    }

    @Test(arguments: [
        "/org/sorter/resolve/main/../../x", "/org/sorter/resolve/main/%2e%2e/x",
        "/org/sorter/resolve/main/%2fetc%2fpasswd", "/org/sorter/resolve/main/a%00b",
        "/org/sorter/resolve/main/..%5cx", "/org/sorter/resolve/main//config.json",
        "/api/models/org/%2e%2e", "/api/models/..%2f..", "/org/sorter/resolve/%2e%2e/config.json",
    ])
    func `no spelling of an address leads anywhere else`(path: String) async throws {
        let story = try await HubStory()
        await story.commit()
        try await story.allow()
        let answer = await story.get(path)
        #expect([400, 404].contains(answer.status), "\(path)")
    }

    @Test(arguments: [
        "/api/models/a/b/c/commit/main", "/api/models/.git/commit/main",
        "/api/models/a..b/commit/main", "/api/models/%2e/x/commit/main",
        "/api/models/a b/c/commit/main", "/api/models/ä/commit/main",
    ])
    func `what is no name of a repository begins none`(path: String) async throws {
        let story = try await HubStory()
        let answer = await story.server.ask(.post, path, bytes: HubStory.lines(["a": "b"]))
        #expect([400, 404].contains(answer.status), "\(path)")
        #expect(try await story.server.platform.store.head().size == 0)
    }

    @Test func `nobody is served without a token`() async throws {
        let story = try await HubStory()
        await story.commit()
        try await story.allow()
        let asked: [(HTTPRequest.Method, String)] = [
            (.get, "/api/models"), (.get, "/api/models/org/sorter"),
            (.get, "/api/models/org/sorter/tree/main"), (.get, "/api/whoami-v2"),
            (.get, "/org/sorter/resolve/main/config.json"),
            (.post, "/api/repos/create"), (.post, "/api/validate-yaml"),
            (.post, "/api/models/org/sorter/preupload/main"),
            (.post, "/api/models/org/sorter/commit/main"),
            (.post, "/org/sorter.git/info/lfs/objects/batch"),
        ]
        for (method, path) in asked {
            let answer = await story.server.ask(method, path, by: nil)
            #expect(answer.status == 401, "\(path)")
        }
        let viewer = await story.commit(by: "vera viewer")
        #expect(viewer.status == 403)
    }

    @Test func `another workspace's repositories are not there, and nobody adds to them`()
        async throws
    {
        let story = try await HubStory()
        #expect(await story.commit("org/secret", by: "bo contributor@bank").status == 200)
        let stranger = "eve contributor@shop"
        for path in [
            "/api/models/org/secret", "/api/models/org/secret/tree/main",
            "/api/models/org/secret/refs", "/org/secret/resolve/main/config.json",
        ] {
            let answer = await story.get(path, by: stranger)
            #expect(answer.status == 404 && answer.errorCode == "RepoNotFound", "\(path)")
        }
        #expect(await story.get("/api/models", by: stranger).json == [])
        // The same name is free there.
        #expect(await story.commit("org/secret", ["a": "b"], by: stranger).status == 200)
        let own = await story.get("/api/models/org/secret/tree/main", by: stranger)
        #expect(own.json.arrayValue?.count == 1)
        // Who sees it and may not add to it, does not.
        let reader = await story.commit(
            "org/secret", ["a": "b"], by: "ro viewer@bank contributor@other")
        #expect(reader.status == 403)
    }

    @Test(arguments: [
        "{\"key\":\"header\"", "not json", "{\"key\":\"file\",\"value\":{\"path\":\"a\"}}",
        "{\"key\":\"deletedFile\",\"value\":{\"content\":\"aGk=\",\"path\":\"a\"}}",
        "{\"key\":\"file\",\"value\":{\"content\":\"***\",\"path\":\"a\"}}",
        "{\"key\":\"copyFile\",\"value\":{\"path\":\"a\"}}",
        "{\"key\":\"file\",\"value\":{\"content\":\"aGk=\",\"encoding\":\"utf-8\",\"path\":\"a\"}}",
        "{\"key\":\"header\",\"value\":{\"summary\":\"" + String(repeating: "x", count: 80_000)
            + "\"}}",
        "{\"key\":\"lfsFile\",\"value\":{\"path\":\"a\",\"oid\":\"ab\",\"size\":1}}",
    ])
    func `what is no commit leaves nothing`(text: String) async throws {
        let story = try await HubStory()
        let answer = await story.server.ask(
            .post, "/api/models/org/x/commit/main", bytes: Array(text.utf8))
        #expect(answer.status == 400, "\(answer.json)")
        #expect(try await story.server.platform.store.head().size == 0)
    }

    @Test func `a refusal's words stay in their header`() {
        #expect(HubProblem.line("a\r\nX-Evil: 1\u{0}…é\"") == "a  X-Evil: 1?...?\"")
        #expect(HubProblem.line(String(repeating: "x", count: 9_999)).utf8.count == 2_000)
    }
}

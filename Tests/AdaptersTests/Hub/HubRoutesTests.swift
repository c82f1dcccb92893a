import Governance
import HTTPTypes
import Operations
import Testing
import Transparency

@testable import Adapters

@Suite struct HubRoutesTests {
    @Test func `what was uploaded is read by nobody before the gate allows it, who says why`()
        async throws
    {
        let story = try await HubStory()
        let commit = await story.commit()
        #expect(commit.status == 200, "\(commit.json)")
        for path in ["/api/models/org/sorter", "/org/sorter/resolve/main/config.json"] {
            let refused = await story.get(path)
            #expect(refused.status == 403 && refused.errorCode == "GatedRepo")
            for part in [
                "purpose is violated", "assay describe model:org--sorter",
                "http://localhost/versions/model:org--sorter@1?to=use",
            ] {
                #expect(refused.errorMessage.contains(part), "\(refused.errorMessage)")
            }
            #expect(refused.errorMessage.utf8.allSatisfy { (0x20...0x7E).contains($0) })
        }
        #expect(await story.get("/api/models").json == [])
        try await story.allow()
        let shown = await story.get("/api/models/org/sorter?blobs=true")
        #expect(shown.status == 200 && shown.json["sha"]?.stringValue == commit.commit)
        #expect(shown.json["cardData"]?["license"] == "mit")
        #expect(shown.json["tags"]?.arrayValue?.contains("license:mit") == true)
        #expect(shown.json["library_name"] == "transformers")
        let names = shown.json["siblings"]?.arrayValue?.compactMap { $0["rfilename"]?.stringValue }
        #expect(names == ["README.md", "config.json", "data/a b.txt"])
        let listed = await story.get("/api/models?search=sort&author=org&limit=5&filter=mail")
        #expect(listed.json.arrayValue?.compactMap { $0["id"] } == ["org/sorter"])
        #expect(await story.get("/api/models?author=other").json == [])
        #expect(await story.get("/api/models?filter=audio").json == [])
    }

    @Test func `a file has its names, its commit and its ranges`() async throws {
        let story = try await HubStory()
        let commit = await story.commit().commit
        try await story.allow()
        let file = await story.get("/org/sorter/resolve/\(commit)/data/a%20b.txt")
        #expect(file.status == 200 && file.body == Array("plain".utf8))
        // `printf plain | git hash-object --stdin`
        #expect(file.header("ETag") == "\"f8dc9f27bb20501dd01697f9106025884c1f9466\"")
        #expect(file.header("X-Repo-Commit") == commit)
        #expect(file.header("X-Linked-Etag") == nil)
        #expect(file.header("Content-Disposition")?.hasPrefix("attachment") == true)
        #expect(file.header("Content-Security-Policy") == "sandbox")
        let head = await story.server.ask(
            .head, "/org/sorter/resolve/main/data/a%20b.txt", by: "vera viewer")
        #expect(head.status == 200 && head.body.isEmpty && head.header("Content-Length") == "5")
        let range = await story.get(
            "/org/sorter/resolve/main/data/a%20b.txt", headers: ["Range": "bytes=1-2"])
        #expect(range.status == 206 && range.body == Array("la".utf8))
        #expect(range.header("Content-Range") == "bytes 1-2/5")
        let same = await story.get(
            "/org/sorter/resolve/main/data/a%20b.txt",
            headers: ["If-None-Match": file.header("ETag") ?? ""])
        #expect(same.status == 304)
        for (path, code) in [
            ("/org/sorter/resolve/main/none", "EntryNotFound"),
            ("/org/sorter/resolve/dev/config.json", "RevisionNotFound"),
            ("/org/none/resolve/main/config.json", "RepoNotFound"),
            ("/api/models/none", "RepoNotFound"),
            (
                "/api/models/org/sorter/revision/\(String(repeating: "0", count: 40))",
                "RevisionNotFound"
            ),
            ("/api/datasets/org/x", "RepoNotFound"),
        ] {
            let answer = await story.get(path)
            #expect(answer.status == 404 && answer.errorCode == code, "\(path)")
        }
    }

    @Test func `trees, paths and branches are as a hub lists them`() async throws {
        let story = try await HubStory()
        let commit = await story.commit().commit
        try await story.allow()
        let tree = await story.get("/api/models/org/sorter/tree/main?recursive=true&expand=false")
        let entries = tree.json.arrayValue ?? []
        #expect(
            entries.compactMap { $0["path"]?.stringValue }
                == ["README.md", "config.json", "data", "data/a b.txt"])
        #expect(entries[1]["oid"] == "9e26dfeeb6e641a33dae4961196235bdb965b21b")
        #expect(entries[2]["type"] == "directory")
        let top = await story.get("/api/models/org/sorter/tree/main")
        #expect(top.json.arrayValue?.count == 3)
        let below = await story.get("/api/models/org/sorter/tree/\(commit)/data")
        #expect(below.json.arrayValue?.compactMap { $0["path"] } == ["data/a b.txt"])
        let none = await story.get("/api/models/org/sorter/tree/main/additional_chat_templates")
        #expect(none.status == 404 && none.errorCode == "EntryNotFound")
        let paths = await story.server.ask(
            .post, "/api/models/org/sorter/paths-info/main",
            bytes: Array("paths=config.json&paths=data&paths=no&expand=False".utf8),
            by: "vera viewer",
            headers: ["Content-Type": "application/x-www-form-urlencoded"])
        #expect(paths.json.arrayValue?.compactMap { $0["path"] } == ["config.json", "data"])
        let refs = await story.get("/api/models/org/sorter/refs")
        #expect(refs.json["branches"]?[0]?["targetCommit"]?.stringValue == commit)
        let who = await story.get("/api/whoami-v2")
        #expect(who.json["name"] == "vera" && who.json["type"] == "user")
    }

    @Test func `commits follow one another, and the same commit twice is one`() async throws {
        let story = try await HubStory()
        let first = await story.commit().commit
        #expect(await story.commit().commit == first)
        let second = await story.commit(
            "org/sorter", ["config.json": "{\"a\": 1}"], parent: first, removing: ["data/a b.txt"])
        #expect(second.status == 200 && second.commit != first)
        let stale = await story.commit("org/sorter", ["x": "y"], parent: first)
        #expect(stale.status == 412 && stale.errorMessage.contains(second.commit))
        try await story.allow()
        let old = await story.get("/org/sorter/resolve/\(first)/config.json")
        #expect(old.status == 403 || old.body == Array("{}".utf8))
        let new = await story.get("/org/sorter/resolve/main/config.json")
        #expect(new.body == Array("{\"a\": 1}".utf8))
        #expect(await story.get("/org/sorter/resolve/main/data/a%20b.txt").status == 404)
        // Many at once: each has the others' files, or is told.
        await withTaskGroup { group in
            for number in 0..<6 {
                group.addTask { await story.commit("org/sorter", ["n\(number)": "\(number)"]) }
            }
            for await answer in group { #expect(answer.status == 200) }
        }
        let tree = await story.get("/api/models/org/sorter/tree/main", by: HubStory.maker)
        let names = tree.json.arrayValue?.compactMap { $0["path"]?.stringValue } ?? []
        #expect(Set((0..<6).map { "n\($0)" }).isSubset(of: names))
    }

    @Test func `a repository of one name, created and created again`() async throws {
        let story = try await HubStory()
        let body: JSON = ["name": "solo", "organization": .null, "type": "model"]
        let created = await story.server.ask(.post, "/api/repos/create", body)
        #expect(created.json["url"] == "http://localhost/solo")
        await story.commit("solo")
        let again = await story.server.ask(.post, "/api/repos/create", body)
        #expect(again.status == 409 && again.json["url"] == "http://localhost/solo")
        try await story.allow("model:solo")
        #expect(await story.get("/solo/resolve/main/config.json").status == 200)
        #expect(await story.get("/api/models/solo/tree/main").status == 200)
        let dataset = await story.server.ask(
            .post, "/api/repos/create", ["name": "x", "type": "dataset"])
        #expect(dataset.status == 400)
    }

    @Test func `a dangerous file is taken in and given to nobody`() async throws {
        let story = try await HubStory()
        var files = HubStory.plain
        files["model.pkl"] = "cos\nsystem\n(S'id'\ntR."
        #expect(await story.commit("org/bad", files).status == 200)
        try await story.allow("model:org--bad")
        let refused = await story.get("/org/bad/resolve/main/config.json")
        #expect(refused.status == 403 && refused.errorMessage.contains("model.pkl"))
        #expect(await story.get("/api/models").json == [])
    }

    @Test func `cards that do not read are said to, and clients learn how to send`() async throws {
        let story = try await HubStory()
        let bad = await story.server.ask(
            .post, "/api/validate-yaml", ["content": "---\nlicense: [\n---\n", "repoType": "model"])
        #expect(bad.status == 400 && bad.json["errors"]?.arrayValue?.count == 1)
        let good = await story.server.ask(
            .post, "/api/validate-yaml", ["content": .string(HubStory.card), "repoType": "model"])
        #expect(good.status == 200 && good.json["errors"] == [])
        func modes(_ agent: String) async -> [JSON?] {
            let answer = await story.server.ask(
                .post, "/api/models/org/new/preupload/main",
                ["files": [["path": "a", "size": 5], ["path": "b", "size": 20_000_000]]],
                headers: ["User-Agent": agent])
            return answer.json["files"]?.arrayValue?.map { $0["uploadMode"] } ?? []
        }
        #expect(await modes("unknown/None; hf_hub/2.4.0; python/3.11") == ["regular", "regular"])
        #expect(await modes("unknown/None; hf_hub/0.36.0; python/3.11") == ["regular", "lfs"])
    }

    @Test func `large files go ahead of their commit, and only who sent them names them`()
        async throws
    {
        let story = try await HubStory()
        let bytes = Array("large enough".utf8)
        let digest = Digest(of: bytes)
        let batch: JSON = [
            "operation": "upload", "transfers": ["basic"],
            "objects": [["oid": .string(digest.hex), "size": JSON(bytes.count)]],
        ]
        let path = "/org/big.git/info/lfs/objects/batch"
        let told = await story.server.ask(.post, path, batch)
        #expect(told.json["transfer"] == "basic")
        let actions = told.json["objects"]?[0]?["actions"]
        let href = actions?["upload"]?["href"]?.stringValue ?? ""
        let address = String(href.dropFirst("http://localhost".count))
        func commit(by caller: String) async -> TrackedPlatform.Answer {
            let lines: [JSON] = [
                ["key": "header", "value": ["summary": "x"]],
                [
                    "key": "lfsFile",
                    "value": [
                        "path": "w.bin", "algo": "sha256", "oid": .string(digest.hex),
                        "size": JSON(bytes.count),
                    ],
                ],
            ]
            return await story.server.ask(
                .post, "/api/models/org/big/commit/main",
                bytes: Array(lines.map(\.canonical).joined(separator: "\n").utf8), by: caller)
        }
        #expect(await commit(by: HubStory.maker).status == 404)
        // Without a token, as clients do.
        let wrong = await story.server.ask(.put, address, bytes: Array("other".utf8), by: nil)
        #expect(wrong.status == 400)
        #expect(await story.server.ask(.put, address, bytes: bytes, by: nil).status == 200)
        #expect(await story.server.ask(.put, address + "0", bytes: bytes, by: nil).status == 404)
        let verify = actions?["verify"]?["href"]?.stringValue ?? ""
        let verified = await story.server.ask(
            .post, String(verify.dropFirst("http://localhost".count)),
            ["oid": .string(digest.hex), "size": JSON(bytes.count)])
        #expect(verified.status == 200)
        // Another workspace's people have not the bytes by naming them.
        #expect(await commit(by: "eve contributor@shop").status == 404)
        #expect(await commit(by: HubStory.maker).status == 200)
        let again = await story.server.ask(.post, path, batch)
        #expect(again.json["objects"]?[0]?["actions"] == nil)
        let tree = await story.get("/api/models/org/big/tree/main", by: HubStory.maker)
        #expect(tree.json[0]?["lfs"]?["oid"]?.stringValue == digest.hex)
    }
}

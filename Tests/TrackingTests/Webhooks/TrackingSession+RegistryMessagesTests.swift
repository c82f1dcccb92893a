import Governance
import Testing
import Transparency

@testable import Tracking

@Suite struct TrackingSessionRegistryMessagesTests {
    private static let everywhere = TrackedStore.everywhere
    private static let url = "https://hooks.example.org/a"

    private func add(
        _ id: String, _ kinds: [RegistryEventKind], secret: String? = nil, isActive: Bool = true,
        to store: TrackingStore
    ) async throws {
        let asked = AskedRegistryWebhook(
            name: id, url: Self.url, kinds: kinds, secret: secret, isActive: isActive)
        try await store.write { session throws(TrackingError) in
            _ = try session.createWebhook(asked, id: id, at: 1)
        }
    }

    private func model(
        _ name: String, tags: [TrackedPair] = [], in workspace: Workspace = .standard,
        on store: TrackingStore
    ) async throws {
        try await store.write { session throws(TrackingError) in
            let new = RegisteredModel(
                newNamed: name, in: workspace, description: "d", tags: tags, at: 5)
            _ = try session.create(new, within: Self.everywhere)
        }
    }

    /// What is due, in order, by webhook.
    private func claim(
        as name: String = "one", at now: Int64 = 1_000, on store: TrackingStore
    ) async throws -> [RegistryMessage] {
        try await store.write { session throws(TrackingError) in
            var claimed: [RegistryMessage] = []
            for webhook in try session.webhooksDue(at: now) {
                claimed += try session.claimMessages(
                    ofWebhook: webhook, as: name, at: now, until: now + 500)
            }
            return claimed
        }
    }

    private func told(_ message: RegistryMessage) throws -> (String, JSON) {
        let body = try JSON(parsing: Array(message.body.utf8))
        let entity = body["entity"]?.stringValue ?? ""
        return ("\(entity).\(body["action"]?.stringValue ?? "")", body["data"] ?? .null)
    }

    private static let version = NewModelVersion(
        name: "m", source: "s3://b/m", runID: nil, runLink: nil, modelID: nil, user: "tom",
        description: "", tags: [TrackedPair(key: "mlflow.prompt.text", value: "Hi {{you}}")])

    /// A version, a tag and an alias that come and go.
    private func change(_ name: String, on store: TrackingStore) async throws {
        var new = Self.version
        new.name = name
        let (asked, reach) = (new, Self.everywhere)
        try await store.write { session throws(TrackingError) in
            let version = try session.createModelVersion(
                asked, location: asked.source, at: 6, within: reach)
            let tag = TrackedPair(key: "k", value: "v")
            for change in [
                ModelVersionChange.setTag(tag), .removeTag("k"), .removeTag("k"), .describe("x"),
            ] {
                _ = try session.change(modelVersion: name, 1, change, at: 7, within: reach)
            }
            for change in [RegisteredModelChange.setTag(tag), .removeTag("k")] {
                _ = try session.change(registeredModel: name, change, at: 8, within: reach)
            }
            try session.set(alias: "best", of: version, at: 9)
            let model = try session.changeableModel(named: name, within: reach)
            try session.remove(alias: "best", of: model, at: 9)
            try session.remove(alias: "best", of: model, at: 9)
        }
    }

    @Test(arguments: TrackedStore.available)
    func `each change of a model is told once, in MLflow's words`(kind: TrackedStore) async throws {
        try await kind.withStore { store in
            try await add("w", RegistryEventKind.allCases, to: store)
            try await model("m", tags: [TrackedPair(key: "a", value: "b")], on: store)
            try await change("m", on: store)
            let told = try await claim(on: store).map(told)
            #expect(
                told.map(\.0) == [
                    "registered_model.created", "model_version.created", "model_version_tag.set",
                    "model_version_tag.deleted", "model_version_alias.created",
                    "model_version_alias.deleted",
                ])
            #expect(told[0].1 == ["name": "m", "tags": ["a": "b"], "description": "d"])
            #expect(
                told[1].1 == [
                    "name": "m", "version": "1", "source": "s3://b/m", "run_id": .null,
                    "tags": ["mlflow.prompt.text": "Hi {{you}}"], "description": .null,
                ])
            #expect(told[2].1 == ["name": "m", "version": "1", "key": "k", "value": "v"])
            #expect(told[3].1 == ["name": "m", "version": "1", "key": "k"])
            #expect(told[4].1 == ["name": "m", "alias": "best", "version": "1"])
            #expect(told[5].1 == ["name": "m", "alias": "best"])
        }
    }

    @Test(arguments: TrackedStore.available)
    func `a prompt's changes are a prompt's, with its text`(kind: TrackedStore) async throws {
        try await kind.withStore { store in
            try await add("w", RegistryEventKind.allCases, to: store)
            let mark = TrackedPair(key: RegisteredModel.promptTag, value: "true")
            try await model("p", tags: [mark], on: store)
            try await change("p", on: store)
            let told = try await claim(on: store).map(told)
            #expect(
                told.map(\.0) == [
                    "prompt.created", "prompt_version.created", "prompt_version_tag.set",
                    "prompt_version_tag.deleted", "prompt_tag.set", "prompt_tag.deleted",
                    "prompt_alias.created", "prompt_alias.deleted",
                ])
            #expect(told[0].1 == ["name": "p", "tags": [:], "description": "d"])
            #expect(
                told[1].1 == [
                    "name": "p", "version": "1", "template": "Hi {{you}}", "tags": [:],
                    "description": .null,
                ])
        }
    }

    @Test(arguments: TrackedStore.available)
    func `only those are told who asked for it and are active, of whichever workspace`(
        kind: TrackedStore
    ) async throws {
        try await kind.withStore { store in
            let bank = try #require(Workspace("bank"))
            try await add("asked", [.registeredModelCreated], to: store)
            try await add("other-event", [.promptCreated], to: store)
            try await add("disabled", [.registeredModelCreated], isActive: false, to: store)
            try await model("m", on: store)
            try await model("m", in: bank, on: store)
            let claimed = try await claim(on: store)
            #expect(claimed.map(\.webhook) == ["asked", "asked"])
            let bodies = try claimed.map { try JSON(parsing: Array($0.body.utf8)) }
            #expect(bodies.map { $0["workspace"] } == ["default", "bank"])
        }
    }

    @Test(arguments: TrackedStore.available)
    func `what was not changed is not told`(kind: TrackedStore) async throws {
        try await kind.withStore { store in
            try await add("w", [.registeredModelCreated], to: store)
            try await model("m", on: store)
            let again = await #expect(throws: TrackingError.self) {
                try await model("m", on: store)
            }
            #expect(again != nil)
            #expect(try await claim(on: store).count == 1)
        }
    }

    @Test(arguments: TrackedStore.available)
    func `what is claimed is one's own until the lease ends`(kind: TrackedStore) async throws {
        try await kind.withStore { store in
            try await add("w", [.registeredModelCreated], secret: "s", to: store)
            try await model("m", on: store)
            let first = try #require(try await claim(as: "one", at: 1_000, on: store).first)
            #expect(first.secret == "s" && first.url == Self.url)
            #expect(try await claim(as: "two", at: 1_499, on: store).isEmpty)
            let second = try #require(try await claim(as: "two", at: 1_500, on: store).first)
            #expect(second.id == first.id)
            // The one that was away too long changes nothing.
            try await store.write { session throws(TrackingError) in
                try session.settle(first, as: .done)
            }
            try await store.write { session throws(TrackingError) in
                try session.settle(second, as: .again(attemptCount: 1, dueMilliseconds: 3_000))
            }
            #expect(try await claim(as: "three", at: 2_999, on: store).isEmpty)
            let third = try #require(try await claim(as: "three", at: 3_000, on: store).first)
            #expect(third.attemptCount == 1)
            try await store.write { session throws(TrackingError) in
                try session.settle(third, as: .done)
            }
            #expect(try await claim(at: 1_000_000, on: store).isEmpty)
        }
    }

    @Test(arguments: TrackedStore.available)
    func `what waits for a disabled webhook waits on, and for a deleted one is dropped`(
        kind: TrackedStore
    ) async throws {
        try await kind.withStore { store in
            try await add("w", [.registeredModelCreated], to: store)
            try await model("m", on: store)
            for isActive in [false, true] {
                try await store.write { session throws(TrackingError) in
                    _ = try session.change(
                        webhook: "w", AskedRegistryWebhook(isActive: isActive), at: 9)
                }
                let claimed = try await claim(on: store)
                #expect(claimed.count == (isActive ? 1 : 0))
            }
            try await store.write { session throws(TrackingError) in
                try session.delete(webhook: "w")
            }
            #expect(try await claim(at: 1_000_000, on: store).isEmpty)
        }
    }

    @Test func `a receiver that is away for too long is disabled, and others are not`() async throws
    {
        try await TrackedStore.sqlite.withStore { store in
            try await add("away", [.registeredModelCreated], to: store)
            let room = TrackingSession.waitingCountMax
            try await store.write { session throws(TrackingError) in
                try session.connection.insert(
                    into: "registry_message", ["webhook", "body", "attempts", "due"],
                    Array(
                        repeating: [.integer(1), .text("{}"), .integer(0), .integer(9_000)],
                        count: Int(room) - 1))
            }
            try await add("there", [.registeredModelCreated], to: store)
            try await model("last", on: store)
            try await model("one-more", on: store)
            let active = try await store.read { session throws(TrackingError) in
                try session.webhooks(limit: 9, start: .start).found
            }
            #expect(active.map(\.isActive) == [true, false])
            #expect(try await claim(on: store).count == 2)
        }
    }
}

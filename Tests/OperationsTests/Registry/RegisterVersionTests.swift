import Foundation
import Governance
import Ledger
import Operations
import Testing
import Transparency

@Suite struct RegisterVersionTests {
    private let reader = Actor.claimed(.somebody)

    private func register(
        _ test: TestPlatform, purpose: String? = nil, risk: RiskTier? = nil,
        business: PrincipalClaim? = nil, technical: PrincipalClaim? = nil,
        path: String = "model.bin"
    ) async throws -> RegisterVersion.Registered {
        try await RegisterVersion(
            subject: #require(SubjectName("small")),
            parts: [.hash(role: .weights, path: "\(test.folder)/\(path)")], purpose: purpose,
            risk: risk, businessOwner: business, technicalOwner: technical,
            by: .claimed(PrincipalClaim("tom@example.org"))
        ).run(on: test.platform)
    }

    private func first(_ test: TestPlatform) async throws -> RegisterVersion.Registered {
        try await register(
            test, purpose: "sorts mail", risk: .low, business: PrincipalClaim("bea@example.org"),
            technical: PrincipalClaim("tom@example.org"))
    }

    @Test func `the same bytes again are no new version and no new record`() async throws {
        let test = try TestPlatform()
        try test.write("one", to: "model.bin")
        let once = try await first(test)
        let count = try await test.recordCount()
        test.clock.pass(days: 1)
        let twice = try await register(test)
        #expect(once.isNew)
        #expect(!twice.isNew)
        #expect(twice.version == once.version)
        #expect(try await test.recordCount() == count)
    }

    @Test func `bytes of an older version again are a new version`() async throws {
        let test = try TestPlatform()
        try test.write("one", to: "model.bin")
        let one = try await first(test)
        try test.write("two", to: "model.bin")
        _ = try await register(test)
        try test.write("one", to: "model.bin")
        let again = try await register(test)
        #expect(again.isNew)
        #expect(again.version.name.number == 3)
        #expect(again.version.composition == one.version.composition)
    }

    @Test func `purpose, risk and owners carry over until they are said anew`() async throws {
        let test = try TestPlatform()
        try test.write("one", to: "model.bin")
        _ = try await first(test)
        try test.write("two", to: "model.bin")
        let second = try await register(test).version.name
        let before = try await ShowVersion(version: second, to: "production", by: reader)
            .run(on: test.platform).dossier.subject
        #expect(before.purpose == "sorts mail")
        #expect(before.risk == .low)
        let third = try await register(test, purpose: "answers mail")
        #expect(third.isNew)
        let after = try await ShowVersion(version: third.version.name, to: "production", by: reader)
            .run(on: test.platform).dossier.subject
        #expect(after.purpose == "answers mail")
        #expect(after.owners == before.owners)
    }

    @Test func `a refused registration leaves nothing, not even bytes`() async throws {
        let test = try TestPlatform()
        try test.write("one", to: "model/one.bin")
        let blobs = test.blobs()
        let failure = try await test.failure { try await register(test, path: "model") }
        #expect(failure.kind == .refused)
        #expect(
            failure.message.contains(
                "`--purpose`, `--business-owner`, `--technical-owner`, `--risk`"))
        #expect(try await test.recordCount() == 0)
        #expect(test.blobs() == blobs)
        #expect(
            try await ListVersions(matching: [], text: nil, by: reader)
                .run(on: test.platform).rows.isEmpty)
    }

    @Test(arguments: [0, 4001])
    func `a purpose is said, and in few words`(length: Int) async throws {
        let purpose = length == 0 ? " \n" : String(repeating: "x", count: length)
        let test = try TestPlatform()
        try test.write("one", to: "model.bin")
        let someone = try PrincipalClaim("bea@example.org")
        let failure = try await test.failure {
            try await register(
                test, purpose: purpose, risk: .low, business: someone, technical: someone)
        }
        #expect(["incomplete", "purpose_too_long"].contains(failure.code))
        #expect(failure.kind == .refused)
    }

    @Test func `two who register at once get two numbers`() async throws {
        let test = try TestPlatform()
        try test.write("one", to: "model.bin")
        _ = try await first(test)
        try test.write("two", to: "two.bin")
        try test.write("three", to: "three.bin")
        async let two = register(test, path: "two.bin")
        async let three = register(test, path: "three.bin")
        #expect(try await Set([two.version.name.number, three.version.name.number]) == [2, 3])
    }

    @Test func `records hold no name of a person`() async throws {
        let test = try TestPlatform()
        try test.write("one", to: "model.bin")
        _ = try await first(test)
        let size = try await test.recordCount()
        for record in try await test.platform.store.records(in: 0..<size) {
            #expect(!String(decoding: record, as: UTF8.self).contains("example.org"))
        }
        let found = try await ListVersions(
            matching: [(field: "owner", value: "bea@example.org")], text: nil, by: reader
        ).run(on: test.platform)
        #expect(found.rows.count == 1)
    }
}

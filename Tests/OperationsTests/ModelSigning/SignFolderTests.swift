import Foundation
import Testing
import Transparency

@testable import Operations

/// A model's folder of a few files with a key beside it, gone with the test.
final class SignedModel: Sendable {
    let root: String
    let key = SigningKey.generate()

    var model: String { "\(root)/model" }
    var keyFile: String { "\(root)/key.pem" }
    var publicKeyFile: String { "\(root)/key.pub" }
    static let now = Instant(milliseconds: 1_780_000_000_000)

    init() throws {
        root =
            FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path()
            + "assay-signing-\(UUID().uuidString)"
        try write("a-b", "1")
        try write("a.b", "2")
        try write("a/b", "3")
        try write("empty", "")
        try write(".hidden", "4")
        try write(".git/HEAD", "5")
        try write("sub/.git/x", "6")
        try Data(key.pem.utf8).write(to: URL(filePath: keyFile))
        try Data(key.verifyingKey.pem.utf8).write(to: URL(filePath: publicKeyFile))
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    func write(_ path: String, _ text: String) throws {
        let file = URL(filePath: "\(model)/\(path)")
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    func remove(_ path: String) throws {
        try FileManager.default.removeItem(atPath: "\(model)/\(path)")
    }

    func link(_ path: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(
            atPath: "\(model)/\(path)", withDestinationPath: target)
    }

    @discardableResult
    func sign(_ change: (inout SignFolder) -> Void = { _ in }) async throws -> SignFolder.Outcome {
        var signing = SignFolder(path: model, keyFile: keyFile)
        change(&signing)
        return try await signing.run(now: Self.now)
    }

    func differences(
        _ change: (inout VerifyFolder) -> Void = { _ in }
    ) async throws -> [String] {
        var check = VerifyFolder(path: model, trust: .key(file: publicKeyFile))
        change(&check)
        let outcome = try await check.run()
        return outcome.refusal.map { [$0] } ?? outcome.differences.map(\.description)
    }
}

@Suite struct SignFolderTests {
    @Test func `all files are signed but what every signer leaves out`() async throws {
        let model = try SignedModel()
        let outcome = try await model.sign()
        #expect(outcome.bundleFile == "\(model.model)/model.sig")
        #expect(outcome.name == "model")
        #expect(outcome.keyID == model.key.keyID)
        let bundle = try ModelSigningBundle(parsing: FileBytes.read(outcome.bundleFile))
        #expect(
            try bundle.unverifiedManifest.files().map(\.path)
                == [".hidden", "a-b", "a.b", "a/b", "empty", "sub/.git/x"])
        #expect(outcome.fileCount == 6)
        #expect(outcome.byteCount == 5)
        #expect(bundle.unverifiedManifest.ignoredPaths.contains("model.sig"))
        // Once more: the signature that stands there now is not signed.
        #expect(try await model.sign().fileCount == 6)
    }

    @Test func `a path may be left out, by its place or in the model's terms`() async throws {
        let model = try SignedModel()
        for path in ["\(model.model)/a", "a", "a/"] {
            #expect(try await model.sign { $0.ignored = [path] }.fileCount == 5, "\(path)")
            try model.write("a/more", "7")
            #expect(try await model.differences() == [])
            try model.remove("a/more")
        }
        await #expect(
            throws: Failure.fault("not_in_model", "`/etc` does not lie in `\(model.model)`")
        ) { try await model.sign { $0.ignored = ["/etc"] } }
    }

    @Test func `a symbolic link is refused unless links to files are followed`() async throws {
        let model = try SignedModel()
        try model.link("link", to: "a.b")
        let error = await #expect(throws: Failure.self) { try await model.sign() }
        #expect(error?.code == "symlink")
        #expect(error?.kind == .refused)
        #expect(try await model.sign { $0.followsLinks = true }.fileCount == 7)
        #expect(try await model.differences { $0.followsLinks = true } == [])
        #expect(try await model.differences() == ["symlink: link"])
        try model.remove("link")
        try model.link("link", to: "sub")
        let folder = await #expect(throws: Failure.self) {
            try await model.sign { $0.followsLinks = true }
        }
        #expect(folder?.code == "symlink")
    }

    @Test func `one file is a model too`() async throws {
        let model = try SignedModel()
        let file = "\(model.model)/a.b"
        let outcome = try await SignFolder(path: file, keyFile: model.keyFile)
            .run(now: SignedModel.now)
        #expect(outcome.bundleFile == file + ".sig")
        let check = VerifyFolder(path: file, trust: .key(file: model.publicKeyFile))
        #expect(try await check.run().isVerified)
        try model.write("a.b", "9")
        #expect(try await check.run().differences == [FileDifference(path: ".", kind: .changed)])
    }

    @Test func `a key that is none, and a chain without its certificate, are said`() async throws {
        let model = try SignedModel()
        let bad = await #expect(throws: Failure.self) {
            try await model.sign { $0.keyFile = model.publicKeyFile }
        }
        #expect(bad?.code == "bad_key")
        let chain = await #expect(throws: Failure.self) {
            try await model.sign { $0.chainFiles = [model.publicKeyFile] }
        }
        #expect(chain?.code == "certificate_missing")
        let certificate = await #expect(throws: Failure.self) {
            try await model.sign { $0.certificateFile = model.publicKeyFile }
        }
        #expect(certificate?.code == "bad_certificate")
    }
}

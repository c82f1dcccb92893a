import Foundation
import Testing
import Transparency

@testable import assay_verify

@Suite struct VerifyModelTests {
    private let folder: TemporaryFolder
    private let key = SigningKey.generate()

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("weights", "model/weights.bin")
        try folder.write("", "model/sub/empty")
        try folder.write("x", "model/.git/HEAD")
        try folder.write(key.verifyingKey.pem, "key.pub")
        let bundle = try ModelSigningBundle(
            name: "model",
            files: [
                ("weights.bin", Digest(of: "weights".utf8)), ("sub/empty", Digest(of: [])),
            ], ignoredPaths: ["model.sig"], signedBy: key)
        try folder.write(bundle.json.canonicalBytes, "model/model.sig")
    }

    private func conclusion(_ path: String = "model") throws -> Conclusion {
        try VerifyModel.conclusion(
            "\(folder.path)/\(path)", "--bundle", "\(folder.path)/model/model.sig", "--key",
            "\(folder.path)/key.pub")
    }

    private func differences() throws -> [String] {
        let answer = try conclusion()
        #expect(answer.verdict == .no)
        return answer.json["differences"]?.arrayValue?.map(\.canonical) ?? []
    }

    @Test func `the signed files are verified, their signature beside them`() throws {
        let answer = try VerifyModel.conclusion(
            "\(folder.path)/model", "--key", "\(folder.path)/key.pub")
        #expect(answer.verdict == .yes)
        #expect(answer.json["differences"] == [])
        #expect(answer.json["signer"]?.stringValue == key.keyID)
        #expect(answer.json["files"] == 2)
    }

    @Test func `each difference is named`() throws {
        try folder.write("Weights", "model/weights.bin")
        #expect(try differences() == [#"{"kind":"changed","path":"weights.bin"}"#])
        try folder.write("weights", "model/weights.bin")
        try folder.write("y", "model/sub/added")
        #expect(try differences() == [#"{"kind":"added","path":"sub/added"}"#])
        try folder.remove("model/sub/added")
        try folder.remove("model/weights.bin")
        #expect(try differences() == [#"{"kind":"missing","path":"weights.bin"}"#])
        try folder.write("weights", "model/other.bin")
        #expect(
            try differences() == [
                #"{"kind":"renamed","path":"other.bin","signedPath":"weights.bin"}"#
            ])
    }

    @Test func `a link is not a signed file, wherever it leads`() throws {
        try folder.write("weights", "outside")
        try folder.remove("model/weights.bin")
        try folder.link("model/weights.bin", to: "\(folder.path)/outside")
        #expect(try differences() == [#"{"kind":"changed","path":"weights.bin"}"#])
        try folder.remove("model/weights.bin")
        try folder.write("weights", "model/weights.bin")
        try folder.link("model/loop", to: ".")
        #expect(try differences() == [#"{"kind":"added","path":"loop"}"#])
    }

    @Test func `a pipe is not read`() throws {
        #expect(mkfifo("\(folder.path)/model/pipe", 0o600) == 0)
        #expect(try differences() == [#"{"kind":"added","path":"pipe"}"#])
        #expect(throws: LocalFile.Failure.self) {
            try LocalFile.bytes("\(folder.path)/model/pipe", byteCountMax: 1)
        }
    }

    @Test func `another key is refused`() throws {
        try folder.write(SigningKey.generate().verifyingKey.pem, "key.pub")
        #expect(try conclusion().verdict == .no)
    }

    @Test func `what cannot be read or compared is not told`() throws {
        #expect(try conclusion("nothing").verdict == .unknown)
        try folder.write("{}", "model/model.sig")
        #expect(try conclusion().verdict == .unknown)
        try folder.write("no key", "key.pub")
        #expect(try conclusion().verdict == .unknown)
        try folder.remove("model/model.sig")
        #expect(try conclusion().verdict == .unknown)
    }

    @Test func `a certificate's bundle is not told, and says so`() throws {
        let bytes = try LocalFile.bytes("\(folder.path)/model/model.sig", byteCountMax: 1 << 20)
        var members = try JSON(parsing: bytes).objectValue ?? [:]
        members["verificationMaterial"] = [
            "x509CertificateChain": ["certificates": [["rawBytes": "AAEC"]]]
        ]
        try folder.write(JSON.object(members).canonicalBytes, "model/model.sig")
        let answer = try conclusion()
        #expect(answer.verdict == .unknown)
        #expect(answer.text.contains("certificate chains are not verified here"))
    }

    @Test func `a model of one file is verified`() throws {
        let bundle = try ModelSigningBundle(
            name: "weights.bin", files: [(".", Digest(of: "weights".utf8))], signedBy: key)
        try folder.write(bundle.json.canonicalBytes, "model/model.sig")
        #expect(try conclusion("model/weights.bin").verdict == .yes)
        #expect(try conclusion("model/sub/empty").verdict == .no)
    }
}

import Testing
import Transparency

@testable import assay_verify

@Suite struct VerifyTilesTests {
    private let log: ExportedLog

    init() throws { log = try ExportedLog() }

    @Test func `a whole log is verified, and a rollback is ruled out by an older checkpoint`()
        throws
    {
        let alone = try VerifyTiles.conclusion(log.path, "--key", log.key)
        #expect(alone.verdict == .yes)
        #expect(alone.json["integrity"] == "verified")
        #expect(alone.json["authenticity"] == "verified")
        #expect(alone.json["completeness"] == "unknown")
        #expect(alone.json["recordsRead"] == 300)
        let since = try VerifyTiles.conclusion(
            log.path, "--key", log.key, "--since", "\(log.path)/old")
        #expect(since.json["completeness"] == "verified")
        let witnessed = try VerifyTiles.conclusion(
            log.path, "--key", log.key, "--key", log.witness.verifier.description)
        #expect(witnessed.json["completeness"] == "verified")
    }

    @Test func `an altered record fails integrity and nothing else`() throws {
        let path = "tile/entries/001.p/44"
        var bundle = try LocalFile.bytes("\(log.path)/\(path)", byteCountMax: 1 << 20)
        bundle[5] ^= 1
        try log.folder.write(bundle, path)
        let answer = try VerifyTiles.conclusion(log.path, "--key", log.key)
        #expect(answer.verdict == .no)
        #expect(answer.json["integrity"] == "failed")
        #expect(answer.json["authenticity"] == "verified")
        #expect(answer.json["completeness"] == "unknown")
        #expect(answer.text.contains("- record 256 is not the one that its tile names"))
    }

    @Test func `a missing bundle fails completeness`() throws {
        try log.folder.remove("tile/entries/001.p/44")
        let answer = try VerifyTiles.conclusion(log.path, "--key", log.key)
        #expect(answer.verdict == .no)
        #expect(answer.json["completeness"] == "failed")
        #expect(answer.json["integrity"] == "unknown")
    }

    @Test func `a log rolled back behind an older checkpoint fails completeness`() throws {
        let later = try Checkpoint(origin: log.signer.name, size: 301, root: Digest(of: [1]))
        try log.folder.write(try later.signed(by: [log.signer]).encoded, "later")
        let answer = try VerifyTiles.conclusion(
            log.path, "--key", log.key, "--since", "\(log.path)/later")
        #expect(answer.verdict == .no)
        #expect(answer.json["completeness"] == "failed")
        #expect(answer.json["integrity"] == "verified")
    }

    @Test func `another key fails authenticity and leaves the rest untold`() throws {
        let other = try NoteSigner.generate(name: "example.com/log").verifier.description
        let answer = try VerifyTiles.conclusion(log.path, "--key", other)
        #expect(answer.verdict == .no)
        #expect(answer.json["authenticity"] == "failed")
        #expect(answer.json["integrity"] == "unknown")
        let nowhere = try VerifyTiles.conclusion("\(log.path)/none", "--key", other)
        #expect(nowhere.verdict == .unknown)
    }
}

import Foundation
import Testing

@testable import SupplyChain

/// Debian installs licence texts; none stands in this repository.
@Suite struct LicenceTextRecognitionTests {
    private static let folder = "/usr/share/common-licenses/"
    private static let isInstalled = FileManager.default.fileExists(atPath: folder + "Apache-2.0")

    private static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: folder + name)))
    }

    private static func recognition(_ text: String) -> LicenceRecognition? {
        LicenceText(Array(text.utf8))?.recognition
    }

    @Test(
        .enabled(if: isInstalled, "Debian's licence texts are not in /usr/share/common-licenses"),
        arguments: [
            ("Apache-2.0", "Apache-2.0"), ("GPL-2", "GPL-2.0-only"), ("GPL-3", "GPL-3.0-only"),
            ("LGPL-2.1", "LGPL-2.1-only"), ("LGPL-3", "LGPL-3.0-only"), ("MPL-2.0", "MPL-2.0"),
            ("CC0-1.0", "CC0-1.0"),
        ])
    func `an installed text is recognised, however it is laid out`(
        _ file: String, _ id: String
    ) throws {
        let text = try Self.bytes(file).text
        #expect(Self.recognition(text) == .recognised(id))
        let shouted = text.uppercased().split(whereSeparator: \.isWhitespace).joined(
            separator: "\n\t")
        #expect(Self.recognition("Copyright (c) 2020 Somebody\n" + shouted) == .recognised(id))
    }

    @Test(
        .enabled(if: isInstalled, "Debian's licence texts are not in /usr/share/common-licenses"))
    func `a text with a rider is altered`() throws {
        let text = try Self.bytes("Apache-2.0").text
        let rider = (0..<400).map { "rider\($0)" }.joined(separator: " ")
        #expect(Self.recognition(text + rider) == .altered("Apache-2.0"))
        #expect(
            Self.recognition(text + text.prefix(0) + (try Self.bytes("GPL-3").text))
                != .recognised("Apache-2.0"))
        let half = String(text.prefix(text.count * 3 / 4))
        #expect(Self.recognition(half) != .recognised("Apache-2.0"))
    }

    @Test(
        arguments: [
            ("LLAMA 3.1 COMMUNITY LICENSE AGREEMENT\nRelease Date: July", "LicenseRef-Llama-3.1"),
            ("Gemma Terms of Use\n\nLast modified", "LicenseRef-Gemma"),
            ("Creative Commons Attribution-NonCommercial 4.0 International", "CC-BY-NC-4.0"),
            ("Attribution 4.0 International, in short", "CC-BY-4.0"),
        ])
    func `an unknown text is what it calls itself`(_ text: String, _ id: String) {
        #expect(Self.recognition(text) == .titled(id))
    }

    @Test(
        .enabled(if: isInstalled, "Debian's licence texts are not in /usr/share/common-licenses"))
    func `a text without its appendix is still that text`() throws {
        let text = try Self.bytes("Apache-2.0").text
        let terms = text.prefix { $0 != "}" }.split(separator: "APPENDIX").first ?? ""
        #expect(Self.recognition(String(terms)) == .recognised("Apache-2.0"))
    }

    @Test func `other texts are unknown, and too short or long ones no texts`() {
        #expect(Self.recognition("You may do whatever the moon allows on Tuesdays.") == .unknown)
        #expect(Self.recognition("see LICENSE") == nil)
        #expect(LicenceText([UInt8](repeating: 0x61, count: (1 << 20) + 1)) == nil)
        #expect(LicenceText([0xFF, 0x20, 0xFE, 0x00]) == nil)
    }

    @Test func `the table of fingerprints reads, and names known licences`() {
        #expect(LicenceFingerprints.all.count == 46)
        for print in LicenceFingerprints.all {
            #expect(print.smallest.count == min(64, print.shingleCount), "\(print.id)")
            #expect(print.smallest == print.smallest.sorted(), "\(print.id)")
            #expect(LicenceCatalogue.licence(id: print.id).terms != nil, "\(print.id)")
        }
    }
}

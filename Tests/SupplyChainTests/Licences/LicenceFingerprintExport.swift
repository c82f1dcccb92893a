import Foundation
import Testing

@testable import SupplyChain

/// Writes the table of fingerprints anew, for `Scripts/licence-fingerprints.sh`.
@Suite struct LicenceFingerprintExport {
    /// A folder of texts, each named for its licence.
    private static let folder = ProcessInfo.processInfo.environment["ASSAY_LICENCE_TEXTS"]

    @Test(.enabled(if: folder != nil, "ASSAY_LICENCE_TEXTS names no folder of licence texts"))
    func `the table of fingerprints is written`() throws {
        let folder = URL(filePath: try #require(Self.folder))
        let files = try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil)
        var lines: [String] = []
        for file in files.sorted(by: { $0.path() < $1.path() }) {
            let bytes = [UInt8](try Data(contentsOf: file))
            let text = try #require(LicenceText(bytes))
            let print = LicenceFingerprint(id: Self.id(file), of: text)
            lines.append("\(print.id) \(print.shingleCount)")
            let hashes = print.smallest.map {
                String(repeating: "0", count: $0.leadingZeroBitCount / 4 - ($0 == 0 ? 1 : 0))
                    + String($0, radix: 16)
            }
            for start in stride(from: 0, to: hashes.count, by: 11) {
                lines.append(hashes[start..<min(start + 11, hashes.count)].joined())
            }
        }
        let table = lines.map { "        \($0)\n" }.joined()
        let source = try Self.sourceFile()
        let text = try String(contentsOf: source, encoding: .utf8)
        let halves = text.components(separatedBy: "\"\"\"\n")
        try #require(halves.count == 2 || halves.count == 3)
        let tail = text.components(separatedBy: "        \"\"\"\n").last ?? ""
        try (halves[0] + "\"\"\"\n" + table + "        \"\"\"\n" + tail)
            .write(to: source, atomically: true, encoding: .utf8)
    }

    /// A file's name up to `~`, behind which two texts of one licence are told apart.
    private static func id(_ file: URL) -> String {
        String(file.lastPathComponent.prefix { $0 != "~" })
    }

    private static func sourceFile() throws -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources/SupplyChain/Licences/LicenceFingerprints.swift")
            .resolvingSymlinksInPath()
    }
}

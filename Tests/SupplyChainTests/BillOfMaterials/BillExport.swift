import Foundation
import Testing
import Transparency

@testable import SupplyChain

/// The folder to write to, where there is one.
private let folder = ProcessInfo.processInfo.environment["ASSAY_BOM_DIR"]

/// Writes bills for `Scripts/check-bom.sh`, which has the official validators read them, and reads
/// what it finds in the folder's `foreign`.
@Suite(.enabled(if: folder != nil, "ASSAY_BOM_DIR names no folder"))
struct BillExport {
    private static func file(_ name: String) throws -> URL {
        URL(filePath: try #require(folder)).appending(path: name)
    }

    @Test func write() throws {
        var random = SeededRandom()
        var bills: [(String, BillOfMaterials)] = [
            ("empty", BillSamples.empty), ("full", BillSamples.full),
            ("large", BillSamples.large(packageCount: 10_000)),
        ]
        bills.append(("licences", BillSamples.licences))
        bills += (0..<100).map { ("random-\($0)", BillSamples.random(&random)) }
        for (name, bill) in bills {
            try Data(CycloneDXWriter(bill).json.canonicalBytes)
                .write(to: Self.file("\(name).cdx.json"))
            try Data(SPDXWriter(bill).json.canonicalBytes)
                .write(to: Self.file("\(name).spdx.json"))
        }
    }

    private static func inventory(_ bytes: [UInt8], _ name: String) -> ImportedInventory? {
        do {
            guard case .inventory(let inventory) = try ImportedDocument(parsing: bytes).content
            else { return nil }
            return inventory
        } catch {
            Issue.record("\(name): \(error)")
            return nil
        }
    }

    /// Documents of other writers; how many components each reader of theirs found stands beside.
    @Test func read() throws {
        let foreign = try Self.file("foreign")
        let names = try? FileManager.default.contentsOfDirectory(atPath: foreign.path())
        for name in (names ?? []).sorted() where name.hasSuffix(".json") {
            let bytes = [UInt8](try Data(contentsOf: foreign.appending(path: name)))
            guard let inventory = Self.inventory(bytes, name) else { continue }
            let count = try? String(
                contentsOf: foreign.appending(path: name + ".count"), encoding: .utf8)
            if let count = count.flatMap({ Int($0.trimmed) }) {
                #expect(inventory.components.count == count, "\(name)")
            }
            print("\(name): \(inventory.form), \(inventory.components.count) components")
        }
    }
}

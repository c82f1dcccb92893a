import Testing
import Transparency

@testable import SupplyChain

struct BillOfMaterialsTests {
    @Test func `packages stand once, by package URL, whoever names them`() {
        let torch = PackageURL(type: "pypi", name: "Torch", version: "2.5.0")
        let numpy = PackageURL(type: "pypi", name: "numpy", version: "2.0")
        let bill = BillOfMaterials(
            serial: BillSerial(BillSamples.digest("a")), createdAt: BillSamples.at,
            tool: BillSamples.tool, model: BillSamples.empty.model,
            packages: [BilledPackage(url: torch, place: "a"), BilledPackage(url: torch)],
            vulnerabilities: [BilledVulnerability(id: "X-1", affected: [.init(package: numpy)])])
        #expect(bill.packages.map(\.url) == [numpy, torch])
        #expect(bill.packages[1].place == "a")
    }

    @Test func `a serial is a UUID of version 8 that follows from a digest`() {
        let serial = BillSerial(BillSamples.digest("a"))
        #expect(serial == BillSerial(BillSamples.digest("a")))
        #expect(serial != BillSerial(BillSamples.digest("b")))
        #expect(serial.uuid == "ca978112-ca1b-8dca-bac2-31b39a23dc4d")
        #expect(serial.urn == "urn:uuid:\(serial.uuid)")
    }

    /// What a reader of either form must find.
    struct Kept: Hashable {
        let reference: String
        let hashes: Set<ComponentHash>
        let licences: Set<String>

        init(_ component: ImportedComponent) {
            reference = component.reference
            hashes = Set(component.hashes)
            licences = Set(component.licences)
        }

        init(_ reference: String, _ hashes: [ComponentHash?], _ licence: LicenceExpression?) {
            self.reference = reference
            self.hashes = Set(hashes.compactMap { $0 })
            licences = Set([licence?.description].compactMap { $0 })
        }
    }

    private static func sha256(_ digest: Digest) -> ComponentHash? {
        ComponentHash(.sha256, hex: digest.hex)
    }

    private static func kept(_ bill: BillOfMaterials) -> Set<Kept> {
        let model = bill.model
        var all = [Kept("\(model.name)@\(model.version)", [sha256(model.root)], model.licence)]
        for part in model.parts {
            all.append(Kept(part.name, [sha256(part.digest)], nil))
            all += (part.files ?? []).map { Kept($0.path, [sha256($0.digest)], nil) }
        }
        all += bill.datasets.map {
            Kept(
                $0.url?.description ?? $0.name, [$0.part.flatMap { sha256($0.digest) }], $0.licence)
        }
        all += model.bases.map { Kept($0.url?.description ?? $0.name, [], $0.licence) }
        all += bill.packages.map { Kept($0.url.description, $0.hashes, $0.licence) }
        return Set(all)
    }

    private static func vulnerabilities(_ bill: BillOfMaterials) -> Set<[Set<String>]> {
        Set(
            bill.vulnerabilities.map { one in
                let scored = one.ratings.map(\.vector).filter { CVSSScore(vector: $0) != nil }
                return [
                    [one.id], Set(one.aliases), Set(one.affected.map(\.package.description)),
                    Set(one.affected.compactMap(\.fixedVersion)), Set(scored),
                ]
            })
    }

    private static func vulnerabilities(_ inventory: ImportedInventory) -> Set<[Set<String>]> {
        Set(
            inventory.vulnerabilities.map { one in
                let scored = one.ratings.compactMap(\.vector)
                    .filter { CVSSScore(vector: $0) != nil }
                return [
                    [one.id], Set(one.aliases), Set(one.affects), Set(one.fixedVersions),
                    Set(scored),
                ]
            })
    }

    private static func check(_ bill: BillOfMaterials) throws {
        for json in [CycloneDXWriter(bill).json, SPDXWriter(bill).json] {
            let document = try ImportedDocument(parsing: json.canonicalBytes)
            guard case .inventory(let read) = document.content else {
                Issue.record("it is no inventory")
                continue
            }
            #expect(kept(bill).subtracting(read.components.map(Kept.init)) == [])
            #expect(vulnerabilities(read) == vulnerabilities(bill))
            let packages = read.components.filter { $0.kind == .package }
            #expect(packages.count == bill.packages.count)
            #expect(read.subjects.map(\.digest) == [bill.model.root])
            #expect(read.makers.contains("assay 0.4.0"))
        }
    }

    @Test(arguments: [
        BillSamples.empty, BillSamples.full, BillSamples.licences,
        BillSamples.large(packageCount: 500),
    ])
    func `a reader finds what a writer wrote`(_ bill: BillOfMaterials) throws {
        try Self.check(bill)
    }

    @Test func `a reader finds what a writer wrote, whatever it is`() throws {
        var random = SeededRandom()
        for _ in 0..<200 { try Self.check(BillSamples.random(&random)) }
    }

    @Test func `equal bills are equal bytes, and nothing in them is null`() {
        var random = SeededRandom()
        for _ in 0..<50 {
            var again = random
            let bytes = Self.bytes(BillSamples.random(&random))
            #expect(bytes == Self.bytes(BillSamples.random(&again)))
        }
        #expect(!Self.hasNull(CycloneDXWriter(BillSamples.full).json))
        #expect(!Self.hasNull(SPDXWriter(BillSamples.full).json))
    }

    private static func bytes(_ bill: BillOfMaterials) -> [[UInt8]] {
        [CycloneDXWriter(bill).json.canonicalBytes, SPDXWriter(bill).json.canonicalBytes]
    }

    private static func hasNull(_ json: JSON) -> Bool {
        switch json {
        case .null: true
        case .array(let items): items.contains(where: hasNull)
        case .object(let members): members.values.contains(where: hasNull)
        case .bool, .number, .string: false
        }
    }
}

package import Governance
import Ledger
import SupplyChain
package import Transparency

/// The bill of materials of a version: what is registered, and what the evidence about it says.
///
/// Evidence that does not hold for the version's bytes, or has expired, is left out.
package struct ExportBillOfMaterials: Operation {
    package enum Format: String, Sendable, CaseIterable {
        /// CycloneDX 1.6, with a model card.
        case cycloneDX = "cyclonedx"
        /// SPDX 3.0.1, with the AI and dataset profiles.
        case spdx
        /// What the newest scan found to be vulnerable, as an in-toto statement.
        case vulns
    }

    package let version: VersionName
    package let format: Format
    /// Whether people are named; else they stand as pseudonyms, as in the ledger.
    package let namesPeople: Bool
    package let by: Actor

    package static let permission = Permission.readInventory
    package var object: OperationObject { .subject(version.subject) }

    package init(version: VersionName, format: Format, namesPeople: Bool, by: Actor) {
        self.version = version
        self.format = format
        self.namesPeople = namesPeople
        self.by = by
    }

    /// Who the documents say made them.
    static let tool = BillOfMaterials.Tool(name: "assay", version: ProgramVersion.text)

    package func run(on platform: Platform) async throws -> JSON {
        let store = platform.store
        let dossier = try await store.dossier(
            of: version, to: "production", on: platform, at: platform.now())
        if format == .vulns { return try Self.vulnerabilities(of: dossier) }
        let artifacts = try await store.artifacts(of: version)
        let gathered = GatheredBill(
            dossier, try artifacts.map { try BilledPart($0, in: platform.blobs) },
            people: namesPeople ? try await Self.people(of: dossier, on: platform) : nil)
        let bill = try gathered.bill(tool: Self.tool)
        return format == .cycloneDX ? CycloneDXWriter(bill).json : SPDXWriter(bill).json
    }

    /// - Throws: A fault when the version was never scanned, or not by advisories.
    private static func vulnerabilities(of dossier: Dossier) throws(Failure) -> JSON {
        let scans = dossier.holdingEvidence.filter {
            $0.kind == .scanReport && $0.predicate["basis"] != nil
        }
        let name = dossier.version.name.short
        guard let scan = scans.max(by: { $0.at < $1.at }) else {
            throw .fault("not_scanned", "the files of `\(name)` were never looked into")
        }
        guard let digest = scan.predicate["basis"]?["advisories"]?.stringValue,
            let modified = scan.predicate["basis"]?["modified"]?.stringValue
        else {
            throw .fault(
                "no_advisories",
                "`\(name)` was judged without advisories; load some with `assay advisories import "
                    + "FILE`, then `assay findings --judge`")
        }
        return VulnerabilityStatement(
            subjects: scan.lookedAt.map { .init(name: $0.role.rawValue, digest: $0.digest) },
            tool: tool, scannedAt: scan.at, database: (digest, modified),
            vulnerabilities: ListedEvidence(scan.predicate).vulnerabilities
        ).json
    }

    private static func people(of dossier: Dossier, on platform: Platform) async throws -> People {
        let owners = dossier.subject.owners
        let ids = [owners.business, owners.technical, dossier.version.author]
        return try await People(on: platform, ids: (ids + dossier.evidence.map(\.by)).map(\.text))
    }
}

extension BilledPart {
    /// - Throws: A fault when the manifest of a folder cannot be read.
    fileprivate init(_ artifact: Artifact, in blobs: BlobFolder) throws(Failure) {
        let manifest = artifact.isFolder ? try artifact.manifest(in: blobs) : nil
        self.init(
            role: artifact.part.role.rawValue, name: artifact.name, digest: artifact.part.digest,
            byteCount: artifact.byteCount,
            files: manifest?.entries.map {
                File(path: $0.path, digest: $0.digest, byteCount: $0.size)
            })
    }
}

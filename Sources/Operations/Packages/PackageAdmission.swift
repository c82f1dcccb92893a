import Governance
import Ledger
import SupplyChain
import Transparency

/// Whether a package's file may be used; if not, what of it the policy may have meant is said too, for
/// whoever reads it has an installer's one line and no console.
struct PackageAdmission {
    let file: PackageFile
    /// Where this server is known to be.
    let site: String?
    let by: Actor

    private static let findingLengthMax = 200

    /// - Throws: A refusal that says what the file is, why it may not be used, and where to ask.
    func admit(on platform: Platform) async throws {
        do {
            try await platform.perform(AdmitVersion(version: file.version, site: site, by: by))
        } catch let failure as Failure where failure.kind == .refused {
            let known = try await known(on: platform).joined(separator: "; ")
            throw Failure.refused(
                failure.code,
                "\(file.name.project) \(file.name.release) (\(known)): \(failure.message)")
        }
    }

    private func known(on platform: Platform) async throws -> [String] {
        let finding = try await platform.store.rows(
            .findings, where: ["version": file.version.description, "severity": "dangerous"],
            limit: 1
        ).first?.document["message"]?.stringValue
        let licence = file.licence.map { "licence \($0)" } ?? "no licence is stated"
        return [licence] + (finding.map { [String($0.prefix(Self.findingLengthMax))] } ?? [])
    }
}

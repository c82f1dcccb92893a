import Governance
import Synchronization
import Transparency

/// Why versions may not be used, as long as nothing that was read for it has changed.
package final class Admissions: Sendable {
    /// What a refusal was worked out from.
    struct Basis: Hashable, Sendable {
        /// The commits so far.
        let revision: Int
        let policies: [Digest]
        let rulebook: JSON

        init(_ platform: Platform) async throws {
            // Before anything that the judgement reads, so that what changes meanwhile counts.
            revision = try await platform.revision()
            policies = try platform.policies.drafts().map { Digest(of: $0.file.bytes) }
            rulebook = try platform.rulebook.current().basis
        }
    }

    private struct Known {
        let basis: Basis
        let refusal: AdmissionRefusal
    }

    private let known = Mutex<[VersionName: Known]>([:])
    private static let countMax = 10_000

    init() {}

    func refusal(of version: VersionName, on basis: Basis) -> AdmissionRefusal? {
        known.withLock { known in
            known[version].flatMap { $0.basis == basis ? $0.refusal : nil }
        }
    }

    func remember(_ refusal: AdmissionRefusal, of version: VersionName, on basis: Basis) {
        known.withLock { known in
            if known.count >= Self.countMax { known.removeAll() }
            known[version] = Known(basis: basis, refusal: refusal)
        }
    }
}

/// Why a version may not be used, before it is known who asks and where they could look.
struct AdmissionRefusal: Sendable, Hashable {
    let code: String
    let reason: String

    init(code: String, reason: String) {
        self.code = code
        self.reason = reason
    }

    init(_ decision: Decision) {
        self.init(code: "gate_closed", reason: decision.openFindings)
    }

    func failure(for version: VersionName, site: String?) -> Failure {
        let page = site.map { "\($0)/versions/\(version)?to=\(AdmitVersion.transition)" }
        return .refused(
            code,
            "`\(version)` may not be used yet: \(reason); ask at "
                + (page ?? "the console's page of the version")
                + ", or see `assay gate \(version) --to \(AdmitVersion.transition)`")
    }
}

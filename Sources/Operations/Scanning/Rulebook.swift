import ModelFiles
package import SupplyChain
import Synchronization
import Transparency

/// By what files are judged beside the rules on model files: what is known against packages, and
/// which licences the organisation takes.
package struct Rulebook: Sendable {
    /// `nil` when none were imported: then lists of packages are not judged.
    package let advisories: DependencyVerdicts?
    /// `nil` when the organisation has not said.
    package let licences: LicencePolicy?
    /// Names all of it: another value is another judgement.
    let basis: JSON

    /// `licenceBytes` are those of the licence policy.
    init(
        advisories: AdvisoryDatabase? = nil, licences: LicencePolicy? = nil,
        licenceBytes: [UInt8]? = nil
    ) {
        self.advisories = advisories.map { DependencyVerdicts($0) }
        self.licences = licences
        basis = [
            "advisories": advisories.map { .string(Digest(of: $0.bytes).description) } ?? .null,
            "licences": licenceBytes.map { .string(Digest(of: $0).description) } ?? .null,
            "modified": advisories.map { .string($0.modified) } ?? .null,
            "rules": JSON(ModelFileRules.version),
        ]
    }
}

/// A home's rulebook, read again only when one of its files is another.
package final class RulebookShelf: Sendable {
    private struct Loaded: Sendable {
        let states: [FileState?]
        let rulebook: Rulebook
    }

    private let home: String?
    private let loaded = Mutex<Loaded?>(nil)

    /// - Parameter home: The home's folder; `nil` for a platform that has none.
    package init(home: String? = nil) { self.home = home }

    /// - Throws: A fault when a file of it is damaged or does not read.
    package func current() throws(Failure) -> Rulebook {
        guard let home else { return Rulebook() }
        let advisories = AdvisoryFile(in: home)
        let licences = LicenceFile(in: home)
        let states = [advisories.state, licences.state]
        if let known = loaded.withLock({ $0 }), known.states == states { return known.rulebook }
        let read = try licences.load()
        let rulebook = Rulebook(
            advisories: try advisories.load(), licences: read?.policy, licenceBytes: read?.bytes)
        loaded.withLock { $0 = Loaded(states: states, rulebook: rulebook) }
        return rulebook
    }
}

package import ModelFiles
package import SupplyChain
package import Transparency

/// What one file, link or folder says about itself: enough to judge it again without it.
package struct LookedFile: Sendable {
    /// `nil` for what is no file, or could not be read.
    package let digest: Digest?
    package let facts: FileFacts
    /// The packages that it lists; `nil` when its name is no list's.
    package let listing: DependencyListing?
    /// What it says of licences and of what was made from what.
    package let licence: LicenceFact?

    /// The same with the name of the bytes.
    func named(_ digest: Digest) -> LookedFile {
        LookedFile(digest: digest, facts: facts, listing: listing, licence: licence)
    }

    /// The same without facts that no rule has anything to say about.
    var telling: LookedFile {
        LookedFile(
            digest: digest, facts: ModelFileRules.telling(facts), listing: listing,
            licence: licence)
    }

    /// Below the folder that was looked at.
    package var path: String { facts.path }

    package init(
        digest: Digest?, facts: FileFacts, listing: DependencyListing? = nil,
        licence: LicenceFact? = nil
    ) {
        self.digest = digest
        self.facts = facts
        self.listing = listing
        self.licence = licence
    }
}

/// What a file says of the licence of the model or the data that it lies beside.
package struct LicenceFact: Sendable, Equatable {
    package enum Source: String, Sendable {
        /// The metadata of a README.
        case card
        /// What a Python package says of itself.
        case metadata
        /// A licence's own text.
        case text
        /// An adapter's or a model's configuration.
        case configuration
        /// What a weights file's own header states.
        case header
    }

    package let source: Source
    /// An SPDX expression; `nil` when none is stated, or nobody can tell which it is.
    package let licence: String?
    /// A licence that the text is like, but for changes.
    package let altered: String?
    package let baseModels: [String]
    package let datasets: [String]

    package init(
        source: Source, licence: String?, altered: String? = nil, baseModels: [String] = [],
        datasets: [String] = []
    ) {
        self.source = source
        self.licence = licence
        self.altered = altered
        self.baseModels = baseModels
        self.datasets = datasets
    }
}

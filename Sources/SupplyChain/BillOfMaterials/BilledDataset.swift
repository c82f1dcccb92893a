/// Data that the model was trained or measured on.
package struct BilledDataset: Sendable, Hashable {
    package enum Use: String, Sendable, Hashable {
        case training, evaluation, reference
    }

    /// Who answers for it.
    package struct Stewardship: Sendable, Hashable {
        package var custodians: [Party] = []
        package var stewards: [Party] = []
        package var owners: [Party] = []

        package init() {}
    }

    package let name: String
    package let use: Use
    /// The part that it is; `nil` for data that is known by its name alone.
    package let part: BilledPart?
    package let url: PackageURL?
    package let licence: LicenceExpression?
    package let summary: String?
    /// How confidential it is, in the words of whoever classifies.
    package let classification: String?
    /// Kinds of sensitive data in it.
    package let sensitiveData: [String]
    package let governance: Stewardship

    package init(
        name: String, use: Use, part: BilledPart? = nil, url: PackageURL? = nil,
        licence: LicenceExpression? = nil, summary: String? = nil, classification: String? = nil,
        sensitiveData: [String] = [], governance: Stewardship = Stewardship()
    ) {
        self.name = name
        self.use = use
        self.part = part
        self.url = url
        self.licence = licence
        self.summary = summary
        self.classification = classification
        self.sensitiveData = sensitiveData
        self.governance = governance
    }
}

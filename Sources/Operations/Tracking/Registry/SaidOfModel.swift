import Governance
import Tracking

/// What the description and the tags of a registered model say of the governed thing.
struct SaidOfModel {
    let purpose: String?
    let risk: RiskTier?
    let businessOwner: PrincipalClaim?
    let technicalOwner: PrincipalClaim?

    static let tagPrefix = "assay."

    /// - Throws: A fault for a risk that there is not.
    static func check(_ tags: [TrackedPair]) throws(Failure) {
        for tag in tags where tag.key == "assay.risk" && RiskTier(rawValue: tag.value) == nil {
            throw .fault(
                "bad_tracking",
                "the tag `assay.risk` is low, medium or high, not `\(tag.value.prefix(100))`")
        }
    }

    init(_ model: RegisteredModel) {
        let tags = Dictionary(model.tags.map { ($0.key, $0.value) }) { $1 }
        let isBlank = model.description.allSatisfy(\.isWhitespace)
        purpose = tags["assay.purpose"] ?? (isBlank ? nil : model.description)
        risk = tags["assay.risk"].flatMap { RiskTier(rawValue: $0) }
        businessOwner = tags["assay.business_owner"].flatMap { try? PrincipalClaim($0) }
        technicalOwner = tags["assay.technical_owner"].flatMap { try? PrincipalClaim($0) }
    }
}

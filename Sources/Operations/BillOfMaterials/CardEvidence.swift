import SupplyChain
import Transparency

/// What a model card says that was handed in: a README, or JSON in the form of CycloneDX's
/// `modelCard`, which may have a README's `license`, `base_model` and `datasets` beside.
struct CardEvidence {
    let description: ModelDescription
    let licence: LicenceExpression?
    let bases: [BaseModel]
    let datasets: [String]

    /// - Throws: A fault when a README's metadata does not read.
    init(_ predicate: JSON) throws(Failure) {
        description = ModelDescription(card: predicate)
        guard let text = predicate["text"]?.stringValue else {
            licence = predicate["license"]?.stringValue.flatMap(LicenceCatalogue.expression)
            bases = Self.bases(Self.texts(predicate["base_model"]))
            datasets = Self.texts(predicate["datasets"])
            return
        }
        let card: ModelCard
        do throws(DocumentError) { card = try ModelCard(readme: Array(text.utf8)) } catch {
            throw .fault(
                "bad_model_card",
                "the newest model card does not read, hand in another: \(error)")
        }
        licence = card.licence
        bases = Self.bases(card.baseModels)
        datasets = card.datasets
    }

    private static func bases(_ names: [String]) -> [BaseModel] {
        names.map { BaseModel(name: $0, url: PackageURL(huggingFace: $0)) }
    }

    private static func texts(_ json: JSON?) -> [String] {
        if let one = json?.stringValue { return [one] }
        return (json?.arrayValue ?? []).compactMap(\.stringValue)
    }
}

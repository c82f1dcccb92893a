import Transparency

/// A data set of a bill as CycloneDX's component.
struct CycloneDXDataset {
    private let dataset: BilledDataset
    private let ref: String

    init(_ dataset: BilledDataset, ref: String) {
        self.dataset = dataset
        self.ref = ref
    }

    var json: JSON {
        var members = dataset.part.map(CycloneDXModel.part) ?? [:]
        members["type"] = "data"
        members["bom-ref"] = .string(ref)
        members["name"] = .string(dataset.name)
        members["data"] = [data]
        members["purl"] = .text(dataset.url?.description)
        members["licenses"] = CycloneDXWriter.licences(dataset.licence)
        return .object(members)
    }

    private var data: JSON {
        .stated([
            "type": "dataset", "name": .string(dataset.name),
            "description": .text(dataset.summary),
            "contents": .stated([
                "url": .text(dataset.url?.description),
                "properties": [CycloneDXWriter.property("use", dataset.use.rawValue)],
            ]),
            "classification": .text(dataset.classification),
            "sensitiveData": .texts(dataset.sensitiveData),
            "governance": .stated([
                "custodians": parties(dataset.governance.custodians),
                "stewards": parties(dataset.governance.stewards),
                "owners": parties(dataset.governance.owners),
            ]),
        ])
    }

    private func parties(_ parties: [Party]) -> JSON {
        .array(parties.map(CycloneDXWriter.responsible))
    }
}

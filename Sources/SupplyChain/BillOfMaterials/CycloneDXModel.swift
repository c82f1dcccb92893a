import Transparency

/// The model of a bill as CycloneDX's component, with what is in it and its card.
struct CycloneDXModel {
    private let bill: BillOfMaterials
    private var model: BilledModel { bill.model }

    init(_ bill: BillOfMaterials) { self.bill = bill }

    var json: JSON {
        .stated([
            "type": "machine-learning-model", "bom-ref": .string(CycloneDXWriter.model),
            "supplier": CycloneDXWriter.organisation(model.supplier),
            "name": .string(model.name), "version": CycloneDXWriter.version(model.version),
            "description": .string(model.purpose), "hashes": [CycloneDXWriter.hash(model.root)],
            "licenses": CycloneDXWriter.licences(model.licence),
            "purl": .text(model.url?.description),
            "externalReferences": model.location.map {
                [["type": "distribution", "url": .string($0)]]
            },
            "pedigree": .stated(["ancestors": .array(model.bases.map(Self.base))]),
            "components": .array(parts + data), "modelCard": card,
            "properties": [
                CycloneDXWriter.property("digest-of", "merkle-root-of-parts"),
                CycloneDXWriter.property("registered-at", model.registeredAt.description),
            ],
        ])
    }

    private static func base(_ base: BaseModel) -> JSON {
        .stated([
            "type": "machine-learning-model", "group": .text(base.url?.namespace),
            "name": .string(base.url?.name ?? base.name),
            "version": CycloneDXWriter.version(base.url?.version),
            "purl": .text(base.url?.description),
            "licenses": CycloneDXWriter.licences(base.licence),
        ])
    }

    private var parts: [JSON] {
        model.parts.enumerated().map { index, part in
            var members = Self.part(part)
            members["type"] = "file"
            members["bom-ref"] = .string(CycloneDXWriter.part(index))
            members["name"] = .string(part.name)
            return .object(members)
        }
    }

    private var data: [JSON] {
        bill.datasets.enumerated().filter { $1.part != nil }
            .map { CycloneDXDataset($1, ref: CycloneDXWriter.dataset($0)).json }
    }

    /// What a file of the version and a data set that is one have in common.
    static func part(_ part: BilledPart) -> [String: JSON] {
        let digestOf = part.files == nil ? "file" : "manifest-of-folder"
        let json = JSON.stated([
            "hashes": [CycloneDXWriter.hash(part.digest)],
            "components": .array((part.files ?? []).map(file)),
            "properties": [
                CycloneDXWriter.property("role", part.role),
                CycloneDXWriter.property("bytes", String(part.byteCount)),
                CycloneDXWriter.property("digest-of", digestOf),
            ],
        ])
        return json.objectValue ?? [:]
    }

    private static func file(_ file: BilledPart.File) -> JSON {
        [
            "type": "file", "name": .string(file.path),
            "hashes": [CycloneDXWriter.hash(file.digest)],
            "properties": [CycloneDXWriter.property("bytes", String(file.byteCount))],
        ]
    }

    private var card: JSON {
        let said = model.description
        return .stated([
            "bom-ref": "model-card", "modelParameters": parameters(said),
            "quantitativeAnalysis": .stated([
                "performanceMetrics": .array(said.metrics.map(Self.metric))
            ]),
            "considerations": Self.considerations(said),
        ])
    }

    private func parameters(_ said: ModelDescription) -> JSON {
        let format = { (text: String) in JSON.stated(["format": .string(text)]) }
        return .stated([
            "approach": .stated(["type": .text(said.approach?.rawValue)]),
            "task": .text(said.task), "architectureFamily": .text(said.architectureFamily),
            "modelArchitecture": .text(said.architecture),
            "datasets": .array(
                bill.datasets.indices.map { ["ref": .string(CycloneDXWriter.dataset($0))] }),
            "inputs": .array(said.inputs.map(format)), "outputs": .array(said.outputs.map(format)),
        ])
    }

    private static func metric(_ metric: ModelMetric) -> JSON {
        .stated([
            "type": .string(metric.type), "value": .string(JSON.number(metric.value).canonical),
            "slice": .text(metric.slice),
            "confidenceInterval": .stated([
                "lowerBound": .text(metric.lower.map { JSON.number($0).canonical }),
                "upperBound": .text(metric.upper.map { JSON.number($0).canonical }),
            ]),
        ])
    }

    private static func considerations(_ said: ModelDescription) -> JSON {
        .stated([
            "users": .texts(said.users), "useCases": .texts(said.useCases),
            "technicalLimitations": .texts(said.technicalLimitations),
            "performanceTradeoffs": .texts(said.performanceTradeoffs),
            "ethicalConsiderations": .array(
                said.ethicalConsiderations.map {
                    .stated([
                        "name": .string($0.name), "mitigationStrategy": .text($0.mitigation),
                    ])
                }),
            "environmentalConsiderations": .stated([
                "energyConsumptions": .array(said.energy.map(energy))
            ]),
            "fairnessAssessments": .array(
                said.fairness.map {
                    .stated([
                        "groupAtRisk": .string($0.groupAtRisk), "benefits": .text($0.benefits),
                        "harms": .text($0.harms), "mitigationStrategy": .text($0.mitigation),
                    ])
                }),
        ])
    }

    private static func energy(_ energy: ModelDescription.Energy) -> JSON {
        var members: [String: JSON] = [
            "activity": .string(energy.activity.rawValue),
            // Who provided it is a list that must be there; it is not known.
            "energyProviders": [],
            "activityEnergyCost": ["value": .number(energy.kilowattHours), "unit": "kWh"],
        ]
        if let tonnes = energy.tonnesCO2 {
            members["co2CostEquivalent"] = ["value": .number(tonnes), "unit": "tCO2eq"]
        }
        return .object(members)
    }
}

import Transparency

/// The model of a bill and its data as SPDX's AI and dataset packages.
struct SPDXModel {
    private let bill: BillOfMaterials
    private var model: BilledModel { bill.model }
    /// The supplier's element.
    private let supplier: String

    init(_ bill: BillOfMaterials, supplier: String) {
        self.bill = bill
        self.supplier = supplier
    }

    /// - Returns: The model's element.
    func write(to graph: inout SPDXGraph) -> String {
        let said = model.description
        let author = model.author.map { graph.party($0) }
        let id = graph.add(
            "ai_AIPackage", "model",
            [
                "name": .string(model.name), "software_packageVersion": .string(model.version),
                "description": .string(model.purpose),
                "releaseTime": .string(SPDXWriter.seconds(model.registeredAt)),
                "suppliedBy": .string(supplier),
                "originatedBy": .texts([author ?? supplier]),
                "software_downloadLocation": .string(model.location ?? SPDXWriter.noElement),
                "software_packageUrl": .text(model.url?.description),
                "software_primaryPurpose": "model", "verifiedUsing": [SPDXGraph.hash(model.root)],
                "ai_domain": .texts([said.task].compactMap { $0 }),
                "ai_typeOfModel": .texts(
                    [said.architectureFamily, said.architecture].compactMap { $0 }),
                "ai_informationAboutTraining": .text(
                    said.approach.map { "approach: \($0.rawValue)" }),
                "ai_informationAboutApplication": Self.lines(said.useCases + said.users),
                "ai_limitation": Self.lines(said.technicalLimitations),
                "ai_metric": .array(said.metrics.map(Self.metric)),
                "ai_energyConsumption": SPDXEnergy(said.energy).json,
                "comment": "the SHA-256 is the Merkle root over the parts of this version",
            ])
        relate(id, in: &graph)
        return id
    }

    private func relate(_ id: String, in graph: inout SPDXGraph) {
        licences(of: id, model.licence, in: &graph)
        let bases = model.bases.enumerated().map { index, base in
            SPDXPackage(base.url, name: base.name, purpose: "model", element: "base-\(index + 1)")
                .write(to: &graph, licence: base.licence)
        }
        graph.relate(id, "descendantOf", bases)
        let parts = model.parts.enumerated().flatMap { index, part in
            files(part, "part-\(index + 1)", in: &graph)
        }
        let data = bill.datasets.enumerated().map { index, dataset in
            self.dataset(dataset, "dataset-\(index + 1)", in: &graph)
        }
        graph.relate(id, "contains", parts)
        graph.relate(id, "trainedOn", ids(data, .training))
        graph.relate(id, "testedOn", ids(data, .evaluation))
        graph.relate(id, "hasDataFile", ids(data, .reference))
    }

    private func ids(_ data: [String], _ use: BilledDataset.Use) -> [String] {
        zip(bill.datasets, data).filter { $0.0.use == use }.map(\.1)
    }

    /// Both relationships must be there exactly once.
    private func licences(
        of id: String, _ expression: LicenceExpression?, in graph: inout SPDXGraph
    ) {
        graph.relate(id, "hasDeclaredLicense", [graph.licence(expression)])
        graph.relate(id, "hasConcludedLicense", [SPDXWriter.noLicence])
    }

    /// The part's element and, for a folder, those of its files.
    private func files(
        _ part: BilledPart, _ name: String, in graph: inout SPDXGraph
    ) -> [String] {
        let whole = graph.add(
            "software_File", name,
            [
                "name": .string(part.name), "verifiedUsing": [SPDXGraph.hash(part.digest)],
                "software_fileKind": part.files == nil ? "file" : "directory",
                "software_primaryPurpose": .string(Self.purpose(part.role)),
                "comment": .string(
                    part.files == nil
                        ? "role: \(part.role)"
                        : "role: \(part.role); the SHA-256 is of the manifest of its files"),
            ])
        let files = (part.files ?? []).enumerated().map { index, file in
            graph.add(
                "software_File", "\(name)-file-\(index + 1)",
                [
                    "name": .string(file.path), "software_fileKind": "file",
                    "verifiedUsing": [SPDXGraph.hash(file.digest)],
                ])
        }
        graph.relate(whole, "contains", files)
        return [whole]
    }

    private static func purpose(_ role: String) -> String {
        switch role {
        case "weights", "adapter", "index": "model"
        case "tokenizer", "config", "prompt": "configuration"
        case "code": "source"
        case "environment": "requirement"
        default: "file"
        }
    }

    /// Data that is a part is a dataset package; of data known by name alone nobody knows when it
    /// was made, which the profile wants to know.
    private func dataset(
        _ dataset: BilledDataset, _ name: String, in graph: inout SPDXGraph
    ) -> String {
        guard let part = dataset.part else {
            return SPDXPackage(dataset.url, name: dataset.name, purpose: "data", element: name)
                .write(to: &graph, licence: dataset.licence)
        }
        let owners = dataset.governance.owners.map { graph.party($0) }
        let registered = JSON.string(SPDXWriter.seconds(model.registeredAt))
        let id = graph.add(
            "dataset_DatasetPackage", name,
            [
                "name": .string(dataset.name), "description": .text(dataset.summary),
                "builtTime": registered, "releaseTime": registered,
                "originatedBy": .texts(owners.isEmpty ? [supplier] : owners),
                "software_downloadLocation": .string(
                    dataset.url?.description ?? SPDXWriter.noElement),
                "software_packageUrl": .text(dataset.url?.description),
                "software_primaryPurpose": "data", "dataset_datasetType": ["noAssertion"],
                "dataset_datasetSize": JSON(exactly: part.byteCount),
                "dataset_hasSensitivePersonalInformation": dataset.sensitiveData.isEmpty
                    ? nil : "yes",
                "verifiedUsing": [SPDXGraph.hash(part.digest)],
                "comment": "built, released and of this size as far as its registration knows",
            ])
        licences(of: id, dataset.licence, in: &graph)
        graph.relate(id, "contains", files(part, "\(name)-part", in: &graph))
        return id
    }

    private static func metric(_ metric: ModelMetric) -> JSON {
        let number = { (value: Double) in JSON.number(value).canonical }
        var value = number(metric.value)
        if let lower = metric.lower, let upper = metric.upper {
            value += " (\(number(lower)) to \(number(upper)))"
        }
        let slice = metric.slice.map { " [\($0)]" } ?? ""
        return [
            "type": "DictionaryEntry", "key": .string(metric.type + slice),
            "value": .string(value),
        ]
    }

    private static func lines(_ texts: [String]) -> JSON? {
        .string(texts.joined(separator: "\n"))
    }
}

/// Energy that was used, in the three kinds that SPDX has.
private struct SPDXEnergy {
    private let uses: [ModelDescription.Energy]

    init(_ uses: [ModelDescription.Energy]) { self.uses = uses }

    var json: JSON? {
        let kinds: [(String, ModelDescription.Energy.Activity)] = [
            ("ai_trainingEnergyConsumption", .training),
            ("ai_finetuningEnergyConsumption", .fineTuning),
            ("ai_inferenceEnergyConsumption", .inference),
        ]
        var members: [String: JSON] = [:]
        for (name, activity) in kinds {
            let described = uses.filter { $0.activity == activity }.map(Self.description)
            if !described.isEmpty { members[name] = .array(described) }
        }
        guard !members.isEmpty else { return nil }
        members["type"] = "ai_EnergyConsumption"
        return .object(members)
    }

    private static func description(_ use: ModelDescription.Energy) -> JSON {
        [
            "type": "ai_EnergyConsumptionDescription", "ai_energyUnit": "kilowattHour",
            "ai_energyQuantity": .number(use.kilowattHours),
        ]
    }
}

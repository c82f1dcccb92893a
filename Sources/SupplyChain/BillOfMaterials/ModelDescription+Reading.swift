package import Transparency

extension ModelDescription {
    /// Reads the members of CycloneDX's `modelCard`, as people hand it in; what is of another form
    /// says nothing here.
    ///
    /// Metrics are not read: what was measured stands in evidence of its own.
    package init(card: JSON) {
        self.init()
        let parameters = card["modelParameters"] ?? .null
        approach = parameters["approach"]?["type"]?.stringValue
            .flatMap(Approach.init(rawValue:))
        task = parameters["task"]?.stringValue
        architectureFamily = parameters["architectureFamily"]?.stringValue
        architecture = parameters["modelArchitecture"]?.stringValue
        inputs = Self.texts(parameters["inputs"]) { $0["format"] }
        outputs = Self.texts(parameters["outputs"]) { $0["format"] }
        let considerations = card["considerations"] ?? .null
        users = Self.texts(considerations["users"])
        useCases = Self.texts(considerations["useCases"])
        technicalLimitations = Self.texts(considerations["technicalLimitations"])
        performanceTradeoffs = Self.texts(considerations["performanceTradeoffs"])
        ethicalConsiderations = Self.items(considerations["ethicalConsiderations"], Risk.init)
        fairness = Self.items(considerations["fairnessAssessments"], Fairness.init)
        let environment = considerations["environmentalConsiderations"]
        energy = Self.items(environment?["energyConsumptions"], Energy.init)
    }

    private static func texts(
        _ json: JSON?, _ text: (JSON) -> JSON? = { $0 }
    ) -> [String] {
        (json?.arrayValue ?? []).compactMap { text($0)?.stringValue }
    }

    private static func items<Item>(_ json: JSON?, _ read: (JSON) -> Item?) -> [Item] {
        (json?.arrayValue ?? []).compactMap(read)
    }
}

extension ModelDescription.Risk {
    fileprivate init?(_ json: JSON) {
        guard let name = json["name"]?.stringValue else { return nil }
        self.init(name: name, mitigation: json["mitigationStrategy"]?.stringValue)
    }
}

extension ModelDescription.Fairness {
    fileprivate init?(_ json: JSON) {
        guard let group = json["groupAtRisk"]?.stringValue else { return nil }
        self.init(
            groupAtRisk: group, benefits: json["benefits"]?.stringValue,
            harms: json["harms"]?.stringValue,
            mitigation: json["mitigationStrategy"]?.stringValue)
    }
}

extension ModelDescription.Energy {
    fileprivate init?(_ json: JSON) {
        guard let activity = json["activity"]?.stringValue.flatMap(Activity.init(rawValue:)),
            let hours = json["activityEnergyCost"]?["value"]?.doubleValue
        else { return nil }
        self.init(
            activity: activity, kilowattHours: hours,
            tonnesCO2: json["co2CostEquivalent"]?["value"]?.doubleValue)
    }
}

/// What a model's makers and measurements say of it: the content of a model card.
///
/// Source: CycloneDX 1.6, `modelCard`.
package struct ModelDescription: Sendable, Hashable {
    /// How it was trained.
    package enum Approach: String, Sendable, Hashable, CaseIterable {
        case supervised, unsupervised
        case reinforcementLearning = "reinforcement-learning"
        case semiSupervised = "semi-supervised"
        case selfSupervised = "self-supervised"
    }

    /// A risk and what is done about it.
    package struct Risk: Sendable, Hashable {
        package let name: String
        package let mitigation: String?

        package init(name: String, mitigation: String? = nil) {
            self.name = name
            self.mitigation = mitigation
        }
    }

    /// What the model means for a group of people.
    package struct Fairness: Sendable, Hashable {
        package let groupAtRisk: String
        package let benefits: String?
        package let harms: String?
        package let mitigation: String?

        package init(
            groupAtRisk: String, benefits: String? = nil, harms: String? = nil,
            mitigation: String? = nil
        ) {
            self.groupAtRisk = groupAtRisk
            self.benefits = benefits
            self.harms = harms
            self.mitigation = mitigation
        }
    }

    /// Energy that was used for something.
    package struct Energy: Sendable, Hashable {
        package enum Activity: String, Sendable, Hashable, CaseIterable {
            case design, training, validation, deployment, inference, other
            case dataCollection = "data-collection"
            case dataPreparation = "data-preparation"
            case fineTuning = "fine-tuning"
        }

        package let activity: Activity
        /// ≥ 0.
        package let kilowattHours: Double
        /// CO₂ equivalent, ≥ 0.
        package let tonnesCO2: Double?

        package init(activity: Activity, kilowattHours: Double, tonnesCO2: Double? = nil) {
            self.activity = activity
            self.kilowattHours = kilowattHours
            self.tonnesCO2 = tonnesCO2
        }
    }

    package var approach: Approach?
    package var task: String?
    package var architectureFamily: String?
    package var architecture: String?
    /// Formats of what goes in and comes out, such as `text`.
    package var inputs: [String] = []
    package var outputs: [String] = []
    package var metrics: [ModelMetric] = []
    package var users: [String] = []
    package var useCases: [String] = []
    package var technicalLimitations: [String] = []
    package var performanceTradeoffs: [String] = []
    package var ethicalConsiderations: [Risk] = []
    package var fairness: [Fairness] = []
    package var energy: [Energy] = []

    package init() {}
}

/// Something that was measured.
package struct ModelMetric: Sendable, Hashable {
    package let type: String
    package let value: Double
    /// The bounds of its interval.
    package let lower: Double?
    package let upper: Double?
    /// The rows that it was measured on, such as `sex=female`; `nil` for all.
    package let slice: String?

    package init(
        type: String, value: Double, lower: Double? = nil, upper: Double? = nil,
        slice: String? = nil
    ) {
        self.type = type
        self.value = value
        self.lower = lower
        self.upper = upper
        self.slice = slice
    }
}

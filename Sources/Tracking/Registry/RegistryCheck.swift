/// Whether what a client wants to have registered fits the protocol.
package enum RegistryCheck {
    package static let tagLengthMax = 100_000
    package static let nameLengthMax = 256
    package static let descriptionLengthMax = 5_000
    package static let aliasLengthMax = 255
    package static let sourceLengthMax = 500
    package static let tagCountMax = 100
    /// What always means the newest version.
    static let latestAlias = "latest"

    static func name(_ name: String, _ field: String = "name") throws(TrackingError) {
        guard !name.isEmpty else {
            throw TrackingCheck.invalid("Missing value for required parameter '\(field)'.")
        }
        guard !name.contains("/"), !name.contains(":") else {
            throw TrackingCheck.invalid(
                "Invalid model name: '\(TrackingCheck.cut(name, to: 100))'. Registered model names "
                    + "cannot contain '/' or ':'.")
        }
        try TrackingCheck.length(name, field, nameLengthMax)
        try TrackingCheck.plain(name, field)
    }

    static func tags(_ tags: [TrackedPair]) throws(TrackingError) {
        guard tags.count <= tagCountMax else {
            throw TrackingCheck.invalid("At most \(tagCountMax) tags may be given at once.")
        }
        for pair in tags { try tag(pair) }
    }

    static func tag(_ pair: TrackedPair) throws(TrackingError) {
        try TrackingCheck.tag(pair, "")
        try TrackingCheck.length(pair.key, "key", TrackingLimits.keyLengthMax)
        try TrackingCheck.length(pair.value, "value", tagLengthMax)
    }

    static func description(_ text: String) throws(TrackingError) {
        try TrackingCheck.length(text, "description", descriptionLengthMax)
        try TrackingCheck.plain(text, "description")
    }

    /// - Throws: `invalid` for an alias with other characters than letters, digits, `_` and `-`.
    package static func alias(_ alias: String) throws(TrackingError) {
        guard !alias.isEmpty else {
            throw TrackingCheck.invalid("Registered model alias name cannot be empty.")
        }
        let isPlain = alias.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                || (0x61...0x7A).contains(byte) || byte == 0x5F || byte == 0x2D
        }
        guard isPlain else {
            throw TrackingCheck.invalid(
                "Invalid alias name: '\(TrackingCheck.cut(alias, to: 100))'. Names may only contain "
                    + "alphanumerics, underscores (_), and dashes (-).")
        }
        try TrackingCheck.length(alias, "Registered model alias name", aliasLengthMax)
    }

    /// - Throws: `invalid` also for an alias that means something else already.
    package static func newAlias(_ alias: String) throws(TrackingError) {
        try self.alias(alias)
        guard alias.lowercased() != latestAlias else {
            throw TrackingCheck.invalid("'latest' alias name (case insensitive) is reserved.")
        }
        let rest = alias.dropFirst()
        guard
            !(alias.lowercased().hasPrefix("v") && !rest.isEmpty
                && rest.utf8.allSatisfy { (0x30...0x39).contains($0) })
        else { throw TrackingCheck.invalid("Version alias name '\(alias)' is reserved.") }
    }

    package static func stage(_ text: String) throws(TrackingError) -> ModelVersion.Stage {
        guard let stage = ModelVersion.Stage(asked: text) else {
            let known = ModelVersion.Stage.allCases.map(\.rawValue).joined(separator: ", ")
            throw TrackingCheck.invalid(
                "Invalid Model Version stage: \(TrackingCheck.cut(text, to: 100)). Value must be "
                    + "one of \(known).")
        }
        return stage
    }

    package static func number(_ text: String) throws(TrackingError) -> Int64 {
        guard let number = Int64(text) else {
            throw TrackingCheck.invalid(
                "Parameter 'version' must be an integer, got '\(TrackingCheck.cut(text, to: 100))'."
            )
        }
        return number
    }
}

extension TrackingRefusal {
    package static func registeredModel(_ name: String) -> Self {
        .missing("Registered Model with name=\(TrackingCheck.cut(name, to: 300)) not found")
    }
    package static func modelVersion(_ name: String, _ number: Int64) -> Self {
        .missing(
            "Model Version (name=\(TrackingCheck.cut(name, to: 300)), version=\(number)) not found")
    }
}

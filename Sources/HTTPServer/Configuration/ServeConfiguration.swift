package import Governance
package import Operations
package import Transparency

/// How a server runs, and who said so: a flag goes before the environment, that before the file, and
/// the file before what is usual.
package struct ServeConfiguration: Sendable, Equatable {
    /// Where a value comes from.
    package enum Source: Sendable, Equatable, CustomStringConvertible {
        case flag
        case environment
        case file(String, line: Int)
        case standard

        package var description: String {
            switch self {
            case .flag: "flag"
            case .environment: "environment"
            case .file(let path, let line): "`\(path)`, line \(line)"
            case .standard: "default"
            }
        }
    }

    package struct Value: Sendable, Equatable {
        /// One, or as many as a list has.
        package let texts: [String]
        package let source: Source
    }

    private let values: [ServeSetting: Value]

    /// `flags` are as typed, and `environment` says what a variable holds.
    ///
    /// - Throws: A fault that names the value, who said it and what was expected.
    package init(
        flags: [ServeSetting: [String]], environment: (String) -> String?,
        file: ConfigurationFile?
    ) throws(Failure) {
        var values: [ServeSetting: Value] = [:]
        for setting in ServeSetting.allCases {
            let value =
                Self.typed(setting, flags) ?? Self.inherited(setting, environment)
                ?? file?.values[setting] ?? Value(texts: setting.standard, source: .standard)
            for text in value.texts where !setting.accepts(text) {
                throw Self.unacceptable(text, setting, value.source)
            }
            values[setting] = value
        }
        self.values = values
        guard self[.certificate].texts.isEmpty == self[.key].texts.isEmpty else {
            throw .fault("bad_setting", "give both `certificate` and `key`, or neither")
        }
        _ = try openID()
        guard !trustsThisMachine || isForThisMachineAlone else {
            throw .fault(
                "bad_setting",
                "`trust-this-machine` is for a server that only this machine reaches: listen on "
                    + "127.0.0.1 or ::1, without `behind-tls` and `host-name`")
        }
    }

    package subscript(setting: ServeSetting) -> Value {
        values[setting] ?? Value(texts: setting.standard, source: .standard)
    }

    private static func typed(_ setting: ServeSetting, _ flags: [ServeSetting: [String]]) -> Value?
    {
        flags[setting].map { Value(texts: $0, source: .flag) }
    }

    private static func inherited(
        _ setting: ServeSetting, _ environment: (String) -> String?
    ) -> Value? {
        guard let text = environment(setting.variable) else { return nil }
        let texts = setting.isList ? text.split(separator: ",").map(String.init) : [text]
        return Value(texts: texts, source: .environment)
    }

    private static func unacceptable(
        _ text: String, _ setting: ServeSetting, _ source: Source
    ) -> Failure {
        let name =
            switch source {
            case .flag: "`\(setting.flag)`"
            case .environment: "`\(setting.variable)`"
            case .file(let path, let line): "`\(path)`, line \(line): `\(setting.rawValue)`"
            case .standard: "`\(setting.rawValue)`"
            }
        let shown = setting.isSecret ? "not good" : "`\(text)`"
        return .fault("bad_setting", "\(name) is \(shown), expected \(setting.expected)")
    }
}

// What the values mean.
extension ServeConfiguration {
    package var server: ServerSettings {
        var settings = ServerSettings()
        settings.host = text(.host) ?? settings.host
        settings.port = number(.port) ?? settings.port
        settings.hostNames = self[.hostName].texts
        settings.certificateFile = text(.certificate)
        settings.keyFile = text(.key)
        settings.isBehindTLS = isOn(.behindTLS)
        settings.connectionCountMax = number(.connections) ?? settings.connectionCountMax
        return settings
    }

    package var uploads: UploadLimits {
        var limits = UploadLimits()
        limits.byteCountMax = byteCount(.uploadLimit) ?? limits.byteCountMax
        limits.freeByteCountMin = byteCount(.diskReserve) ?? limits.freeByteCountMin
        if let hours = number(.uploadHours) { limits.keptMilliseconds = Int64(hours) * 3_600_000 }
        return limits
    }

    package var webhooks: WebhookRule {
        WebhookRule(allowsPrivate: isOn(.allowPrivateWebhooks), hosts: self[.webhookHost].texts)
    }

    /// Whether who sends no credentials is let in.
    package var trustsThisMachine: Bool { isOn(.trustThisMachine) }

    private var isForThisMachineAlone: Bool {
        ["127.0.0.1", "::1", "localhost"].contains(text(.host) ?? "") && !isOn(.behindTLS)
            && self[.hostName].texts.isEmpty
    }

    /// Where the files of new experiments are.
    package var mlflowArtifactRoot: String { text(.mlflowArtifactRoot) ?? "mlflow-artifacts:/" }

    /// The MLflow server that this one stands in front of; `nil` when it tracks itself.
    package var mlflowUpstream: String? { text(.mlflowUpstream) }
    package var mlflowUpstreamTokenFile: String? { text(.mlflowUpstreamTokenFile) }

    /// The hub that models come from which are not here; `nil` for none.
    package var hubUpstream: String? { text(.hubUpstream) }
    package var hubUpstreamTokenFile: String? { text(.hubUpstreamTokenFile) }
    /// The index that packages are taken in from when they are asked for; `nil` for none.
    package var packageUpstream: String? { text(.packageUpstream) }

    /// The PostgreSQL with the ledger; `nil` when the ledger is in the home.
    package var database: String? { text(.database) }
    /// Who numbers this server's records among several.
    package var name: String? { text(.name) }
    package var logLevel: String { text(.logLevel) ?? "warning" }

    /// The values as anybody may see them.
    package func shown(_ setting: ServeSetting) -> [String] {
        setting.isSecret ? self[setting].texts.map { _ in "(set)" } : self[setting].texts
    }

    /// Every value with where it comes from, to be printed.
    package var json: JSON {
        .object(
            Dictionary(
                uniqueKeysWithValues: ServeSetting.allCases.map { setting in
                    let value = self[setting]
                    let texts = shown(setting).map(JSON.string)
                    return (
                        setting.rawValue,
                        [
                            "source": .string(value.source.description),
                            "value": setting.isList ? .array(texts) : texts.first ?? .null,
                        ]
                    )
                }))
    }

    func text(_ setting: ServeSetting) -> String? { self[setting].texts.last }
    private func number(_ setting: ServeSetting) -> Int? { text(setting).flatMap { Int($0) } }
    private func byteCount(_ setting: ServeSetting) -> Int? {
        text(setting).flatMap(ServeSetting.byteCount)
    }
    private func isOn(_ setting: ServeSetting) -> Bool { text(setting) == "true" }
}

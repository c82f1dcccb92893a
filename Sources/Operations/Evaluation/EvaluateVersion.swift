package import Governance
package import Statistics
import Transparency

/// Measures a version on a file of rows that is one of its parts, where the file is.
///
/// Scores are a column of the file, or what the version's own model makes of the rows: Assay runs it.
/// All of it is then a function of the files, the configuration and the seed; not so when a model that
/// somebody else runs is asked.
package struct EvaluateVersion: Sendable {
    package let version: VersionName
    package let data: String
    /// `nil` when labels are not known and performance is estimated.
    package let label: String?
    /// A column of scores, or several with commas; `nil` when the model is run.
    package let score: String?
    /// What kind of question is answered; `nil` when the labels tell.
    package var task: EvaluationTask?
    /// A column of decided classes, in place of scores.
    package var prediction: String?
    /// Which class each of several scores is of; `nil` when their columns' names tell.
    package var classes: [String]?
    /// A column that says which rows are ranked together.
    package var query: String?
    /// Where rankings are cut.
    package var places = [1, 5, 10]
    /// Quantiles of numbers whose pinball loss is asked for.
    package var quantiles: [Double] = []
    /// The column of the reference's labels, when those of the data are not known.
    package var referenceLabel: String?
    /// Rows that the model was trained on, which are looked for in the data.
    package var training: String?
    /// The model's file; `nil` for the only one of the version that runs here.
    package var model: String?
    /// What runs ONNX that Assay does not run; `nil` when nothing does.
    package var runtime: (any ModelRuntime)?
    /// A model that somebody else runs, and is asked for the scores; `nil` when none is.
    package var served: (any ServedModel)?
    /// The columns that it is asked with; `nil` for those that it names, or else for all but the
    /// label, the scores and the sensitive ones.
    ///
    /// Of a model's file that does not name its features, what they are called.
    package var features: [String]?
    package let sensitive: [String]
    /// Where sensitive columns of numbers are cut into groups, by column.
    package var ranges: [String: NumberRanges] = [:]
    /// The group of a sensitive column that the others are compared with, by column; the largest one
    /// where none is named.
    package var baselines: [String: String] = [:]
    /// A column with each row's weight, in the data and in the reference; `nil` when all count alike.
    package var weight: String?
    /// Columns by whose values all is measured again.
    package var segments: [String] = []
    /// Rows, or a profile of them, that the data is compared with; `nil` for the version's own
    /// reference profile, if it has one.
    package var reference: String?
    /// Another version, measured on the same rows and compared in pairs.
    package var rival: Rival?
    package let threshold: Double
    package let positive: String?
    package var suite = EvaluationSuite.medium
    package var seed: UInt64 = 1
    package let by: Actor

    /// What a version is compared with.
    package struct Rival: Sendable {
        package let version: VersionName
        /// A column of its scores; `nil` when its model is run.
        package let score: String?
        /// Its parts, when its model is run.
        package let artifacts: [Artifact]

        package init(version: VersionName, score: String?, artifacts: [Artifact]) {
            self.version = version
            self.score = score
            self.artifacts = artifacts
        }
    }

    package init(
        version: VersionName, data: String, label: String?, score: String?, sensitive: [String],
        threshold: Double, positive: String?, by: Actor
    ) {
        self.version = version
        self.data = data
        self.label = label
        self.score = score
        self.sensitive = sensitive
        self.threshold = threshold
        self.positive = positive
        self.by = by
    }

    /// - Parameters:
    ///   - artifacts: The version's, with where they were.
    ///   - progress: Called with what is being done.
    /// - Returns: The evidence to add: an eval_report, and a fairness_report and an
    ///   explainability_report if asked.
    /// - Throws: A fault that says what does not read or does not fit.
    package func measured(
        on artifacts: [Artifact], progress: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws -> [AddEvidence] {
        let reference = try await reference(among: artifacts)
        let training = try await trainingRows(among: artifacts)
        let lookedAt = try await partsLookedAt(
            among: artifacts.map(\.part), and: [reference?.part, training?.part])
        let source = try await source(artifacts)
        let rival = try await rivalSource()
        progress("reading \(data)")
        let rows = try label.map {
            try EvaluationRows(self, label: $0, from: source, rival: rival)
        }
        let measurement = Measurement(
            evaluation: self, rows: rows, source: source, rival: rival, digest: lookedAt.data,
            reference: reference, training: training, progress: progress)
        let measured = try measurement.predicates()
        guard try await ArtifactHasher.hash(data).digest == lookedAt.data else {
            throw Failure.fault("changed_while_read", "`\(data)` changed while it was read")
        }
        return measured.map { kind, predicate in
            AddEvidence(
                version: version, kind: kind, grade: grade, predicate: predicate,
                lookedAt: .parts(
                    lookedAt.parts.filter { part in
                        kind == .evalReport || part.digest == lookedAt.data
                            || part != reference?.part && part != training?.part
                    }),
                expiresAt: nil, by: by)
        }
    }

    /// Whether all scores were made here, by bytes that were registered.
    var isSeen: Bool { runsModel && rival?.score == nil }

    /// Scores that somebody else made are taken as said; those of the version's own bytes are seen
    /// to be its own, on a machine that the platform is on.
    private var grade: Grade {
        if case .authenticated = by { return .declared }
        return isSeen ? .observed : .declared
    }

    var runsModel: Bool { score == nil && prediction == nil && served == nil }

    private var opening: ModelOpening { ModelOpening(runtime: runtime, features: features) }

    private func source(_ artifacts: [Artifact]) async throws -> EvaluationRows.Source {
        if let prediction { return .decisions(prediction) }
        if let score { return .scores(score) }
        if let served {
            let others = Set([label, rival?.score, weight].compactMap(\.self) + sensitive)
            return .served(
                try ServedColumns(served, features: features, except: others, in: data))
        }
        return .model(
            try await VersionModel.open(of: version, among: artifacts, at: model, opening))
    }

    private func rivalSource() async throws -> EvaluationRows.Source? {
        guard let rival else { return nil }
        if let score = rival.score {
            return prediction == nil ? .scores(score) : .decisions(score)
        }
        return .model(
            try await VersionModel.open(
                of: rival.version, among: rival.artifacts, at: nil, opening))
    }

    /// What the data is compared with: what was named, or the version's own reference profile.
    private func reference(
        among artifacts: [Artifact]
    ) async throws -> Reference? {
        guard suite.looksAtData || referenceLabel != nil else { return nil }
        if let reference {
            let digest = try await ArtifactHasher.hash(reference).digest
            return Reference(
                path: reference, digest: digest,
                part: artifacts.map(\.part).first { $0.digest == digest })
        }
        guard let own = artifacts.first(where: { $0.part.role == .referenceProfile }) else {
            return nil
        }
        guard try await ArtifactHasher.hash(own.path).digest == own.part.digest else {
            throw Failure.fault(
                "other_reference",
                "`\(own.path)` is not the reference profile of `\(version.short)`: it changed")
        }
        return Reference(path: own.path, digest: own.part.digest, part: own.part)
    }

    private func trainingRows(among artifacts: [Artifact]) async throws -> Reference? {
        guard let training else { return nil }
        let digest = try await ArtifactHasher.hash(training).digest
        return Reference(
            path: training, digest: digest,
            part: artifacts.map(\.part).first { $0.digest == digest })
    }

    /// The data itself, what made the scores, and what the data was compared with.
    private func partsLookedAt(
        among parts: [Part], and others: [Part?]
    ) async throws -> (data: Digest, parts: [Part]) {
        let digest = try await ArtifactHasher.hash(data).digest
        guard parts.contains(where: { $0.digest == digest }) else {
            throw Failure.fault(
                "other_data",
                "`\(data)` is no part of `\(version.short)`: register it with "
                    + "`--part evaluation-data=\(data)`, or name the file that is")
        }
        let makers: Set<PartRole> = [.weights, .adapter, .tokenizer, .config, .prompt, .index]
        return (
            digest,
            Composition(parts).parts.filter {
                $0.digest == digest || makers.contains($0.role) || others.contains($0)
            }
        )
    }
}

extension EvaluationRows.Source {
    /// One column, or several with commas.
    fileprivate static func scores(_ text: String) -> Self {
        let names = text.split(separator: ",").map(String.init)
        return names.count > 1 ? .columns(names) : .column(text)
    }
}

/// What an evaluation's data is compared with.
struct Reference {
    let path: String
    let digest: Digest
    /// `nil` when it is no part of the version.
    let part: Part?
}

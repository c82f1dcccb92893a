package import Governance
import Transparency

/// Makes an evaluation again from the version's registered files, and compares what comes out.
///
/// Nothing but the files, the configuration and the seed goes into an evaluation, so the same program
/// comes to the same bytes. What it finds to be so is evidence of its own: `verified`, when the
/// model ran here; scores that somebody else made stay as declared as they were.
package struct RecomputeEvaluation: Sendable {
    package let recorded: RecordedEvaluation
    /// The version's, with where they were.
    package let artifacts: [Artifact]
    /// Of ``RecordedEvaluation/rival``.
    package let rivalArtifacts: [Artifact]
    /// Where files and folders are now that have moved.
    package let moved: [String]
    /// What ran a model that Assay does not run; left alone when nothing else did.
    package var runtime: (any ModelRuntime)?
    package let by: Actor

    package init(
        _ recorded: RecordedEvaluation, artifacts: [Artifact], rivalArtifacts: [Artifact] = [],
        moved: [String] = [], by: Actor
    ) {
        self.recorded = recorded
        self.artifacts = artifacts
        self.rivalArtifacts = rivalArtifacts
        self.moved = moved
        self.by = by
    }

    /// A report that was made again.
    package struct Report: Sendable {
        package let recorded: Evidence
        package let differences: [PredicateDifference]
        package var isIdentical: Bool { differences.isEmpty }
    }

    package struct Recomputed: Sendable {
        package let reports: [Report]
        /// Whether the model ran here, from registered bytes.
        package let isSeen: Bool
        /// What follows when all is the same; nothing when a report differs or its scores were read.
        package let additions: [AddEvidence]
        package var isIdentical: Bool { reports.allSatisfy(\.isIdentical) }
    }

    /// The member of a predicate that names the evidence it confirms.
    static let member = "recomputed"

    /// - Parameter progress: Called with what is being done.
    /// - Returns: Each report with what differs, and the evidence to add.
    /// - Throws: A fault when it cannot be made again: files that are gone or changed, another
    ///   engine, or a configuration that another program wrote.
    package func run(
        progress: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws -> Recomputed {
        try checkEngine()
        let places = try await RegisteredFiles(artifacts + rivalArtifacts, moved: moved)
        let evaluation = try await evaluation(places)
        let additions = try await evaluation.measured(
            on: artifacts.map(places.moved), progress: progress)
        try check(additions.first?.predicate["configuration"])
        let reports = recorded.evidence.map { evidence in
            Report(recorded: evidence, differences: differences(evidence, additions))
        }
        let isKept = evaluation.isSeen && reports.allSatisfy(\.isIdentical)
        return Recomputed(
            reports: reports, isSeen: evaluation.isSeen,
            additions: isKept ? reports.compactMap { verified($0.recorded, additions) } : [])
    }

    private func checkEngine() throws(Failure) {
        let engine = recorded.configuration["engine"]?.stringValue ?? "another program"
        guard engine == Measurement.engine else {
            throw .fault(
                "other_engine",
                "`\(engine)` measured this, and this is `\(Measurement.engine)`, which may come to "
                    + "other digits; measure again with `assay eval`")
        }
    }

    private func evaluation(_ places: RegisteredFiles) async throws -> EvaluateVersion {
        guard let data = recorded.digest("data") else {
            throw Failure.fault(
                "not_recomputed",
                "the evidence does not name its data; measure again with `assay eval`")
        }
        var evaluation = try recorded.evaluation(
            of: try await places.path(data, "the data"),
            rivalArtifacts: rivalArtifacts.map(places.moved), by: by)
        if recorded.needsRuntime { evaluation.runtime = runtime }
        if let reference = recorded.digest("reference") {
            evaluation.reference = try await places.path(reference, "the reference")
        }
        if let training = recorded.digest("training") {
            evaluation.training = try await places.path(training, "the training data")
        }
        if let model = recorded.digest("model") {
            evaluation.model = try await places.file(model, among: artifacts)
        }
        return evaluation
    }

    /// What another program asked besides would be left out here.
    private func check(_ configuration: JSON?) throws(Failure) {
        guard let configuration, configuration != recorded.configuration else { return }
        let places = PredicateDifference.between(recorded.configuration, configuration)
        throw .fault(
            "other_configuration",
            "the evaluation cannot be asked again as it was: "
                + "`\(places.map(\.path).filter { $0 != "digest" }.first ?? "digest")` differs")
    }

    private func differences(
        _ evidence: Evidence, _ additions: [AddEvidence]
    ) -> [PredicateDifference] {
        let again = additions.first { $0.kind == evidence.kind }
        return PredicateDifference.between(
            Self.claim(evidence.predicate, evidence.lookedAt),
            again.map { Self.claim($0.predicate, $0.partsLookedAt) } ?? [:])
    }

    /// What a report says, with the parts that it says it of.
    private static func claim(_ predicate: JSON, _ parts: [Part]) -> JSON {
        guard case .object(var members) = predicate else { return predicate }
        members[member] = nil
        members["lookedAt"] = .array(parts.sorted().map(\.json))
        return .object(members)
    }

    private func verified(_ evidence: Evidence, _ additions: [AddEvidence]) -> AddEvidence? {
        guard let again = additions.first(where: { $0.kind == evidence.kind }),
            case .object(var members) = again.predicate
        else { return nil }
        members[Self.member] = .string(evidence.id.description)
        return AddEvidence(
            version: again.version, kind: again.kind, grade: .verified,
            predicate: .object(members), lookedAt: again.lookedAt, expiresAt: nil, by: by)
    }
}

extension AddEvidence {
    fileprivate var partsLookedAt: [Part] {
        if case .parts(let parts) = lookedAt { parts } else { [] }
    }
}

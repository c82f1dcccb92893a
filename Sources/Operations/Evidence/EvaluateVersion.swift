package import Governance
import Statistics
import Transparency

/// Measures a version on a file of labels and scores that is one of its parts, where the file is.
package struct EvaluateVersion: Sendable {
    package let version: VersionName
    package let data: String
    package let label: String
    package let score: String
    package let sensitive: [String]
    package let threshold: Double
    package let positive: String?
    package let by: Actor

    package init(
        version: VersionName, data: String, label: String, score: String, sensitive: [String],
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

    /// - `parts`: The version's.
    /// - Returns: The evidence to add: an eval_report, and a fairness_report if asked.
    package func measured(on parts: [Part]) async throws -> [AddEvidence] {
        let lookedAt = try await partsLookedAt(among: parts)
        let sample = try ScoredSample(
            path: data, label: label, score: score, groups: sensitive, positive: positive)
        let measured: [(EvidenceKind, JSON)] =
            [(.evalReport, try performance(sample))]
            + (sensitive.isEmpty ? [] : [(.fairnessReport, try fairness(sample))])
        guard try await ArtifactHasher.hash(data).digest == lookedAt.data else {
            throw Failure.fault("changed_while_read", "`\(data)` changed while it was read")
        }
        return measured.map { kind, predicate in
            AddEvidence(
                version: version, kind: kind, grade: .declared, predicate: predicate,
                lookedAt: .parts(lookedAt.parts), expiresAt: nil, by: by)
        }
    }

    /// The data itself and what made the scores.
    private func partsLookedAt(
        among parts: [Part]
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
            Composition(parts).parts.filter { $0.digest == digest || makers.contains($0.role) }
        )
    }

    private func performance(_ sample: ScoredSample) throws -> JSON {
        let measures = try Failure.measuring {
            try BinaryPerformance(
                labels: sample.labels, scores: sample.scores, threshold: threshold)
        }
        return MeasuredPredicate.performance(measures, columns: (label, score))
    }

    private func fairness(_ sample: ScoredSample) throws -> JSON {
        var by: [String: JSON] = [:]
        for column in sample.groups {
            by[column.name] = try Failure.measuring {
                try MeasuredPredicate.fairness(sample, column, threshold: threshold)
            }
        }
        return ["by": .object(by), "n": JSON(sample.labels.count), "threshold": .number(threshold)]
    }
}

extension Failure {
    /// Says what is wrong with a sample in words.
    fileprivate static func measuring<Value>(_ measure: () throws -> Value) throws -> Value {
        do {
            return try measure()
        } catch let error as SampleError {
            throw Failure.fault("bad_sample", "\(error)")
        }
    }
}

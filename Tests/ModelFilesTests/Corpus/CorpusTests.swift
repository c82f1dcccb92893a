import Foundation
import Testing

@testable import ModelFiles

/// The rates on the shared corpus, which are printed, and kept where they are to be.
@Suite struct CorpusTests {
    private struct Tally {
        var count = 0
        var dangerous = 0
        var warned = 0
        var unread = 0
        var named = 0
        var missed: [String] = []
    }

    /// Called benign, though its template is CVE-2024-34359's: `__subclasses__` and `os.system`.
    private static let mislabelled: Set = [
        "modelaudit__promptfoo+modelaudit__tests__assets__samples__jinja2__tokenizer_config.json"
    ]

    @Test func `the shared corpus is told apart`() throws {
        guard let corpus = try SharedCorpus() else {
            return print("skipped: there is no ../shared/reference/scan-corpus.tar.gz")
        }
        var tallies: [String: Tally] = [:]
        for item in corpus.cases where !Self.mislabelled.contains(item.id) {
            count(item, corpus, &tallies[item.label, default: Tally()])
        }
        for (label, tally) in tallies.sorted(by: { $0.key < $1.key }) { report(label, tally) }
        let malicious = tallies["malicious", default: Tally()]
        let suspicious = tallies["suspicious", default: Tally()]
        let benign = tallies["benign", default: Tally()]
        #expect(Double(malicious.dangerous) >= 0.99 * Double(malicious.count))
        #expect(Double(suspicious.warned) >= 0.92 * Double(suspicious.count))
        #expect(Double(benign.dangerous) <= 0.004 * Double(benign.count))
        #expect(benign.unread == 0)
        #expect(Double(malicious.named) >= 0.95 * Double(malicious.dangerous))
    }

    private func count(_ item: SharedCorpus.Case, _ corpus: SharedCorpus, _ tally: inout Tally) {
        let (findings, outcomes, facts) = corpus.judged(item.id)
        let worst =
            findings.first { $0.level == .dangerous } ?? findings.first { $0.level == .suspicious }
        tally.count += 1
        if worst?.level == .dangerous { tally.dangerous += 1 }
        if worst != nil { tally.warned += 1 }
        if outcomes.contains(.couldNotRead) { tally.unread += 1 }
        if let worst, !worst.subject.isEmpty { tally.named += 1 }
        let isMiss: Bool
        switch item.label {
        case "malicious": isMiss = worst?.level != .dangerous
        case "suspicious": isMiss = worst == nil
        default: isMiss = worst != nil
        }
        guard isMiss else { return }
        let said =
            worst.map { "\($0.level.rawValue) \($0.rule): \($0.effect.prefix(140)) [\($0.place)]" }
            ?? "nothing; \(facts.map { $0.formats.map(\.format.rawValue).joined(separator: ",") })"
        tally.missed.append("\(item.id) (\(item.technique)): \(said)")
    }

    private func report(_ label: String, _ tally: Tally) {
        print(
            "\(label): \(tally.count) cases, \(tally.dangerous) dangerous, \(tally.warned) warned, "
                + "\(tally.unread) unread, \(tally.named) with a name")
        for miss in tally.missed { print("  \(label) miss: \(miss)") }
    }
}

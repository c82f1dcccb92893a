package import Governance
import Operations
import Transparency

/// An evaluation as one page that needs nothing else: charts, tables, and all numbers as JSON.
package struct EvaluationPage {
    private let evidence: [Evidence]
    private let version: VersionName

    /// - Parameters:
    ///   - evidence: What the evaluation added.
    ///   - version: What was measured.
    /// - Throws: A fault when there is none.
    package init(_ evidence: [Evidence], of version: VersionName) throws {
        guard !evidence.isEmpty else {
            throw Failure.fault("no_evidence", "nothing was measured, so there is no report")
        }
        self.evidence = evidence
        self.version = version
    }

    package var html: String {
        let sections = [
            predicate(.evalReport).map { PerformanceSections($0).markup },
            predicate(.fairnessReport).map { FairnessSection($0).markup },
            predicate(.evalReport).map { DataSections($0).markup },
            predicate(.explainabilityReport).map { ModelSections(explained: $0).markup },
            predicate(.evalReport).map { ModelSections(robustness: $0["robustness"]).markup },
        ].compactMap(\.self)
        let page: Markup = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Evaluation of \(version.short)</title>
            <style>\(Markup(stringLiteral: ReportStyle.text))</style></head>
            <body><header><p class="kind">Evaluation</p><h1>\(version.short)</h1>\(facts)</header>
            <main>\(sections.joined)\(numbers)</main>
            <footer>Made by Assay \(ProgramVersion.text). Each number stands with the interval in \
            which the true one lies with the stated confidence.</footer></body></html>

            """
        return page.text
    }

    private func predicate(_ kind: EvidenceKind) -> JSON? {
        evidence.first { $0.kind == kind }?.predicate
    }

    private var facts: Markup {
        let configuration = evidence[0].predicate["configuration"]
        var rows: [(String, String)] = evidence.map {
            ($0.kind.rawValue, "\($0.id.description) (\($0.grade.rawValue))")
        }
        rows.append(
            (
                "looked at",
                evidence[0].lookedAt.map { "\($0.role.rawValue) \($0.digest)" }
                    .joined(separator: "\n")
            ))
        for name in [
            "task", "label", "score", "prediction", "query", "threshold", "suite", "seed", "engine",
        ] {
            guard let value = configuration?[name] else { continue }
            rows.append((name, value.stringValue ?? "\(value)"))
        }
        for note in evidence.compactMap({ $0.predicate["unweighted"]?.stringValue }) {
            rows.append(("not weighted", note))
        }
        if let note = predicate(.evalReport)?["weights"]?["note"]?.stringValue {
            rows.append(("weights", note))
        }
        rows.append(("measured at", "\(evidence[0].at)"))
        let lines = rows.map { name, value -> Markup in "<dt>\(name)</dt><dd>\(value)</dd>" }
        return "<dl>\(lines.joined)</dl>"
    }

    /// All of it, for whoever wants to compute on.
    private var numbers: Markup {
        let items = evidence.map { item -> Markup in
            """
            <details><summary>\(item.kind.rawValue) as JSON</summary>\
            <pre>\(item.predicate.pretty)</pre></details>
            """
        }
        return "<section class=\"numbers\"><h2>The numbers</h2>\(items.joined)</section>"
    }
}

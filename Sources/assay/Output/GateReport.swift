import Governance
import Operations
import Transparency

/// A decision as people and programs read it.
struct GateReport {
    private let judged: JudgeVersion.Judged
    private let terminal: Terminal

    init(_ judged: JudgeVersion.Judged, _ terminal: Terminal) {
        self.judged = judged
        self.terminal = terminal
    }

    var json: JSON {
        guard case .object(var members) = judged.decision.json else { return .null }
        members["decision"] = .string(judged.decision.id.description)
        members["carryover"] = judged.carryover.map(Self.json) ?? .null
        members["release"] = judged.release.map { .string($0.statement.description) } ?? .null
        return .object(members)
    }

    private static func json(_ carryover: Carryover) -> JSON {
        [
            "changed": .array(carryover.changed.map { .string($0.rawValue) }),
            "from": .string(carryover.from.description),
            "items": .array(
                carryover.items.map {
                    [
                        "holds": .bool($0.standing.isHolding), "id": .string($0.id.description),
                        "name": .string($0.name), "what": .string($0.what),
                    ]
                }),
            "redo": .array(carryover.redo.map(JSON.string)),
            "void": JSON(carryover.void.count), "of": JSON(carryover.items.count),
        ]
    }

    func say() {
        let decision = judged.decision
        let word = terminal.styled(decision.verdict.rawValue.uppercased(), style(decision.verdict))
        terminal.say(
            "\(word)  \(decision.version) to \(decision.to)   policy \(decision.policyName)")
        for finding in decision.findings.sorted(by: { rank($0) < rank($1) }) { say(finding) }
        if let carryover = judged.carryover, !carryover.items.isEmpty,
            decision.verdict != .allow
        {
            say(carryover)
        }
        terminal.say("decision \(decision.id)")
    }

    private func rank(_ finding: Finding) -> Int {
        switch finding.outcome {
        case .violated: 0
        case .undecided: 1
        case .waived: 2
        case .holds: 3
        }
    }

    private func style(_ verdict: Verdict) -> Terminal.Style {
        switch verdict {
        case .allow: .green
        case .deny: .red
        case .undecided: .yellow
        }
    }

    private func say(_ finding: Finding) {
        let mark =
            switch finding.outcome {
            case .holds: terminal.styled("✓", .green)
            case .violated: terminal.styled("✗", .red)
            case .undecided: terminal.styled("?", .yellow)
            case .waived: terminal.styled("~", .yellow)
            }
        terminal.say("  \(mark) \(finding.rule.padded(18)) \(finding.title)")
        guard finding.outcome != .holds else { return }
        for detail in finding.details { terminal.say("      \(detail)") }
        terminal.say(terminal.styled("      because \(finding.because)", .dim))
        if !finding.remedy.isEmpty { terminal.say("      next: \(finding.remedy)") }
    }

    private func say(_ carryover: Carryover) {
        let changed = carryover.changed.map(\.rawValue).joined(separator: ", ")
        terminal.say(
            "since \(carryover.from.short), changed: \(changed.isEmpty ? "nothing" : changed); "
                + "\(carryover.void.count) of \(carryover.items.count) evidence and approvals void"
        )
        for item in carryover.items {
            let mark =
                item.standing.isHolding
                ? terminal.styled("holds", .green) : terminal.styled("void ", .red)
            let roles = item.roles.map(\.rawValue).joined(separator: ", ")
            terminal.say(
                "  \(mark) \(item.what.padded(9)) \(item.name.padded(18)) looked at \(roles)")
        }
        guard !carryover.void.isEmpty, !carryover.redo.isEmpty else { return }
        terminal.say("to do again, and no more:")
        for command in carryover.redo { terminal.say("  \(command)") }
    }
}

import Governance
import Operations
import Transparency

/// What a walk along the lineage reached, for people: what matters most first.
struct ImpactText {
    let trace: LineageTrace

    private static let deploymentCountMax = 20

    func say(to terminal: Terminal) {
        let (of, isDown) = (trace.of, trace.direction == .downstream)
        guard trace.count > 0 else {
            return terminal.say(
                isDown
                    ? "nothing is known to come of \(of)" : "nothing is known to be in \(of)")
        }
        let released = trace.versions.filter { !$0.releasedTo.isEmpty }.count
        let recalled = trace.versions.filter(\.isRecalled).count
        terminal.say(
            "\(of) \(isDown ? "leads to" : "comes of") \(counted(trace.count, "thing")): with "
                + "itself \(counted(trace.versions.count, "version")) (\(released) released, "
                + "\(recalled) recalled), in use in \(counted(trace.deployments.count, "place"))")
        for deployment in trace.deployments.prefix(Self.deploymentCountMax) {
            terminal.say(
                "in use  \(deployment.model) \(deployment.place)  \(deployment.version)"
                    .withoutControls)
        }
        let versions = Dictionary(trace.versions.map { ($0.name.description, $0) }) { $1 }
        for item in trace.items where item.depth > 0 {
            say(item, versions[item.reference], terminal)
        }
        if trace.isCut {
            terminal.say(
                "\(trace.count + trace.startCount - trace.items.count) more: use `--limit`")
        }
    }

    private func say(
        _ item: LineageTrace.Item, _ version: LineageTrace.Reached?, _ terminal: Terminal
    ) {
        var marks = version?.releasedTo.map { "released to \($0)" } ?? []
        if version?.isRecalled == true { marks = ["recalled"] }
        if !item.partOf.isEmpty { marks.append("in \(item.partOf.joined(separator: ", "))") }
        let mark = marks.isEmpty ? "" : "  " + marks.joined(separator: ", ")
        let depth = "\(item.depth)".padded(3)
        terminal.say("\(depth)  \(Self.short(item.reference))\(mark)".withoutControls)
        let way = trace.direction == .downstream ? "from" : "for"
        terminal.say(
            terminal.styled(
                "     \(way) \(Self.short(item.from ?? "")), \(item.through)".withoutControls, .dim)
        )
    }

    /// A digest by its first digits.
    private static func short(_ text: String) -> String {
        guard let start = text.firstRange(of: "sha256:"),
            Digest(String(text[start.lowerBound...])) != nil
        else { return text }
        return text.prefix(upTo: start.upperBound) + text[start.upperBound...].prefix(12) + "…"
    }
}

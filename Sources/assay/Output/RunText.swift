import Governance
import Observation
import Operations
import Transparency

/// What was seen of a command, in some lines beside its own output.
struct RunText {
    private let seen: ObservedCommand.Seen
    private let paths: ShownPaths

    private static let lineCountMax = 8

    init(_ seen: ObservedCommand.Seen, paths: ShownPaths) {
        self.seen = seen
        self.paths = paths
    }

    func say(_ terminal: Terminal, made: RunRecording.Made?, statement: Digest) {
        let run = seen.run
        terminal.note(
            "assay: read \(counted(run.inputs.count, "file")), wrote "
                + "\(counted(run.outputs.count, "file")) in \(duration); run \(run.id.prefix(12)), "
                + "statement \(statement)")
        say(seen.inputs, "read ", terminal)
        say(seen.outputs, "wrote", terminal)
        for line in gaps { terminal.note("  \(line)") }
        guard let made else {
            if !run.outputs.isEmpty {
                terminal.note(
                    "next: `assay run --register model:NAME -- …` registers what it makes")
            }
            return
        }
        let version = made.registered.version
        terminal.note(
            "  registered \(version.name)"
                + (made.registered.isNew ? "" : "  (these bytes were registered already)"))
        terminal.note("next: assay gate \(version.name.short) --to production")
    }

    private func say(_ files: FileFolders, _ verb: String, _ terminal: Terminal) {
        var lines = files.folders.map { folder in
            "\(paths.text(folder.path))/  \(counted(folder.files.count, "file"))  "
                + Self.shortened(folder.digest)
        }
        lines += files.single.map { file in
            switch file.content {
            case .bytes(let digest, let count):
                "\(paths.text(file.path))  \(byteText(count))  \(Self.shortened(digest))"
            case .unknown(let reason): "\(paths.text(file.path))  \(Self.sentence(reason))"
            }
        }
        for line in lines.prefix(Self.lineCountMax) { terminal.note("  \(verb) \(line)") }
        if lines.count > Self.lineCountMax {
            terminal.note("  \(verb) … and \(lines.count - Self.lineCountMax) more")
        }
    }

    private static func shortened(_ digest: Digest?) -> String {
        digest.map { "sha256:\($0.hex.prefix(12))…" } ?? "not all of its bytes are known"
    }

    private static func sentence(_ reason: FileFinding.Reason) -> String {
        switch reason {
        case .changed: "changed since it was opened: its bytes are not known"
        case .gone: "is gone: its bytes are not known"
        case .unreadable: "cannot be read: its bytes are not known"
        case .beyond: "was not read: there was too much"
        }
    }

    /// What was not seen.
    private var gaps: [String] {
        let coverage = seen.run.coverage
        if let missing = coverage.missing {
            return ["its files could not be observed: \(missing)"]
        }
        var gaps: [String] = []
        if !coverage.unobservedPrograms.isEmpty {
            gaps.append(
                "not observed, since they load no library: "
                    + coverage.unobservedPrograms.prefix(5).map { "`\($0)`" }
                    .joined(separator: ", "))
        }
        let lost = coverage.droppedCount + coverage.unresolvedCount + coverage.beyondCount
        if lost > 0 { gaps.append("\(counted(lost, "opening")) of files could not be taken in") }
        if coverage.runningCount > 0 {
            gaps.append("\(counted(coverage.runningCount, "process", "processes")) of it still run")
        }
        return gaps
    }

    private var duration: String {
        let milliseconds = seen.run.end.milliseconds
        return milliseconds < 10_000
            ? "\(milliseconds) ms" : "\(Double(milliseconds / 100) / 10) s"
    }
}

import ArgumentParser
import Ledger
import Operations
import Transparency

struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Verify the ledger, prove a record, remake the read models.",
        subcommands: [
            LogVerifyCommand.self, LogProveCommand.self, LogShowCommand.self,
            LogRebuildCommand.self, LogExportCommand.self,
        ])
}

struct LogVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Is anything altered, is anything missing, and who signed?",
        discussion: """
            Hashes every record again. The newest checkpoint this home has kept, and any given with
            --against, show whether the ledger was cut back. Completeness is unknown when there is no
            earlier checkpoint: no record is missing in between, but nothing shows whether some are
            missing at the end. Unknown is not broken; pass a checkpoint that you trust to know it.

            EXAMPLES
              assay log verify
              assay log verify --against checkpoint-of-last-month --read-models

            EXIT STATUS
              0 unbroken, or not known to be broken   1 broken   3 could not tell
            """)

    @Option(help: "A checkpoint kept elsewhere; may be repeated.")
    var against: [String] = []
    @Flag(help: "Also compare the read models with what the records make.")
    var readModels = false
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run(refusalStatus: 3) { terminal in
            let desk = try await Desk.open()
            var kept = try against.map(KeptCheckpoint.note(in:))
            if let own = try desk.keptCheckpoint() { kept.append(own) }
            let report = try await desk.perform(VerifyLedger(against: kept, by: .reader))
            let differences =
                readModels ? try await desk.perform(CheckReadModels(by: .reader)) : nil
            try await desk.close(keepingCheckpoint: report.isUnbroken)
            terminal.answer(Self.json(report, differences))
            say("integrity", report.integrity, terminal)
            say("completeness", report.completeness, terminal)
            say("authenticity", report.authenticity, terminal)
            if report.completeness.outcome == .unknown {
                terminal.say("next: assay log verify --against CHECKPOINT, one that you trust")
            }
            if let differences {
                let rows = "\(differences.rowCount) rows"
                terminal.say(
                    "read models   \(differences.isEqual ? "equal" : "DIFFERENT")  \(rows)"
                        + differences.differences.map { "\n  \($0)" }.joined())
            }
            terminal.say("\(report.size) records" + (report.root.map { ", root \($0)" } ?? ""))
            guard report.isUnbroken, differences?.isEqual ?? true else { throw Outcome.no }
        }
    }

    private func say(_ name: String, _ verdict: AuditVerdict, _ terminal: Terminal) {
        let style: Terminal.Style =
            switch verdict.outcome {
            case .verified: .green
            case .failed: .red
            case .unknown: .yellow
            }
        let word = terminal.styled(verdict.outcome.rawValue.padded(9), style)
        terminal.say("\(name.padded(13)) \(word) \(verdict.sentence)")
    }

    private static func json(_ report: AuditReport, _ differences: ReadModelsReport?) -> JSON {
        var members: [String: JSON] = [
            "authenticity": .string(report.authenticity.outcome.rawValue),
            "completeness": .string(report.completeness.outcome.rawValue),
            "integrity": .string(report.integrity.outcome.rawValue),
            "root": report.root.map { .string($0.description) } ?? .null,
            "sentences": [
                "authenticity": .string(report.authenticity.sentence),
                "completeness": .string(report.completeness.sentence),
                "integrity": .string(report.integrity.sentence),
            ],
            "size": JSON(report.size), "witnesses": .array(report.witnesses.map(JSON.string)),
        ]
        if let differences { members["readModels"] = .bool(differences.isEqual) }
        return .object(members)
    }
}

struct LogProveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Write a receipt that assay-verify checks without this home.",
        discussion: """
            The receipt holds the record, its inclusion proof and the signed checkpoint (C2SP
            tlog-proof). A number alone is a record's index; write `sha256:` before a decision's digest
            that begins with digits alone.

            EXAMPLES
              assay log prove income@2 --out income.receipt
              assay log prove 17
              assay log prove sha256:4821930f
              assay-verify receipt income.receipt --key ~/.assay/keys/log.pub
            """)

    @Argument(help: "A version, a decision's digest or its beginning, or a record's index.")
    var target: String
    @Option(help: "Where to write it (default: NAME.receipt here).")
    var out: String?
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { terminal in
            let desk = try await Desk.open()
            let found = try await desk.perform(
                FindRecord(target: target, by: .reader))
            let receipt = try await desk.perform(ReadReceipt(target: target, by: .reader))
            try await desk.close()
            let name = target.replacing(":", with: "-").replacing("/", with: "-")
            let file = out ?? "\(name).receipt"
            try FileBytes.write(Array(receipt.encoded.utf8), to: file)
            terminal.answer([
                "file": .string(file), "index": JSON(found.index), "what": .string(found.what),
            ])
            terminal.say("wrote \(file): \(found.what), record \(found.index)")
            terminal.say("next: assay-verify receipt \(file) --key \(desk.folder)/keys/log.pub")
        }
    }
}

struct LogShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print records as they stand in the ledger.",
        discussion: """
            EXAMPLE
              assay log show --last 5
            """)

    @Option(help: "The index of the first record to print.")
    var from: Int?
    @Option(help: "How many, the newest unless --from is given.")
    var last = 20
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run(refusalStatus: 3) { terminal in
            guard (1...10_000).contains(last), (from ?? 0) >= 0 else {
                throw Failure.fault("bad_range", "`--last` must be from 1 to 10000")
            }
            let desk = try await Desk.open()
            let records = try await desk.perform(
                ReadRecords(from: from, count: last, by: .reader))
            try await desk.close()
            terminal.answer(["records": .array(records.map(\.json))])
            for record in records {
                terminal.say("\(String(record.index).padded(7)) \(record.json.canonical)")
            }
        }
    }
}

struct LogRebuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Remake every read model from the records, and say what differed.",
        discussion: """
            EXIT STATUS
              0 remade, equal to what was there   1 remade, and something differed   3 not done
            """)

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run(refusalStatus: 3) { terminal in
            let desk = try await Desk.open()
            let report = try await desk.perform(RebuildReadModels(by: .reader))
            try await desk.close()
            terminal.answer([
                "differences": .array(report.differences.map(JSON.string)),
                "equal": .bool(report.isEqual), "records": JSON(report.recordCount),
                "rows": JSON(report.rowCount),
            ])
            terminal.say(
                "remade \(report.rowCount) rows from \(report.recordCount) records: "
                    + (report.isEqual
                        ? "equal to what was there" : "\(report.differenceCount) differed"))
            for difference in report.differences { terminal.say("  \(difference)") }
            guard report.isEqual else { throw Outcome.no }
        }
    }
}

struct LogExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the ledger as C2SP tiles, for any outside reader.",
        discussion: """
            EXAMPLE
              assay log export tiles/ && assay-verify tiles tiles/ --key ~/.assay/keys/log.pub
            """)

    @Argument(help: "The folder to write.")
    var folder: String
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { terminal in
            let desk = try await Desk.open()
            let checkpoint = try await desk.exportLog(to: folder)
            try await desk.close()
            terminal.answer([
                "folder": .string(folder), "root": .string(checkpoint.root.description),
                "size": JSON(checkpoint.size),
            ])
            terminal.say("wrote \(checkpoint.size) records to \(folder), root \(checkpoint.root)")
        }
    }
}

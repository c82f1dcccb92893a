import ArgumentParser
import Operations
import Transparency

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Write the home and its ledger, as they stand now, into one file.",
        discussion: """
            Servers and other commands go on meanwhile. The file is a tar with the ledger as SQLite,
            wherever it is kept, with what is tracked in the home, blobs, policies and releases; runs
            in PostgreSQL are not in it: copy their schema with `pg_dump`. The log is verified before
            it is written and once more as it is read back; until then the file has another name. It
            holds people's names: keep it as you keep the home.

            Without `--with-keys` the private keys stay out: keep `keys/log.key` and
            `keys/release.pem` elsewhere, since nothing restored from it can go on without them.

            EXAMPLES
              assay backup /backups/assay-$(date +%F).tar
              ASSAY_DATABASE=postgres://assay@db.example.org/assay assay backup assay.tar --with-keys

            EXIT STATUS
              0 written   1 the ledger does not verify   3 could not be done
            """)

    @Argument(help: "The file to write; one that is there is replaced once the new one is whole.")
    var file: String
    @Flag(help: "Also the private keys.")
    var withKeys = false
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { terminal in
            try Home.refuseServer(for: "backup")
            guard FileBytes.exists(Environment.home) else {
                throw Failure.fault("no_home", "there is no home `\(Environment.home)`")
            }
            let home = try await Home.open()
            let manifest = try await HomeBackup(home: home, includesKeys: withKeys).write(to: file)
            try await home.close()
            terminal.answer(manifest.answer(file))
            terminal.say("wrote \(manifest.size) records, root \(manifest.root), to \(file)")
            if !withKeys { terminal.say("without keys: keep \(home.path)/keys elsewhere") }
            if home.database != nil {
                terminal.say("without what is tracked: copy its schema with pg_dump")
            }
        }
    }
}

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Make a home from a backup.",
        discussion: """
            Into ASSAY_HOME, which must be empty or not there; with ASSAY_DATABASE the ledger goes
            into that PostgreSQL, which must hold none. So a ledger also moves from a file to a server
            and back. All is verified first: the file, the log, and that it continues the checkpoint
            in the file and those given with `--against`. A newer checkpoint than the backup shows
            that something came after it, and is refused.

            EXAMPLES
              ASSAY_HOME=/srv/assay assay restore /backups/assay-2026-11-21.tar
              assay restore assay.tar --against checkpoint-of-last-month
              ASSAY_DATABASE=postgres://assay@db.example.org/assay assay restore assay.tar

            EXIT STATUS
              0 restored   1 refused   3 could not be done
            """)

    @Argument(help: "The backup.")
    var file: String
    @Option(help: "A checkpoint kept elsewhere; may be repeated.")
    var against: [String] = []
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { terminal in
            try Home.refuseServer(for: "restore")
            let home = Environment.home.droppingLastSlashes
            let database = Environment.value("ASSAY_DATABASE")
            let restore = HomeRestore(
                archive: file, home: home, database: database,
                checkpoints: try against.map(KeptCheckpoint.note(in:)))
            let manifest = try await restore.run()
            terminal.answer(manifest.answer(file))
            terminal.say("restored \(manifest.size) records, root \(manifest.root), to \(home)")
            let tracked = "\(home)/\(BackupEntry.trackingName)"
            if database != nil, FileBytes.exists(tracked) {
                terminal.say("what was tracked is in \(tracked), not in the database")
            }
            if !manifest.hasKeys {
                terminal.say("next: put log.key and release.pem back into \(home)/keys")
            }
        }
    }
}

extension BackupManifest {
    fileprivate func answer(_ file: String) -> JSON {
        [
            "createdAt": .string(createdAt.description), "file": .string(file),
            "hasKeys": .bool(hasKeys), "origin": .string(origin),
            "root": .string(root.description), "size": JSON(size),
        ]
    }
}

extension String {
    /// Without it, what is laid out beside a folder would lie in it.
    fileprivate var droppingLastSlashes: String {
        let rest = reversed().drop { $0 == "/" }
        return rest.isEmpty ? self : String(rest.reversed())
    }
}

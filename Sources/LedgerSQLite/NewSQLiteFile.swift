import Glibc

/// A database file that is not there yet.
///
/// It is made under another name and appears whole: SQLite does not wait for another who is about to
/// put a new file into write-ahead mode, and whoever reads it in between finds half a schema.
enum NewSQLiteFile {
    /// Makes a database at a path where there is no file; of several processes that do so at the same
    /// moment one makes it, and where a file cannot have two names nobody does.
    ///
    /// - Parameters:
    ///   - path: where the file is to stand.
    ///   - fill: makes the tables in the file whose path it is handed, and closes it.
    /// - Throws: what `fill` throws.
    static func make<Failure: Error>(
        at path: String, fill: (String) throws(Failure) -> Void
    ) throws(Failure) {
        guard access(path, F_OK) < 0, errno == ENOENT else { return }
        // Opening it in its place says why a file cannot be made there.
        guard let partial = createBeside(path) else { return }
        defer { for suffix in ["", "-wal", "-shm", "-journal"] { unlink(partial + suffix) } }
        try fill(partial)
        link(partial, path)
    }

    /// A new file that nobody else writes into.
    private static func createBeside(_ path: String) -> String? {
        for attempt in 0..<attemptCountMax {
            let partial = "\(path).\(getpid())-\(attempt)~"
            let descriptor = open(partial, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
            if descriptor >= 0 {
                close(descriptor)
                return partial
            }
            guard errno == EEXIST else { return nil }
        }
        return nil
    }

    private static let attemptCountMax = 1_000
}

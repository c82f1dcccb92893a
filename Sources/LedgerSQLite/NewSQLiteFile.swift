import Foundation
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
        guard access(path, F_OK) != 0, errno == ENOENT else { return }
        let partial = "\(path).\(UUID().uuidString)~"
        defer { for suffix in ["", "-wal", "-shm", "-journal"] { unlink(partial + suffix) } }
        try fill(partial)
        link(partial, path)
    }
}

import Ledger
import Operations

/// Who numbers the records of a process.
struct WriterName {
    let text: String

    /// Embedded and unnamed, the log's own name; else that and the process's name: two servers that
    /// count as one could take the other's commit for their own.
    ///
    /// - Throws: A fault when the name has other letters than a writer's.
    init(origin: String, name: String?, isShared: Bool) throws(Failure) {
        guard let name = name ?? (isShared ? Environment.hostName : nil) else {
            text = origin
            return
        }
        text = "\(origin)/\(name)"
        guard (1...80).contains(name.utf8.count), Record.isWriter(text) else {
            throw .fault(
                "bad_name",
                "a server's name has 1 to 80 of `a-z A-Z 0-9 - . _ : @`, not `\(name.prefix(100))`")
        }
    }
}

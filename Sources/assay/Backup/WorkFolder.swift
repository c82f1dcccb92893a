import Foundation
import Operations

#if canImport(Glibc)
import Glibc
#endif

/// A folder beside what is being made, for its maker's eyes only, gone when its maker is.
final class WorkFolder {
    let path: String

    /// - Throws: A fault when it cannot be made, or is there already.
    init(beside target: String) throws(Failure) {
        path = "\(target).\(Environment.processID)~work"
        guard !FileBytes.exists(path) else {
            throw .fault(
                "left_over", "`\(path)` is left over from an earlier attempt; remove it")
        }
        try FileBytes.makeFolder(path, isPrivate: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Gives the folder another name; a folder of that name is empty.
    ///
    /// The files in it are synced already, and here the folders that hold their names.
    func rename(to target: String) throws(Failure) {
        sync()
        guard Glibc.rename(path, target) == 0 else {
            throw .fault("unwritable", "`\(path)` cannot be renamed to `\(target)`")
        }
        try FileBytes.syncFolder(of: target)
    }
}

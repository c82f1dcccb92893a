import Foundation
import Operations

/// A folder that is empty at first and gone at the end.
final class ScratchFolder: Sendable {
    let path: String

    init(_ name: String, in site: Site) throws {
        path = "\(site.scratch)/\(name)"
        try? FileManager.default.removeItem(atPath: path)
        try FileBytes.makeFolder(path)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

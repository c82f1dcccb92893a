import Synchronization

/// Pinned packages of kept lists, each read once: many versions have the same list, and many lists
/// name the same packages.
package final class PinnedPackages: Sendable {
    struct Package: Sendable {
        let name: PackageName
        let version: InstalledVersion
    }

    private struct Known {
        var packages: [Substring: Package] = [:]
        var lists: [String: [Dependency]] = [:]
        var listedCount = 0
    }

    private let known = Mutex(Known())
    /// Packages that are remembered, and packages of lists that are; then all are forgotten.
    private static let countMax = 1 << 16
    private static let listedCountMax = 1 << 18

    package init() {}

    /// Of a name and a version with a space between; `nil` when it does not read.
    func package(_ text: Substring) -> Package? {
        if let package = known.withLock({ $0.packages[text] }) { return package }
        let words = text.split(separator: " ", maxSplits: 1)
        guard words.count == 2, let name = PackageName(words[0]) else { return nil }
        let package = Package(name: name, version: InstalledVersion(words[1]))
        known.withLock { known in
            if known.packages.count >= Self.countMax { known.packages.removeAll() }
            known.packages[Substring(String(text))] = package
        }
        return package
    }

    /// Of a list's whole text; `nil` when it does not read.
    func list(_ text: String, read: (String) -> [Dependency]?) -> [Dependency]? {
        if let list = known.withLock({ $0.lists[text] }) { return list }
        guard let list = read(text) else { return nil }
        known.withLock { known in
            if known.listedCount >= Self.listedCountMax {
                known.lists.removeAll()
                known.listedCount = 0
            }
            known.lists[text] = list
            known.listedCount += list.count + 1
        }
        return list
    }
}

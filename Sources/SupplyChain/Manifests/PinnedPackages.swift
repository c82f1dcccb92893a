import Synchronization

/// Pinned packages of kept lists, each read once: many lists name the same ones.
package final class PinnedPackages: Sendable {
    struct Package: Sendable {
        let name: PackageName
        let version: InstalledVersion
    }

    private let known = Mutex<[Substring: Package]>([:])
    /// Packages that are remembered; then all are forgotten.
    private static let countMax = 1 << 16

    package init() {}

    /// Of a name and a version with a space between; `nil` when it does not read.
    func package(_ text: Substring) -> Package? {
        if let package = known.withLock({ $0[text] }) { return package }
        let words = text.split(separator: " ", maxSplits: 1)
        guard words.count == 2, let name = PackageName(words[0]) else { return nil }
        let package = Package(name: name, version: InstalledVersion(words[1]))
        known.withLock { known in
            if known.count >= Self.countMax { known.removeAll() }
            known[Substring(String(text))] = package
        }
        return package
    }
}

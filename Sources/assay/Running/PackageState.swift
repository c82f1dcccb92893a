import Observation
import Operations
import SupplyChain
import Transparency

#if canImport(Glibc)
import Glibc
#endif

/// Reads which packages are installed in the folders that a command loaded packages from.
enum PackageState {
    private static let countMax = 5_000

    /// `loaded`: The modules that something was read of, by folder of packages.
    static func read(_ loaded: [ObservedPath: Set<String>]) -> [InstalledPackage] {
        loaded.sorted { $0.key.text < $1.key.text }
            .flatMap { packages(in: $0.key.text, loaded: $0.value) }
            .prefix(countMax).sorted { ($0.name, $0.version) < ($1.name, $1.version) }
    }

    private static func packages(in folder: String, loaded: Set<String>) -> [InstalledPackage] {
        let installed = distributions(in: folder)
        var unknown = loaded
        var owners: Set<String> = []
        for distribution in installed {
            let name = distribution.name.lowercased().replacing("-", with: "_")
            guard let module = loaded.first(where: { $0.lowercased() == name }) else { continue }
            owners.insert(distribution.folder)
            unknown.remove(module)
        }
        // Packages whose modules have other names: only their lists of files tell.
        for distribution in installed
        where !unknown.isEmpty && !owners.contains(distribution.folder) {
            let modules = modules(of: "\(folder)/\(distribution.folder)")
            guard !modules.isDisjoint(with: unknown) else { continue }
            owners.insert(distribution.folder)
            unknown.subtract(modules)
        }
        return installed.map { distribution in
            let isLoaded = owners.contains(distribution.folder)
            let record = "\(folder)/\(distribution.folder)/RECORD"
            return InstalledPackage(
                name: distribution.name, version: distribution.version, isLoaded: isLoaded,
                record: isLoaded ? (try? FileBytes.read(record)).map { Digest(of: $0) } : nil)
        }
    }

    private struct Distribution {
        let name: String
        let version: String
        let folder: String
    }

    /// `NAME-VERSION.dist-info`, as installers name the folders.
    private static func distributions(in folder: String) -> [Distribution] {
        guard let list = opendir(folder) else { return [] }
        defer { closedir(list) }
        var found: [Distribution] = []
        while let entry = readdir(list), found.count < countMax {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name.hasSuffix(".dist-info") else { continue }
            let halves = name.dropLast(".dist-info".count).split(separator: "-", maxSplits: 1)
            guard halves.count == 2 else { continue }
            found.append(
                Distribution(
                    name: PackageName(String(halves[0]))?.text ?? String(halves[0]),
                    version: String(halves[1]), folder: name))
        }
        return found.sorted { $0.folder < $1.folder }
    }

    /// What lies at the top of a package's list of files.
    private static func modules(of distribution: String) -> Set<String> {
        guard let bytes = try? FileBytes.read("\(distribution)/RECORD") else { return [] }
        var modules: Set<String> = []
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let top = line.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ",") }
            let stem = top.prefix { $0 != UInt8(ascii: ".") }
            if !stem.isEmpty { modules.insert(String(decoding: stem, as: UTF8.self)) }
        }
        return modules
    }
}

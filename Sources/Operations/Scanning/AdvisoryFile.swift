import Governance
import ModelFiles
package import SupplyChain

/// The advisories of a home, in one file.
package struct AdvisoryFile: Sendable {
    private let home: String
    private var path: String { "\(home)/advisories" }

    /// - Parameter home: The home's folder, which need not be there.
    package init(in home: String) { self.home = home }

    /// Of the file; `nil` when there is none.
    var state: FileState? { try? FileState(of: path) }

    /// - Returns: `nil` when none were imported.
    /// - Throws: A fault when they cannot be read, or are damaged.
    package func load() throws(Failure) -> AdvisoryDatabase? {
        guard FileBytes.exists(path) else { return nil }
        do {
            return try AdvisoryDatabase(bytes: try FileBytes.read(path))
        } catch let error as DocumentError {
            throw .fault(
                "damaged_advisories",
                "`\(path)` cannot be read: \(error); import the advisories again")
        } catch let failure as Failure {
            throw failure
        } catch {
            throw .fault("damaged_advisories", "`\(path)` cannot be read: \(error)")
        }
    }

    package struct Imported: Sendable {
        package let database: AdvisoryDatabase
        /// Files that were read as advisories.
        package let fileCount: Int
    }

    /// Puts the advisories of files, folders and archives in the place of those that are there.
    ///
    /// - Parameters:
    ///   - paths: Of OSV's JSON or the Packaging Authority's YAML, alone, in folders, or in zip or tar
    ///     archives.
    ///   - isAdded: What is there is kept; of two with the same identifier the newer one counts.
    /// - Returns: What is there now.
    /// - Throws: A fault when one of them cannot be read, or there is no advisory in any; then
    ///   nothing has changed.
    package func `import`(_ paths: [String], isAdded: Bool) throws -> Imported {
        var gathering = AdvisoryGathering()
        if isAdded, let known = try load() { try gathering.add(known) }
        for path in paths { try gathering.add(path) }
        guard gathering.fileCount > 0 else {
            throw Failure.fault(
                "no_advisories",
                "there is no advisory in \(paths.inBackticks): OSV's JSON and YAML are read, alone, "
                    + "in folders, and in zip and tar archives")
        }
        let database = try gathering.database()
        try FileBytes.makeFolder(home, isPrivate: true)
        try FileBytes.write(database.bytes, to: path)
        return Imported(database: database, fileCount: gathering.fileCount)
    }
}

/// Reads advisories from wherever they are.
struct AdvisoryGathering {
    private(set) var fileCount = 0
    private var builder = AdvisoryDatabaseBuilder()

    /// Unpacked bytes of one archive.
    private static let archiveSize = 2 << 30

    mutating func add(_ known: AdvisoryDatabase) throws {
        for advisory in try known.all() { builder.add(advisory) }
    }

    func database() throws -> AdvisoryDatabase { try builder.database() }

    mutating func add(_ path: String) throws {
        if try FileState(of: path).isFolder {
            for file in try FolderWalk(path, ignoring: [".git"]).files
            where Self.isAdvisory(file.path) {
                let name = "\(path)/\(file.path)"
                try add(try FileBytes.read(name), name: name)
            }
        } else if Self.isAdvisory(path) {
            try add(try FileBytes.read(path), name: path)
        } else {
            try addArchive(path)
        }
    }

    private mutating func addArchive(_ path: String) throws {
        let bytes = Bytes(try FileBytes.read(path))
        do {
            try ArchiveMembers.visit(bytes, limit: Self.archiveSize) { name, contents in
                guard Self.isAdvisory(name) else { return }
                try add(contents, name: "\(path): \(name)")
            }
        } catch let fault as ArchiveMembers.Fault {
            let reason =
                fault == .tooLarge ? "unpacks to too much" : "is no zip or tar archive, or damaged"
            throw Failure.fault("bad_archive", "`\(path)` \(reason)")
        }
    }

    private static func isAdvisory(_ name: String) -> Bool {
        [".json", ".yaml", ".yml"].contains { name.hasSuffix($0) }
    }

    private mutating func add(_ bytes: [UInt8], name: String) throws(Failure) {
        do {
            let isJSON = name.hasSuffix(".json")
            builder.add(isJSON ? try Advisory(json: bytes) : try Advisory(yaml: bytes))
            fileCount += 1
        } catch { throw .fault("bad_advisory", "`\(name)` does not read: \(error)") }
    }
}

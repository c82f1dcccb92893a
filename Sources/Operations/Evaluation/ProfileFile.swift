package import Statistics
import Tables

/// Profiles of files of rows: what is kept of data to compare others with, when the rows are gone.
package enum ProfileFile {
    private static let mark = Array("assay-profile".utf8)

    /// Reads a file of rows once, from its first to its last; memory does not grow with it.
    ///
    /// - Parameters:
    ///   - path: CSV, JSON Lines, Parquet or Arrow; `-` for standard input.
    ///   - progress: Called with the rows of each chunk.
    /// - Returns: Its profile.
    /// - Throws: A fault that names the place of what does not read.
    package static func profile(
        _ path: String, progress: (@Sendable (Int) -> Void)? = nil
    ) throws(Failure) -> DataProfile {
        do {
            var reader = try open(path)
            let columns = reader.description.columns
            var profile = try DataProfile(
                columns.map { ColumnProfile($0.name, ColumnProfile.Kind($0.type)) })
            while let chunk = try reader.nextChunk() {
                for (index, column) in chunk.columns.enumerated() {
                    try profile.update(index) { profile throws(SketchError) in
                        try profile.add(column, columns[index].type)
                    }
                }
                progress?(chunk.rows)
            }
            return profile
        } catch let error as TableError {
            throw .fault("bad_table", "\(named(path)): \(error)")
        } catch let error as SketchError {
            throw .fault("bad_table", "\(named(path)): \(error)")
        } catch {
            throw .fault("unexpected", "\(named(path)): \(error)")
        }
    }

    private static func open(_ path: String) throws(TableError) -> TableReader {
        path == "-"
            ? try TableFile.open(descriptor: 0, name: "standard input") : try TableFile.open(path)
    }

    static func named(_ path: String) -> String { path == "-" ? "standard input" : path }

    /// Whether a file is a profile that was kept, by its first bytes.
    package static func isProfile(_ path: String) -> Bool {
        guard path != "-", let opened = try? UnchangedFile(path), opened.size >= mark.count
        else { return false }
        return FileSource(descriptor: opened.descriptor, byteCount: opened.size)
            .bytes(at: 0, count: mark.count) == mark
    }

    /// Reads a profile that was kept.
    package static func load(_ path: String) throws(Failure) -> DataProfile {
        let bytes = try FileBytes.read(path)
        do throws(SketchError) { return try DataProfile(bytes: bytes) } catch {
            throw .fault("bad_profile", "\(path): \(error)")
        }
    }

    /// A kept profile, or that of a file of rows.
    package static func loadOrProfile(
        _ path: String, progress: (@Sendable (Int) -> Void)? = nil
    ) throws(Failure) -> DataProfile {
        isProfile(path) ? try load(path) : try profile(path, progress: progress)
    }

    /// The profile of the rows of all; the order of the paths does not matter for what is counted.
    ///
    /// - Throws: A fault for files that do not have the same columns.
    package static func merged(_ paths: [String]) throws(Failure) -> DataProfile {
        guard let first = paths.first else { throw .fault("no_profiles", "name some profiles") }
        var whole = try load(first)
        for path in paths.dropFirst() {
            let next = try load(path)
            do throws(SketchError) { try whole.merge(next) } catch {
                throw .fault("columns_differ", "\(path) and \(first): \(error)")
            }
        }
        return whole
    }
}

package import SupplyChain

#if canImport(Glibc)
import Glibc
#endif

/// The wheels and source distributions below a folder of this machine.
package struct PackageFolder: Sendable {
    package struct File: Sendable, Hashable {
        /// `nil` for a file of another kind.
        package let name: DistributionFileName?
        /// Below the folder.
        package let path: String
        fileprivate let place: String
    }

    /// By path.
    package let files: [File]

    /// - Throws: A fault when it is no folder, has too many files, or has a link that leads out of it.
    package init(_ path: String) throws(Failure) {
        guard try FileState(of: path).isFolder else {
            throw .fault("not_a_folder", "`\(path)` is not a folder")
        }
        files = try FolderWalk(path, ignoring: []).files.map { file in
            let last = file.path.split(separator: "/").last ?? ""
            return File(
                name: DistributionFileName(last), path: file.path, place: "\(path)/\(file.path)")
        }
    }
}

extension PackageFolder.File {
    private static let pieceByteCount = 1 << 20

    /// Whether it is one that can be taken in.
    ///
    /// - Throws: A fault that says why not.
    package func check() throws(Failure) {
        if let name { _ = try DistributionFile(name, at: place) }
    }

    /// Its bytes, refused when they change while they are read.
    package func source() throws(Failure) -> ByteSource {
        let place = self.place
        return ByteSource(statedByteCount: try FileState(of: place).size) { consume in
            let file = try UnchangedFile(place)
            let buffer = UnsafeMutableRawBufferPointer.allocate(
                byteCount: Self.pieceByteCount, alignment: 16)
            defer { buffer.deallocate() }
            while case let count = try file.read(into: buffer), count > 0 {
                try consume(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            }
            try file.finish()
        }
    }
}

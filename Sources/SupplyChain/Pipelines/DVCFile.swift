import Transparency

/// A file or a folder that DVC keeps track of.
package struct DVCFile: Sendable, Hashable {
    /// Relative to the file that names it.
    package let path: String
    /// `nil` for what has no MD5, such as what another repository or a cloud keeps.
    package let digest: DVCDigest?
    package let byteCount: Int?
    /// Of a folder.
    package let fileCount: Int?

    private static let pathByteCountMax = 4_096

    init(_ json: JSON) throws(DocumentError) {
        guard let path = json["path"]?.stringValue, !path.isEmpty,
            path.utf8.count <= Self.pathByteCountMax
        else { throw DocumentError("an entry has no `path`") }
        self.path = path
        if let text = json["md5"]?.stringValue {
            guard let digest = DVCDigest(text) else {
                throw DocumentError("the `md5` of `\(path)` is none")
            }
            self.digest = digest
        } else {
            digest = nil
        }
        byteCount = Self.count(json["size"])
        fileCount = Self.count(json["nfiles"])
    }

    private static func count(_ json: JSON?) -> Int? {
        json?.stringValue.flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }
    }

    /// All entries of a list; none when there is no list.
    static func list(_ json: JSON?) throws(DocumentError) -> [DVCFile] {
        guard let json, !json.isNull else { return [] }
        guard let items = json.arrayValue else { throw DocumentError("a list of files is none") }
        var files: [DVCFile] = []
        for item in items { files.append(try DVCFile(item)) }
        return files
    }
}

/// `NAME.dvc`: what DVC was told to keep, beside the file itself.
package struct DVCPointer: Sendable, Equatable {
    package let outputs: [DVCFile]
    /// What it was imported from, if it was.
    package let inputs: [DVCFile]

    /// - Throws: ``DocumentError`` for what is none.
    package init(parsing bytes: [UInt8]) throws(DocumentError) {
        let json = try YAMLTree.parse(bytes)
        outputs = try DVCFile.list(json["outs"])
        inputs = try DVCFile.list(json["deps"])
        guard !outputs.isEmpty else { throw DocumentError("it has no `outs`") }
    }
}

/// A folder as DVC keeps it: each file with its MD5.
package struct DVCFolder: Sendable, Equatable {
    package struct Entry: Sendable, Hashable {
        package let path: String
        package let digest: DVCDigest
    }

    package let entries: [Entry]

    private static let limits = JSONLimits(
        byteCountMax: 256 << 20, depthMax: 4, valueCountMax: 4 << 20)

    /// - Throws: ``DocumentError`` for what is no such list, or leads out of the folder.
    package init(json bytes: [UInt8]) throws(DocumentError) {
        let json: JSON
        do throws(JSONError) {
            json = try JSON(parsing: bytes, limits: Self.limits)
        } catch { throw DocumentError("it is no JSON: \(error)") }
        guard let items = json.arrayValue else { throw DocumentError("it is no list") }
        var entries: [Entry] = []
        for item in items {
            guard let path = item["relpath"]?.stringValue,
                let digest = item["md5"]?.stringValue.flatMap({ DVCDigest($0) }), !digest.isFolder,
                path.split(separator: "/", omittingEmptySubsequences: false)
                    .allSatisfy({ !["", ".", ".."].contains($0) })
            else { throw DocumentError("an entry is no file of a folder") }
            entries.append(Entry(path: path, digest: digest))
        }
        self.entries = entries
    }
}

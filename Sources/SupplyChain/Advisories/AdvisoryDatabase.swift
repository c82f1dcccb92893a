import Transparency

/// Advisories by the package that they are about, in a form that loads without reading them.
///
/// The bytes are text: a line with the format's name, a line of canonical JSON that says where each
/// package's advisories begin and how long they are, and a line of canonical JSON for each advisory,
/// in the order of their identifiers. One set of advisories has one such form, and so one digest.
package struct AdvisoryDatabase: Sendable {
    /// All of it, to be kept.
    package let bytes: [UInt8]
    /// Advisories in it; those taken back are not.
    package let advisoryCount: Int
    /// When the newest of them was changed, RFC 3339; empty when there is none.
    package let modified: String
    /// Where each package's advisories are in ``bytes``.
    private let places: [String: [Range<Int>]]

    static let header = Array("assay-advisories/1\n".utf8)
    static let byteCountMax = 1 << 30
    static let packageCountMax = 1 << 20

    /// - Throws: ``DocumentError`` when the bytes are no such database.
    /// - Complexity: O(packages and advisories), whatever they say.
    package init(bytes: [UInt8]) throws(DocumentError) {
        guard bytes.count <= Self.byteCountMax, bytes.starts(with: Self.header),
            let end = bytes[Self.header.count...].firstIndex(of: UInt8(ascii: "\n")),
            let index = try? JSON(parsing: Array(bytes[Self.header.count..<end])),
            let count = index["advisories"]?.intValue,
            let packages = index["packages"]?.objectValue,
            let modified = index["modified"]?.stringValue
        else { throw DocumentError("these are no advisories that `assay advisories` wrote") }
        var places: [String: [Range<Int>]] = [:]
        places.reserveCapacity(packages.count)
        for (name, list) in packages {
            places[name] = try Self.ranges(list, from: end + 1, to: bytes.count)
        }
        self.bytes = bytes
        self.places = places
        self.modified = modified
        advisoryCount = count
    }

    private static func ranges(
        _ list: JSON, from start: Int, to end: Int
    ) throws(DocumentError) -> [Range<Int>] {
        try (list.arrayValue ?? []).map { (place) throws(DocumentError) in
            guard let offset = place[0]?.intValue, let count = place[1]?.intValue,
                offset >= 0, count >= 0, offset <= end - start, count <= end - start - offset
            else { throw DocumentError("the advisories' index leads out of the file") }
            return (start + offset)..<(start + offset + count)
        }
    }

    /// Packages that some advisory is about.
    package var packageCount: Int { places.count }

    /// Whether any advisory is about a package of this name.
    package func speaks(of name: PackageName) -> Bool { places[name.text] != nil }

    /// All that is known against a package, by identifier.
    ///
    /// - Throws: ``DocumentError`` when the database was changed since it was written.
    /// - Complexity: O(bytes of these advisories).
    package func advisories(of name: PackageName) throws(DocumentError) -> [Advisory] {
        try (places[name.text] ?? []).map { (place) throws(DocumentError) in
            guard let tree = try? JSON(parsing: Array(bytes[place])) else {
                throw DocumentError("an advisory of \(name) is damaged")
            }
            return try Advisory(record: tree)
        }
    }

    /// Every advisory, by identifier.
    ///
    /// - Throws: ``DocumentError`` when the database was changed since it was written.
    /// - Complexity: O(bytes).
    package func all() throws(DocumentError) -> [Advisory] {
        let records = Set(places.values.joined()).sorted { $0.lowerBound < $1.lowerBound }
        return try records.map { (place) throws(DocumentError) in
            guard let tree = try? JSON(parsing: Array(bytes[place])) else {
                throw DocumentError("an advisory is damaged")
            }
            return try Advisory(record: tree)
        }
    }
}

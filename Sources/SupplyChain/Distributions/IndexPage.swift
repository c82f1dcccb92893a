package import Transparency

/// What an index says of the files of a project.
///
/// Source: PEP 691 and 700.
package struct IndexPage: Sendable, Equatable {
    package struct File: Sendable, Hashable {
        package let name: DistributionFileName
        /// As written: an address, or a path from the page's.
        package let address: String
        package let digest: Digest
        package let byteCount: Int?
        package let requiresPython: String?
        package let publishedAt: Instant?
        /// Of what the file says of itself, when that can be had without it.
        package let metadata: Digest?
        /// Why it should not be used; `nil` when nobody says so.
        package let yanked: String?
    }

    /// As they stand there; without those that have no digest or no name of a wheel or a source
    /// distribution.
    package let files: [File]

    package static let byteCountMax = 64 << 20
    private static let fileCountMax = 100_000
    private static let limits = JSONLimits(
        byteCountMax: byteCountMax, depthMax: 16, valueCountMax: 2 << 20)

    /// - Throws: ``DocumentError`` for what is no such page, or one of another major version.
    package init(json bytes: [UInt8]) throws(DocumentError) {
        let json: JSON
        do throws(JSONError) {
            json = try JSON(parsing: bytes, limits: Self.limits)
        } catch { throw DocumentError("it is no JSON: \(error)") }
        let version = json["meta"]?["api-version"]?.stringValue ?? ""
        guard version.hasPrefix("1."), let files = json["files"]?.arrayValue else {
            throw DocumentError("it is no page of an index of version 1")
        }
        guard files.count <= Self.fileCountMax else { throw DocumentError("it has too many files") }
        self.files = files.compactMap(File.init(json:))
    }
}

extension IndexPage.File {
    private static let addressByteCountMax = 2_000
    private static let textByteCountMax = 1_000

    fileprivate init?(json: JSON) {
        guard let name = json["filename"]?.stringValue.flatMap({ DistributionFileName($0) }),
            let address = json["url"]?.stringValue, address.utf8.count <= Self.addressByteCountMax,
            let digest = Self.digest(json["hashes"])
        else { return nil }
        self.name = name
        self.address = address
        self.digest = digest
        byteCount = json["size"]?.intValue.flatMap { $0 >= 0 ? $0 : nil }
        requiresPython = Self.text(json["requires-python"])
        publishedAt = json["upload-time"]?.stringValue.flatMap(Self.instant)
        metadata = Self.digest(json["core-metadata"] ?? json["data-dist-info-metadata"])
        yanked =
            json["yanked"]?.boolValue == true
            ? "its index does not say why" : Self.text(json["yanked"])
    }

    private static func digest(_ hashes: JSON?) -> Digest? {
        hashes?["sha256"]?.stringValue.flatMap { Digest("sha256:\($0)") }
    }

    private static func text(_ json: JSON?) -> String? {
        json?.stringValue.flatMap { $0.utf8.count <= textByteCountMax ? $0 : nil }
    }

    /// `2024-05-15T12:34:56.789012Z`, with as many digits behind the point as there are.
    private static func instant(_ text: String) -> Instant? {
        guard text.hasSuffix("Z"), text.utf8.count <= 40 else { return nil }
        let halves = text.dropLast().split(separator: ".", maxSplits: 1)
        let fraction = halves.count == 2 ? halves[1].prefix(3) : ""
        let padding = String(repeating: "0", count: 3 - fraction.count)
        return Instant("\(halves.first ?? "").\(fraction)\(padding)Z")
    }
}

/// A package that the model needs.
package struct BilledPackage: Sendable, Hashable {
    /// Name and version are in it.
    package let url: PackageURL
    package let licence: LicenceExpression?
    /// What its files must hash to, by algorithm: `sha256`.
    package let hashes: [ComponentHash]
    /// Where it is said that it is needed: a path.
    package let place: String?

    package init(
        url: PackageURL, licence: LicenceExpression? = nil, hashes: [ComponentHash] = [],
        place: String? = nil
    ) {
        self.url = url
        self.licence = licence
        self.hashes = hashes
        self.place = place
    }
}

/// A digest by any of the algorithms that bills of materials know.
package struct ComponentHash: Sendable, Hashable, Comparable {
    package enum Algorithm: String, Sendable, Hashable, CaseIterable {
        case md5, sha1, sha256, sha384, sha512, blake2b256, blake2b384, blake2b512, blake3
        case sha3With256 = "sha3-256"
        case sha3With384 = "sha3-384"
        case sha3With512 = "sha3-512"

        /// The length of its digests in bytes.
        var byteCount: Int {
            switch self {
            case .md5: 16
            case .sha1: 20
            case .sha256, .blake2b256, .blake3, .sha3With256: 32
            case .sha384, .blake2b384, .sha3With384: 48
            case .sha512, .blake2b512, .sha3With512: 64
            }
        }

        /// The spelling of CycloneDX.
        var cycloneDX: String {
            switch self {
            case .md5: "MD5"
            case .sha1: "SHA-1"
            case .sha256: "SHA-256"
            case .sha384: "SHA-384"
            case .sha512: "SHA-512"
            case .blake2b256: "BLAKE2b-256"
            case .blake2b384: "BLAKE2b-384"
            case .blake2b512: "BLAKE2b-512"
            case .blake3: "BLAKE3"
            case .sha3With256: "SHA3-256"
            case .sha3With384: "SHA3-384"
            case .sha3With512: "SHA3-512"
            }
        }

        /// The spelling of SPDX 3.
        var spdx: String { rawValue.split(separator: "-").joined(separator: "_") }

        /// Any of the spellings: `SHA-256`, `SHA256`, `sha256`, `sha3_256`.
        package init?(anySpelling text: String) {
            let key = Self.key(text)
            guard let known = Self.allCases.first(where: { Self.key($0.rawValue) == key }) else {
                return nil
            }
            self = known
        }

        private static func key(_ text: String) -> String {
            text.asciiLowercased.filter { $0 != "-" && $0 != "_" }
        }
    }

    package let algorithm: Algorithm
    /// Hex digits in lower case.
    package let hex: String

    /// `nil` when the text is no digest of the algorithm.
    package init?(_ algorithm: Algorithm, hex text: String) {
        let hex = text.asciiLowercased
        guard hex.utf8.count == 2 * algorithm.byteCount,
            hex.utf8.allSatisfy({ $0.isDigit || (0x61...0x66).contains($0) })
        else { return nil }
        self.algorithm = algorithm
        self.hex = hex
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.algorithm.rawValue, left.hex) < (right.algorithm.rawValue, right.hex)
    }
}

/// The SHA-256 of some bytes: the name of an artifact, a record or a tree.
///
/// The text form, which is also the JSON form, is `sha256:` and 64 lower-case hex digits. Digests
/// order by their bytes.
///
/// Source: FIPS 180-4.
package struct Digest: Hashable, Sendable {
    package static let byteCount = 32

    /// The 32 bytes as four big-endian words, so that comparing words compares bytes.
    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// Hashes `bytes`.
    ///
    /// - Complexity: O(n); without a copy when the collection is contiguous.
    package init(of bytes: some Collection<UInt8>) {
        var hasher = DigestHasher()
        let isHashed: Void? = bytes.withContiguousStorageIfAvailable { hasher.update($0) }
        if isHashed == nil { hasher.update(Array(bytes)) }
        self = hasher.finalize()
    }

    /// Hashes `bytes`.
    package init(of bytes: [UInt8]) {
        var hasher = DigestHasher()
        hasher.update(bytes)
        self = hasher.finalize()
    }

    /// Takes `bytes` as a digest, when there are exactly 32.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        let copy = Array(bytes)
        self = copy.withUnsafeBytes { Self(raw: $0) }
    }

    /// - Precondition: `raw` has 32 bytes.
    init(raw: UnsafeRawBufferPointer) {
        precondition(raw.count == Self.byteCount, "a SHA-256 has 32 bytes")
        func word(_ index: Int) -> UInt64 {
            UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
        }
        words = (word(0), word(1), word(2), word(3))
    }

    /// The 32 bytes.
    package var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Self.byteCount) { buffer, count in
            withBytes { UnsafeMutableRawBufferPointer(buffer).copyMemory(from: $0) }
            count = Self.byteCount
        }
    }

    /// 64 lower-case hex digits.
    package var hex: String { Hex.encode(bytes) }

    /// Calls `body` with the 32 bytes, without allocating.
    package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        let wire = (
            words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian
        )
        return withUnsafeBytes(of: wire, body)
    }

    package static func == (left: Self, right: Self) -> Bool { left.words == right.words }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }
}

extension Digest: Comparable {
    package static func < (left: Self, right: Self) -> Bool { left.words < right.words }
}

extension Digest: LosslessStringConvertible {
    package static let prefix = "sha256:"

    /// Reads `sha256:` and 64 hex digits, or the 64 digits alone; either case of digit.
    package init?(_ description: String) {
        let text = description[...]
        let digits = text.hasPrefix(Self.prefix) ? text.dropFirst(Self.prefix.count) : text
        guard digits.utf8.count == 2 * Self.byteCount, let bytes = Hex.decode(digits) else {
            return nil
        }
        self.init(bytes: bytes)
    }

    /// `sha256:` and 64 lower-case hex digits.
    package var description: String {
        let prefix = Self.prefix.utf8.count
        return String(unsafeUninitializedCapacity: prefix + 2 * Self.byteCount) { text in
            _ = text.update(fromContentsOf: Self.prefix.utf8)
            withBytes { bytes in
                for (index, byte) in bytes.enumerated() {
                    text[prefix + 2 * index] = Hex.digit(byte >> 4)
                    text[prefix + 2 * index + 1] = Hex.digit(byte & 15)
                }
            }
            return text.count
        }
    }
}

extension Digest: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let digest = Self(text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "`\(text)` is not a digest: sha256: and 64 hex digits")
        }
        self = digest
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

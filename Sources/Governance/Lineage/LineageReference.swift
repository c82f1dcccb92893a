package import Transparency

/// Names something that lineage is about: bytes by their digest, a version, or a thing that another
/// system knows, such as `openlineage:postgres://db orders`.
///
/// An entity in the words of W3C PROV. The scheme before the first colon says what sort it is:
///
/// | scheme | names |
/// |---|---|
/// | `sha256` | bytes, or a folder by its manifest |
/// | `md5` | bytes, as DVC names them |
/// | `model`, `dataset`, … | a version, such as `model:income@3` |
/// | any other | what other systems call it: `hub`, `git`, `openlineage`, `mlflow`, `pkg` |
package struct LineageReference: Sendable, Hashable, LosslessStringConvertible {
    package let description: String

    package static let byteCountMax = 1_000

    /// - Returns: `nil` unless it is a scheme of lower-case letters and digits, a colon, and a name
    ///   without control characters that is right for its scheme; 1,000 bytes at most.
    package init?(_ description: String) {
        guard description.utf8.count <= Self.byteCountMax,
            let colon = description.utf8.firstIndex(of: UInt8(ascii: ":")),
            colon > description.startIndex,
            description.utf8[..<colon].allSatisfy(Self.isOfScheme),
            !description.unicodeScalars.contains(where: Self.isControl)
        else { return nil }
        let name = description[description.index(after: colon)...]
        let isRight =
            switch description[..<colon] {
            case "sha256": Digest(description) != nil
            case "md5": name.utf8.count == 32 && name.utf8.allSatisfy(Self.isHexDigit)
            case let scheme where SubjectKind(rawValue: String(scheme)) != nil:
                VersionName(description) != nil
            default: !name.isEmpty
            }
        guard isRight else { return nil }
        self.description = description
    }

    package init(_ digest: Digest) { description = digest.description }
    package init(_ version: VersionName) { description = version.description }

    /// What it is bytes of, when it is.
    package var digest: Digest? { Digest(description) }
    /// Which version it is, when it is one.
    package var version: VersionName? { VersionName(description) }
    /// What sort it is of.
    package var scheme: Substring { description.prefix { $0 != ":" } }

    /// Of the general category Cc, which no version of Unicode adds to.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    }
    private static func isOfScheme(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
    }
    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (0x61...0x66).contains(byte) || (0x30...0x39).contains(byte)
    }
}

/// A reference in twelve bytes: the first of its SHA-256.
///
/// Two references that share it are as unlikely as finding 2^48 of them.
package struct LineageKey: Sendable, Hashable {
    let high: UInt64
    let low: UInt32

    package static let byteCount = 12

    package init(_ reference: LineageReference) {
        let digest = Digest(of: Array(reference.description.utf8))
        self = digest.withBytes { Self($0) }
    }

    /// - Precondition: `bytes` has at least twelve.
    package init(_ bytes: UnsafeRawBufferPointer) {
        high = bytes.loadUnaligned(as: UInt64.self).bigEndian
        low = bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self).bigEndian
    }

    /// A part of it is as even as all.
    package func hash(into hasher: inout Hasher) { hasher.combine(high) }

    package var bytes: [UInt8] {
        withUnsafeBytes(of: high.bigEndian, Array.init)
            + withUnsafeBytes(of: low.bigEndian, Array.init)
    }
}

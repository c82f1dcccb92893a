/// A licence's text, in a form that spelling, layout and the holder's name do not change.
package struct LicenceText: Sendable {
    /// Hashes of every four words in a row.
    let shingles: Set<UInt32>
    /// The first words, with a space around each.
    let opening: String

    static let byteCountMax = 1 << 20
    static let shingleWordCount = 4
    static let openingWordCount = 120

    /// - Returns: `nil` for what is larger than 1 MiB or has fewer than four words.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count <= Self.byteCountMax else { return nil }
        let words = Self.words(bytes)
        guard words.count >= Self.shingleWordCount else { return nil }
        shingles = Set(
            (0...(words.count - Self.shingleWordCount)).map { start in
                Self.hash(words[start..<(start + Self.shingleWordCount)])
            })
        opening = " " + words.prefix(Self.openingWordCount).map(\.text).joined(separator: " ") + " "
    }

    /// Letters and digits in lower case; lines that name a holder are not the licence's.
    private static func words(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        bytes.map(\.lowercased).split(separator: 0x0A).flatMap { line in
            let words = line.split { !$0.isLetter && !$0.isDigit }
            let isNotice = words.first.map { Array($0) == Array("copyright".utf8) } ?? false
            return isNotice && words.count <= 16 ? [] : words
        }
    }

    /// The upper half of FNV-1a's 64 bits.
    private static func hash(_ words: ArraySlice<ArraySlice<UInt8>>) -> UInt32 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for word in words {
            for byte in word { hash = (hash ^ UInt64(byte)) &* 0x0100_0000_01B3 }
            hash = (hash ^ 0x20) &* 0x0100_0000_01B3
        }
        // The last bytes have hardly reached the upper bits.
        hash = (hash ^ (hash >> 29)) &* 0xBF58_476D_1CE4_E5B9
        return UInt32(truncatingIfNeeded: hash >> 32)
    }
}

/// A known licence's text, as the smallest of its hashes.
struct LicenceFingerprint: Sendable {
    let id: String
    /// Different hashes of its text.
    let shingleCount: Int
    /// At most 64.
    let smallest: [UInt32]

    static let hashCountMax = 64

    init(id: String, of text: LicenceText) {
        self.id = id
        shingleCount = text.shingles.count
        smallest = Array(text.shingles.sorted().prefix(Self.hashCountMax))
    }

    init(id: String, shingleCount: Int, smallest: [UInt32]) {
        self.id = id
        self.shingleCount = shingleCount
        self.smallest = smallest
    }

    /// Which share of this licence's text stands in another, 0…1.
    func share(in text: LicenceText) -> Double {
        guard !smallest.isEmpty else { return 0 }
        let found = smallest.count { text.shingles.contains($0) }
        return Double(found) / Double(smallest.count)
    }
}

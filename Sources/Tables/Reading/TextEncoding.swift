/// What a text file is written in.
package enum TextEncoding: String, Sendable, Equatable {
    case utf8 = "UTF-8"
    case utf16LittleEndian = "UTF-16, little end first"
    case utf16BigEndian = "UTF-16, big end first"
    /// Latin-1 with letters and signs in place of its second set of control characters, which is
    /// what files said to be Latin-1 are.
    case windows1252 = "Windows-1252"

    /// The encoding that a file's first bytes show: by a byte order mark, or by the zero bytes that
    /// UTF-16 has beside ASCII.
    ///
    /// - Throws: ``TableError/notRead(_:)`` for UTF-32.
    init(first bytes: ArraySlice<UInt8>) throws(TableError) {
        let bytes = Array(bytes.prefix(4))
        if bytes == [0xFF, 0xFE, 0, 0] || bytes == [0, 0, 0xFE, 0xFF] {
            throw .notRead("UTF-32 is not read; write the file as UTF-8")
        }
        switch (bytes.first, bytes.dropFirst().first) {
        case (0xFF, 0xFE): self = .utf16LittleEndian
        case (0xFE, 0xFF): self = .utf16BigEndian
        default:
            let zeros = bytes.map { $0 == 0 }
            self =
                zeros == [false, true, false, true]
                ? .utf16LittleEndian
                : zeros == [true, false, true, false] ? .utf16BigEndian : .utf8
        }
    }

    /// What stands for the bytes from 0x80 to 0x9F.
    ///
    /// Source: WHATWG, *Encoding*, index windows-1252.
    static let windows1252Letters: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013,
        0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    ]
}

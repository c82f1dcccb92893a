/// How DVC names bytes: their MD5, or for a folder the MD5 of the list of its files.
package struct DVCDigest: Sendable, Hashable {
    /// 32 hexadecimal digits in lower case.
    package let hex: String
    package let isFolder: Bool

    private static let folderSuffix = ".dir"

    /// `d41d8cd98f00b204e9800998ecf8427e`, with `.dir` behind it for a folder.
    ///
    /// - Returns: `nil` for anything else.
    package init?(_ text: some StringProtocol) {
        let isFolder = text.hasSuffix(Self.folderSuffix)
        let hex = isFolder ? String(text.dropLast(Self.folderSuffix.count)) : String(text)
        guard hex.utf8.count == 32,
            hex.utf8.allSatisfy({ $0.isDigit || (0x61...0x66).contains($0) })
        else { return nil }
        self.hex = hex
        self.isFolder = isFolder
    }

    /// As it stands in a remote: the first two digits are a folder's name.
    package init?(folder: some StringProtocol, file: some StringProtocol) {
        guard folder.utf8.count == 2 else { return nil }
        self.init(String(folder) + String(file))
    }
}

extension DVCDigest: CustomStringConvertible {
    package var description: String { isFolder ? hex + Self.folderSuffix : hex }
}

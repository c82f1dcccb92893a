/// Bytes between `-----BEGIN …-----` and `-----END …-----`.
///
/// Source: RFC 7468.
package struct PEM: Equatable {
    /// Such as `PUBLIC KEY`.
    package let label: String
    package let bytes: [UInt8]

    package static let byteCountMax = 1 << 20

    package init(label: String, bytes: [UInt8]) {
        self.label = label
        self.bytes = bytes
    }

    /// The blocks of a text, in order, passing over what stands between them; `nil` when one of
    /// them is malformed or the text has more than 1 MiB.
    package static func blocks(in text: String) -> [Self]? {
        guard text.utf8.count <= byteCountMax else { return nil }
        var blocks: [Self] = []
        var open: (label: String, base64: String)?
        for scalars in text.unicodeScalars.split(whereSeparator: { $0 == "\n" || $0 == "\r" }) {
            let line = String(scalars)
            if let label = label(of: line, "BEGIN") {
                guard open == nil else { return nil }
                open = (label, "")
            } else if let label = label(of: line, "END") {
                guard let block = open, block.label == label,
                    let bytes = Base64.decode(block.base64)
                else { return nil }
                blocks.append(Self(label: label, bytes: bytes))
                open = nil
            } else {
                open?.base64 += line.filter { $0 != " " && $0 != "\t" }
            }
        }
        return open == nil ? blocks : nil
    }

    private static func label(of line: String, _ word: String) -> String? {
        let (start, end) = ("-----\(word) ", "-----")
        guard line.hasPrefix(start), line.hasSuffix(end),
            line.utf8.count > start.utf8.count + end.utf8.count
        else { return nil }
        return String(line.dropFirst(start.count).dropLast(end.count))
    }

    /// The text as OpenSSL writes it: lines of 64 characters, and a newline at the end.
    package var text: String {
        let base64 = Base64.encode(bytes).utf8
        var lines = ["-----BEGIN \(label)-----"]
        var rest = base64[...]
        while !rest.isEmpty {
            lines.append(String(Substring(rest.prefix(64))))
            rest = rest.dropFirst(64)
        }
        lines.append("-----END \(label)-----")
        return lines.joined(separator: "\n") + "\n"
    }
}

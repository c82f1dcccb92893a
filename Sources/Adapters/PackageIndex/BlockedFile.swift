import HTTPServer
import HTTPTypes
import NIOCore
import Transparency

/// Why a file is not given out, in the forms in which an installer shows it to a person.
struct BlockedFile: Equatable {
    /// The reason in one line of printable ASCII.
    let reason: String

    /// A status that HTTP does not define: for those that it does, libraries show their own words in
    /// place of the reason.
    static let status = 460
    private static let reasonByteCountMax = 600
    private static let slugByteCountMax = 80

    init(_ text: String) {
        let plain = text.unicodeScalars.map { scalar -> String in
            switch scalar {
            case " "..."~": String(scalar)
            case "–", "—": "-"
            case "…": "..."
            case "‘", "’", "“", "”": "'"
            default: scalar.properties.isWhitespace ? " " : "?"
            }
        }.joined()
        let words = plain.split(separator: " ").joined(separator: " ")
        reason =
            words.utf8.count <= Self.reasonByteCountMax
            ? words : words.prefix(Self.reasonByteCountMax - 3) + "..."
    }

    /// The reason as a part of an address, which installers show whatever the status says.
    var slug: String {
        let letters = reason.lowercased().utf8.map { byte in
            let isPlain = (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
            return isPlain ? Character(UnicodeScalar(byte)) : "-"
        }
        let words = String(letters).split(separator: "-")
        var slug = ""
        for word in words {
            guard slug.utf8.count + word.utf8.count < Self.slugByteCountMax else { break }
            slug += (slug.isEmpty ? "" : "-") + word
        }
        return slug.isEmpty ? "refused" : slug
    }

    var response: ServerResponse {
        ServerResponse(
            HTTPResponse.Status(code: Self.status, reasonPhrase: reason),
            headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
            body: .bytes(ByteBuffer(string: reason + "\n")))
    }
}

/// Where in a file something stands.
package struct Place: Sendable, Hashable, Codable {
    /// The members of containers that lead there, outermost first.
    package var members: [String] = []
    /// Bytes from the start of the innermost member, or of the file.
    package var byteOffset: Int?
    /// The path inside a document, such as `$.chat_template`.
    package var path: String?

    package init(members: [String] = [], byteOffset: Int? = nil, path: String? = nil) {
        self.members = members
        self.byteOffset = byteOffset
        self.path = path
    }

    func inside(_ member: String) -> Place {
        Place(members: members + [String(member.prefix(200))])
    }

    func at(_ offset: Int) -> Place {
        Place(members: members, byteOffset: offset, path: path)
    }

    func at(path: String) -> Place {
        Place(members: members, byteOffset: byteOffset, path: path)
    }
}

extension Place: CustomStringConvertible {
    /// Such as `archive/data.pkl, byte 37`.
    package var description: String {
        var parts = members.isEmpty ? [] : [members.joined(separator: " → ")]
        if let path { parts.append(path) }
        if let byteOffset { parts.append("byte \(byteOffset)") }
        return parts.joined(separator: ", ")
    }
}

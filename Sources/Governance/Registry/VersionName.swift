/// The name of a governed thing, such as `model:income`.
package struct SubjectName: Sendable, Hashable, LosslessStringConvertible {
    package let kind: SubjectKind
    package let name: String

    /// - Returns: `nil` unless `name` is 1 to 100 of `a-z 0-9 - _ .`, starting with a letter or digit.
    package init?(kind: SubjectKind, name: String) {
        let first = name.utf8.first.map(Self.isAlphanumeric) ?? false
        guard first, name.utf8.count <= 100, name.utf8.allSatisfy(Self.isAllowed) else {
            return nil
        }
        self.kind = kind
        self.name = name
    }

    /// Reads `kind:name`; without a kind it is a model.
    package init?(_ description: String) {
        let halves = description.split(
            separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let last = halves.last else { return nil }
        let kind = halves.count == 1 ? .model : SubjectKind(rawValue: String(halves[0]))
        guard let kind else { return nil }
        self.init(kind: kind, name: String(last))
    }

    package var description: String { "\(kind.rawValue):\(name)" }

    /// What a name may be, for messages.
    package static let rule = "1 to 100 of a-z, 0-9, `-`, `_`, `.`, starting with a letter or digit"

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
    }
    private static func isAllowed(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || byte == 0x2D || byte == 0x5F || byte == 0x2E
    }
}

/// The name of a version, such as `model:income@2`.
package struct VersionName: Sendable, Hashable, LosslessStringConvertible {
    package let subject: SubjectName
    /// From 1.
    package let number: Int

    package init(subject: SubjectName, number: Int) {
        self.subject = subject
        self.number = number
    }

    /// Reads `kind:name@number`; without a kind it is a model's.
    package init?(_ description: String) {
        let halves = description.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, let subject = SubjectName(String(halves[0])),
            let number = Int(halves[1]), number > 0, String(number) == halves[1]
        else { return nil }
        self.init(subject: subject, number: number)
    }

    package var description: String { "\(subject)@\(number)" }
    /// As people type it: a model's kind is left out.
    package var short: String {
        subject.kind == .model ? "\(subject.name)@\(number)" : description
    }
}

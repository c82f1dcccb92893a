import Governance
import Transparency

/// What a reference is called on a page.
struct LineageLabel: Sendable, Equatable {
    let name: String
    /// Of what, or where.
    let place: String

    private static let countMax = 28

    init(_ reference: String, partOf: [String] = []) {
        let parts = reference.split(separator: ":", maxSplits: 1).map(String.init)
        let rest = parts.count == 2 ? parts[1] : reference
        if let version = VersionName(reference) {
            (name, place) = (version.short, version.subject.kind.rawValue)
        } else if Digest(reference) != nil {
            name = Wording.digest(reference)
            place = partOf.first.map { "in \($0)" } ?? "bytes"
        } else if parts.first == "openlineage", let space = rest.lastIndex(of: " ") {
            (name, place) = (String(rest[rest.index(after: space)...]), String(rest[..<space]))
        } else if parts.first == "git", let at = rest.lastIndex(of: "@") {
            name = String(rest[rest.index(after: at)...].prefix(12))
            place = String(rest[..<at])
        } else {
            (name, place) = (rest, parts.first ?? "")
        }
    }

    /// The same, short enough for a box.
    var boxed: LineageLabel { LineageLabel(name: Self.cut(name), place: Self.cut(place)) }

    private init(name: String, place: String) { (self.name, self.place) = (name, place) }

    private static func cut(_ text: String) -> String {
        text.count <= countMax ? text : text.prefix(12) + "…" + text.suffix(countMax - 13)
    }
}

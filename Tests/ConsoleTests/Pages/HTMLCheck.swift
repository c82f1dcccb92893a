/// Reads a page as a browser would, as far as tags and attributes go.
struct HTMLCheck {
    /// What is wrong with it: elements that do not close, repeated names, what the policy on content
    /// forbids.
    private(set) var problems: [String] = []
    /// Where its links lead.
    private(set) var links: [String] = []
    /// The text outside of tags, entities as they stand.
    private(set) var text = ""
    private var open: [String] = []
    private var ids: Set<String> = []

    private static let void: Set = [
        "meta", "link", "input", "br", "path", "rect", "circle", "line", "polyline", "polygon",
    ]

    init(_ html: String) {
        var rest = html[...]
        while let start = rest.firstIndex(of: "<") {
            text += rest[..<start]
            guard let end = rest[start...].firstIndex(of: ">") else {
                problems.append("a tag does not end")
                return
            }
            read(rest[rest.index(after: start)..<end])
            rest = rest[rest.index(after: end)...]
        }
        text += rest
        if !open.isEmpty { problems.append("left open: \(open)") }
    }

    private mutating func read(_ tag: Substring) {
        guard !tag.hasPrefix("!") else { return }
        if tag.hasPrefix("/") {
            let name = String(tag.dropFirst())
            if open.popLast() != name { problems.append("</\(name)> closes something else") }
            return
        }
        let name = String(tag.prefix { $0.isLetter || $0.isNumber })
        let isClosed = tag.hasSuffix("/")
        if !Self.void.contains(name) && !isClosed { open.append(name) }
        for match in tag.matches(of: /([A-Za-z-]+)="([^"]*)"/) {
            attribute(String(match.output.1), String(match.output.2), of: name)
        }
    }

    private mutating func attribute(_ attribute: String, _ value: String, of element: String) {
        if attribute == "style" || attribute.hasPrefix("on") {
            problems.append("`\(attribute)` of <\(element)> stands inline")
        }
        if attribute == "id", !ids.insert(value).inserted { problems.append("id `\(value)` twice") }
        if ["href", "src", "action"].contains(attribute) {
            if value.contains("//") || value.hasPrefix("javascript:") {
                problems.append("`\(value)` leads away")
            }
            if element == "a" { links.append(value) }
        }
    }
}

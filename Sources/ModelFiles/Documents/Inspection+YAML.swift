/// YAML, line by line: tags that make Python objects, and keys that loaders act on.
///
/// A whole parser is not needed for what is asked: a tag or key stands on its own line or before
/// its value, in block and flow style alike.
extension Inspection {
    private static let lineLimit = 500_000
    private static let yamlWords = PatternSearch([
        "python/", "_target_", "loader_module", "class_name", "python_model_path",
    ])

    mutating func inspectYAML(_ text: String, name: String, at place: Place) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).prefix(
            Self.lineLimit)
        let hasTagPrefix = lines.contains { $0.hasPrefix("%TAG") && $0.contains("python") }
        for (index, raw) in lines.enumerated() {
            let inner = place.at(path: "line \(index + 1)")
            let line = raw.contains("!") && raw.contains("%") ? Self.decoded(raw) : raw
            if hasTagPrefix { noteShortTags(line, at: inner) }
            noteTags(line, at: inner)
            noteKeys(line, at: inner)
        }
        guard text.holds("{%") || text.holds("{{") else { return }
        if name.contains("template") || text.holds("chat_template") || text.holds("template:") {
            inspectTemplate(text, at: place)
        } else if text.holds("__") {
            inspectTemplate(text, at: place)
        }
    }

    private mutating func noteTags(_ line: Substring, at place: Place) {
        guard Self.yamlWords.first(in: Array(line.utf8)) != nil else { return }
        for marker in ["!!python/", "tag:yaml.org,2002:python/", "!python/"] {
            for range in line.ranges(of: marker).prefix(100) {
                let tag = line[range.upperBound...].prefix { !" \t\r,>]}".contains($0) }
                noteTag(String(tag), at: place)
            }
            if line.contains(marker) { return }
        }
    }

    /// Tags may be written with `%2F` for `/`.
    private static func decoded(_ line: Substring) -> Substring {
        var bytes: [UInt8] = []
        var rest = Array(line.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), digits.count == 2, let value = UInt8(digits, radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)[...]
    }

    /// Tags of a handle that `%TAG` bound to Python's: `!p!object/apply:os.system`.
    private mutating func noteShortTags(_ line: Substring, at place: Place) {
        for marker in ["object/apply:", "object/new:", "object:", "name:", "module:"] {
            for range in line.ranges(of: marker).prefix(20) {
                let before = line[..<range.lowerBound]
                guard before.last == "!" else { continue }
                let tag = line[range.lowerBound...].prefix { !" \t\r,>]}".contains($0) }
                noteTag(String(tag), at: place)
            }
        }
    }

    /// `object/apply:os.system`, `name:os.system`, `tuple`.
    private mutating func noteTag(_ tag: String, at place: Place) {
        let halves = tag.split(separator: ":", maxSplits: 1).map(String.init)
        guard halves.count == 2 else { return }
        let parts = halves[1].split(separator: ".").map(String.init)
        append(
            ObjectFact(
                kind: .yamlTag, module: parts.dropLast().joined(separator: "."),
                name: parts.last ?? "",
                arguments: [halves[0]], place: place), \.objects)
    }

    private mutating func noteKeys(_ line: Substring, at place: Place) {
        guard Self.yamlWords.first(in: Array(line.utf8)) != nil else { return }
        for key in ["_target_", "loader_module", "class_name", "python_model_path"] {
            for range in line.ranges(of: key).prefix(50) {
                let rest = line[range.upperBound...].drop { "\"' \t".contains($0) }
                guard rest.first == ":" else { continue }
                let value = rest.dropFirst().drop { "\"' \t".contains($0) }.prefix {
                    !"\"' ,}\r".contains($0)
                }
                noteKey(key, String(value), at: place)
            }
        }
    }

    private mutating func noteKey(_ key: String, _ value: String, at place: Place) {
        guard !value.isEmpty else { return }
        switch key {
        case "_target_": addObject(.hydra, dotted: value, at: place)
        case "loader_module":
            let root = value.prefix { $0 != "." }
            if root != "mlflow" { addObject(.mlflow, dotted: value + ".load", at: place) }
        case "class_name" where value == "Lambda" || value == "__lambda__":
            append(
                ObjectFact(kind: .keras, module: "", name: value, arguments: [], place: place),
                \.objects)
        default: break
        }
    }
}

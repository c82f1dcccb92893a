/// Files of `key = value` lines: what a loader of settings would import, run or open.
extension Inspection {
    private static let endings = [".ini", ".cfg", ".conf", ".toml", ".gin", ".properties"]

    mutating func inspectSettings(_ text: String, name: String, at place: Place) {
        guard Self.endings.contains(where: name.hasSuffix) else { return }
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .prefix(20_000).enumerated()
        {
            let inner = place.at(path: "line \(index + 1)")
            inspectSetting(line, at: inner)
            if name.hasSuffix(".gin") { inspectGin(line, at: inner) }
        }
    }

    private mutating func inspectSetting(_ line: Substring, at place: Place) {
        guard let sign = line.firstIndex(where: { $0 == "=" || $0 == ":" }),
            line.first.map({ $0 != "#" && $0 != ";" }) ?? false
        else { return }
        let blanks: Set<Character> = [" ", "\t", "\"", "'", "\r"]
        let key = String(line[..<sign].filter { !blanks.contains($0) })
        let value = String(line[line.index(after: sign)...].trimming(blanks))
        guard value.utf8.count >= 6 else { return }
        if let callable = ConfigurationCallables.callable(key: key, value: value) {
            addObject(.named, dotted: callable, at: place)
        }
        if CodeText.runsFetched(value) { self.text(.script, "shell", value, place) }
        if CodeText.calls(value) { self.text(.code, key, value, place) }
        if PathRules.isSensitive(value) { refer(.sensitiveFile, value, place) }
    }

    /// Gin calls what stands behind an at sign.
    private mutating func inspectGin(_ line: Substring, at place: Place) {
        for part in line.split(separator: "@").dropFirst() {
            let dotted = String(part.prefix { $0.isLetter || $0.isNumber || "_.".contains($0) })
            guard let callable = ConfigurationCallables.callable(key: "", value: dotted) else {
                continue
            }
            addObject(.named, dotted: callable, at: place)
        }
    }
}

extension Substring {
    fileprivate func trimming(_ characters: Set<Character>) -> Substring {
        guard let first = firstIndex(where: { !characters.contains($0) }),
            let last = lastIndex(where: { !characters.contains($0) })
        else { return "" }
        return self[first...last]
    }
}

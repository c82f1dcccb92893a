import Testing

/// A rule that does not hold: where, and what to do about it.
struct Problem: Equatable, CustomStringConvertible {
    /// From the repository's root.
    let path: String
    /// From 1; `nil` when the whole file is meant.
    let line: Int?
    let sentence: String

    init(_ path: String, line: Int? = nil, _ sentence: String) {
        self.path = path
        self.line = line
        self.sentence = sentence
    }

    var description: String {
        line.map { "\(path):\($0): \(sentence)" } ?? "\(path): \(sentence)"
    }
}

extension [Problem] {
    /// Lists each as an issue of the running test.
    func report() {
        for problem in self { Issue.record(Comment(rawValue: problem.description)) }
    }
}

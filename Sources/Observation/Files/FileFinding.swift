package import Transparency

/// A file of a run, and what is known of its bytes.
package struct FileFinding: Sendable, Equatable {
    package enum Content: Sendable, Equatable {
        case bytes(Digest, count: Int)
        case unknown(Reason)
    }

    /// Why nobody can say which bytes they were.
    package enum Reason: String, Sendable {
        /// It was written to after it was opened, or while it was read.
        case changed
        case gone
        case unreadable
        /// There were more files or bytes than are looked at.
        case beyond
    }

    package let path: ObservedPath
    package let content: Content

    package init(path: ObservedPath, content: Content) {
        self.path = path
        self.content = content
    }

    package var digest: Digest? {
        if case .bytes(let digest, _) = content { digest } else { nil }
    }

    package var byteCount: Int? {
        if case .bytes(_, let count) = content { count } else { nil }
    }
}

/// Says a path as people know it: below the working folder, else below their home, else in full.
///
/// The name of the home, which is a person's as a rule, is not said.
package struct ShownPaths: Sendable {
    private let workingFolder: ObservedPath
    private let home: ObservedPath

    package init(workingFolder: String, home: String) {
        self.workingFolder = ObservedPath(workingFolder == "/" ? "" : workingFolder)
        self.home = ObservedPath(home == "/" ? "" : home)
    }

    package func text(_ path: ObservedPath) -> String {
        if path.isBelow(workingFolder), !workingFolder.isEmpty {
            return ObservedPath.text(path.suffix(below: workingFolder))
        }
        return textOutside(path)
    }

    /// The same, never below the working folder.
    package func textOutside(_ path: ObservedPath) -> String {
        if !home.isEmpty {
            if path == home { return "~" }
            if path.isBelow(home) { return "~/" + ObservedPath.text(path.suffix(below: home)) }
        }
        return path.text
    }

    /// An argument in which the home may stand anywhere.
    package func text(argument: String) -> String {
        home.isEmpty ? argument : argument.replacing(home.text + "/", with: "~/")
    }
}

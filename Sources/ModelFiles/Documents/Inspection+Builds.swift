/// Files that say how a repository is built and what is installed for it.
extension Inspection {
    private static let lineLimit = 20_000

    /// What is fetched from an address, and commands that run what they fetch.
    mutating func inspectBuild(_ text: String, name: String, at place: Place) {
        switch name {
        case "pyproject.toml", "setup.cfg", "pipfile", "tox.ini":
            inspectDependencies(text, at: place)
        case "dockerfile", "makefile", "containerfile", "justfile", "procfile":
            inspectCommands(text, at: place)
        default:
            if name.hasSuffix(".dockerfile") || name.hasSuffix(".mk") {
                inspectCommands(text, at: place)
            }
        }
    }

    /// Lines of conda's environments: channels without TLS, and packages of pip's by address.
    mutating func inspectEnvironment(_ text: String, at place: Place) {
        guard text.holds("dependencies:") else { return }
        for (index, line) in lines(of: text) {
            let bare = line.drop { $0 == " " || $0 == "-" }
            let isPackage =
                ["git+", "hg+", "svn+"].contains { bare.hasPrefix($0) }
                || bare.contains(" @ ") && bare.contains("://")
            if isPackage || bare.hasPrefix("http://") {
                refer(.requirement, String(bare), place.at(path: "line \(index + 1)"))
            }
        }
    }

    private func lines(of text: String) -> [(offset: Int, element: Substring)] {
        let all = text.split(separator: "\n", omittingEmptySubsequences: false)
        return Array(all.prefix(Self.lineLimit).enumerated())
    }

    private mutating func inspectDependencies(_ text: String, at place: Place) {
        for (index, line) in lines(of: text) {
            let bare = line.drop { $0 == " " }
            let isPackage = bare.contains(" @ ") && bare.contains("://") || bare.contains("git+")
            let isPlainIndex = bare.hasPrefix("url") && bare.contains("http://")
            let isUnchecked = bare.hasPrefix("verify_ssl") && bare.contains("false")
            let isOwnBackend = bare.hasPrefix("backend-path")
            if isPackage || isPlainIndex || isUnchecked || isOwnBackend {
                refer(.requirement, String(bare.prefix(300)), place.at(path: "line \(index + 1)"))
            }
        }
    }

    /// `curl … | sh` and its like: what is fetched is run unseen.
    private mutating func inspectCommands(_ text: String, at place: Place) {
        for (index, line) in lines(of: text) {
            let isFetch = line.contains("curl ") || line.contains("wget ")
            let isPiped = ["| sh", "|sh", "| bash", "|bash", "| python", "|python", "| sudo"]
                .contains { line.contains($0) }
            if isFetch && isPiped {
                let bare = line.drop { $0 == " " || $0 == "\t" }
                self.text(.script, "shell", String(bare), place.at(path: "line \(index + 1)"))
            }
        }
    }
}

import Foundation

/// The files of this repository.
enum SourceTree {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let sources = swiftFiles(under: "Sources")
    static let tests = swiftFiles(under: "Tests")
    static let pages = files(under: "", ending: ".md").compactMap { path in
        text(path).map { MarkdownPage(path: path, text: $0) }
    }

    /// The folders of `Sources`.
    static let rooms = folders(under: "Sources")
    static let testRooms = folders(under: "Tests")

    /// The targets of Package.swift that are rooms, in their order; what only an environment
    /// variable adds comes after the package and is none.
    static let targets: [String] = {
        let whole = text("Package.swift") ?? ""
        let end = whole.firstRange(of: "swiftLanguageModes")?.lowerBound ?? whole.endIndex
        let manifest = whole[..<end]
        return manifest.matches(
            of: /\.(?:target|executableTarget|systemLibrary)\(\s*name: "([^"]+)"/
        ).map { String($0.output.1) }
    }()

    static func text(_ path: String) -> String? {
        try? String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path())
    }

    /// Paths from the root, sorted; what a build leaves behind and hidden folders are passed over.
    static func files(under folder: String, ending suffix: String) -> [String] {
        let start = folder.isEmpty ? root : root.appending(path: folder)
        guard let walk = FileManager.default.enumerator(atPath: start.path()) else { return [] }
        var found: [String] = []
        while let path = walk.nextObject() as? String {
            if path.split(separator: "/").last?.hasPrefix(".") == true {
                walk.skipDescendants()
            } else if path.hasSuffix(suffix) {
                found.append(folder.isEmpty ? path : "\(folder)/\(path)")
            }
        }
        return found.sorted()
    }

    private static func swiftFiles(under folder: String) -> [SourceFile] {
        files(under: folder, ending: ".swift").compactMap { path in
            text(path).map { SourceFile(path: path, text: $0) }
        }
    }

    private static func folders(under folder: String) -> [String] {
        let start = root.appending(path: folder)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: start.path())) ?? []
        return names.filter { name in
            let path = start.appending(path: name).path()
            let inside = try? FileManager.default.contentsOfDirectory(atPath: path)
            return !name.hasPrefix(".") && inside?.isEmpty == false
        }.sorted()
    }
}

import Transparency

/// A file as an index lists it.
///
/// Source: PEP 503, 592, 629, 658, 691, 700 and 714.
struct SimpleFile: Equatable {
    let name: String
    let url: String
    let sha256: String
    let byteCount: Int?
    var requiresPython: String?
    /// ISO 8601, in UTC.
    var uploadTime: String?
    /// The digest of its metadata, which is then at `URL.metadata`.
    var metadataSHA256: String?
    /// Why it is not to be had; `nil` when it is.
    var yanked: String?
}

/// A page in the forms that installers read.
protocol SimplePage {
    var json: JSON { get }
    var html: String { get }
}

/// An index's page about one project.
struct SimpleProject: SimplePage {
    let name: String
    let releases: [String]
    let files: [SimpleFile]

    var json: JSON {
        [
            "files": .array(files.map(\.json)), "meta": ["api-version": "1.1"],
            "name": .string(name), "versions": .array(releases.map { .string($0) }),
        ]
    }

    var html: String {
        let rows = files.map(\.html).joined()
        return SimpleWire.html(title: "Links for \(name)", rows: rows)
    }
}

/// The names of an index's projects.
struct SimpleList: SimplePage {
    let projects: [String]

    var json: JSON {
        [
            "meta": ["api-version": "1.1"],
            "projects": .array(projects.map { ["name": .string($0)] }),
        ]
    }

    var html: String {
        let rows = projects.map { "<a href=\"\($0.escaped)/\">\($0.escaped)</a><br>\n" }.joined()
        return SimpleWire.html(title: "Packages", rows: rows)
    }
}

/// What both pages are as HTML.
enum SimpleWire {
    static func html(title: String, rows: String) -> String {
        """
        <!DOCTYPE html>
        <html>
        <head>
        <meta name="pypi:repository-version" content="1.1">
        <title>\(title.escaped)</title>
        </head>
        <body>
        <h1>\(title.escaped)</h1>
        \(rows)</body>
        </html>

        """
    }
}

extension SimpleFile {
    fileprivate var json: JSON {
        let metadata: JSON = metadataSHA256.map { ["sha256": .string($0)] } ?? false
        var members: [String: JSON] = [
            "core-metadata": metadata, "data-dist-info-metadata": metadata,
            "filename": .string(name), "hashes": ["sha256": .string(sha256)],
            "url": .string(url), "yanked": yanked.map { .string($0) } ?? false,
        ]
        if let byteCount { members["size"] = JSON(byteCount) }
        if let requiresPython { members["requires-python"] = .string(requiresPython) }
        if let uploadTime { members["upload-time"] = .string(uploadTime) }
        return .object(members)
    }

    fileprivate var html: String {
        var attributes = [("href", "\(url)#sha256=\(sha256)")]
        if let requiresPython { attributes.append(("data-requires-python", requiresPython)) }
        if let metadataSHA256 {
            attributes.append(("data-core-metadata", "sha256=\(metadataSHA256)"))
            attributes.append(("data-dist-info-metadata", "sha256=\(metadataSHA256)"))
        }
        if let yanked { attributes.append(("data-yanked", yanked)) }
        let written = attributes.map { "\($0.0)=\"\($0.1.escaped)\"" }.joined(separator: " ")
        return "<a \(written)>\(name.escaped)</a><br>\n"
    }
}

extension String {
    /// The text as a page shows it, also within quotes.
    fileprivate var escaped: String {
        replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
    }
}

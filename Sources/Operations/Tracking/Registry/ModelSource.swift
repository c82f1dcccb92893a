package import Tracking
import Transparency

/// Where a client says that the files of a model version are.
package enum ModelSource: Sendable, Equatable {
    /// `models:/m-…`.
    case loggedModel(String)
    /// `models:/NAME/NUMBER` and `models:/NAME@ALIAS`.
    case version(name: String, ReadModelVersion.Place)
    /// `runs:/RUN/PATH`.
    case run(String, path: String)
    /// A folder of a machine, by its path or as `file:`.
    case local(path: String)
    /// Anything else that is an address.
    case address(String)

    /// - Throws: `invalid` for an address that leads upwards or is not absolute, in any spelling, and
    ///   for a file of another host, which no client could read.
    package init(_ source: String) throws(TrackingError) {
        if let rest = source.suffix(after: "models:/") {
            if rest.hasPrefix("m-"), !rest.contains("/") {
                self = .loggedModel(String(rest))
                return
            }
            if let (name, place) = Self.place(rest) {
                self = .version(name: name, place)
                return
            }
        }
        if let path = Self.localPath(source) {
            self = .local(path: path)
            return
        }
        guard Self.isPlain(source) else { throw .refused(.invalid(Self.relative(source))) }
        if let colon = source.firstIndex(of: ":"), URIScheme(source[..<colon])?.text == "file" {
            throw .refused(.invalid(Self.remote(source)))
        }
        if let rest = source.suffix(after: "runs:/") {
            let halves = rest.split(separator: "/", maxSplits: 1).map(String.init)
            self = .run(halves.first ?? "", path: halves.count > 1 ? halves[1] : "")
            return
        }
        self = .address(source)
    }

    private static func place(
        _ text: Substring
    ) -> (String, ReadModelVersion.Place)? {
        if let at = text.lastIndex(of: "@") {
            return (String(text[..<at]), .alias(String(text[text.index(after: at)...])))
        }
        guard let slash = text.lastIndex(of: "/"), slash != text.startIndex else { return nil }
        let number = String(text[text.index(after: slash)...])
        return Int64(number) == nil ? nil : (String(text[..<slash]), .number(number))
    }

    /// The path of a local address; `nil` for another one.
    static func localPath(_ source: String) -> String? {
        guard let colon = source.firstIndex(of: ":"),
            let scheme = URIScheme(source[..<colon])
        else { return source }
        guard scheme.text == "file" else { return nil }
        var rest = source[source.index(after: colon)...]
        if rest.hasPrefix("//") {
            rest = rest.dropFirst(2)
            let host = rest.prefix { $0 != "/" }
            guard host.isEmpty || host == "localhost" || host == "." || host == ".." else {
                return nil
            }
            rest = rest.dropFirst(host == "localhost" ? host.count : 0)
        }
        return PercentEncoding.decode(rest) ?? String(rest)
    }

    /// INVARIANT: neither the address nor what it decodes to leads upwards, is relative or has a NUL.
    private static func isPlain(_ source: String) -> Bool {
        var text = source
        for _ in 0..<16 {
            guard let decoded = PercentEncoding.decode(text.replacing("+", with: " ")) else {
                return false
            }
            if decoded == text { break }
            text = decoded
        }
        guard !text.unicodeScalars.contains("\0"),
            !text.split(separator: "/", omittingEmptySubsequences: false).contains("..")
        else { return false }
        var path = text[...]
        if let colon = text.firstIndex(of: ":"), URIScheme(text[..<colon]) != nil {
            path = text[text.index(after: colon)...]
        }
        if path.hasPrefix("//") { path = path.dropFirst(2).drop { $0 != "/" } }
        path = path.prefix { $0 != "?" && $0 != "#" }
        let parts = path.split(separator: "/")
        return path.hasPrefix("/") && !parts.isEmpty && !parts.contains(".")
    }

    private static func relative(_ source: String) -> String {
        "Invalid model version source: '\(source)'. If supplying a source as an http, https, local "
            + "file path, ftp, objectstore, or mlflow-artifacts uri, an absolute path must be "
            + "provided without relative path references present. Please provide an absolute path."
    }

    private static func remote(_ source: String) -> String {
        "Invalid model version source: '\(source)' is not a valid remote uri. A file of another host "
            + "is not to be had by `file:`."
    }

    static func outside(_ path: String, field: String) -> TrackingError {
        .refused(
            .invalid(
                "Invalid model version source: '\(path)'. To use a local path as a model version "
                    + "source, the \(field) request parameter has to be specified and the local path "
                    + "has to be contained within the artifact directory of the run specified by "
                    + "the \(field)."))
    }
}

/// The scheme of an address.
private struct URIScheme {
    let text: String

    init?(_ text: Substring) {
        guard text.count > 1,
            text.utf8.first.map({ ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A })
                ?? false,
            text.utf8.allSatisfy({
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2B
                    || $0 == 0x2D || $0 == 0x2E
            })
        else { return nil }
        self.text = text.lowercased()
    }
}

extension String {
    fileprivate func suffix(after prefix: String) -> Substring? {
        hasPrefix(prefix) ? dropFirst(prefix.count) : nil
    }
}

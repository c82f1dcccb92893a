package import Transparency

/// A file that somebody hands in as evidence.
package enum HandedIn {
    static let sizeLimit = 16 << 20

    /// The text of a file.
    ///
    /// - Throws: A fault for a file that cannot be read, is too large or is no text.
    package static func text(_ path: String) throws(Failure) -> String {
        let bytes = try FileBytes.read(path)
        guard bytes.count <= sizeLimit else {
            throw .fault("too_large", "`\(path)` is larger than \(sizeLimit >> 20) MiB")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .fault("not_text", "`\(path)` is not UTF-8 text")
        }
        return text
    }

    /// JSON as it is; any other text in full, as `{"text": …}`.
    ///
    /// - Throws: A fault for a file that cannot be read, is too large or is no text.
    package static func predicate(_ path: String) throws(Failure) -> JSON {
        let bytes = try FileBytes.read(path)
        guard bytes.count <= sizeLimit else {
            throw .fault("too_large", "`\(path)` is larger than \(sizeLimit >> 20) MiB")
        }
        if path.hasSuffix(".json") {
            do {
                return try JSON(parsing: bytes)
            } catch {
                throw .fault("bad_json", "`\(path)` is no JSON: \(error)")
            }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .fault("not_text", "`\(path)` is neither JSON nor UTF-8 text")
        }
        return ["text": .string(text)]
    }
}

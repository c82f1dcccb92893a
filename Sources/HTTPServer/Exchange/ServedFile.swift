import API
package import HTTPTypes
import NIOCore
package import Operations
package import Transparency

/// How bytes that somebody handed in are given out again.
package enum ServedFile {
    /// INVARIANT: what somebody handed in is saved, never shown: a page in it could act for whoever
    /// looks at it.
    package static func headers(named name: String, _ digest: Digest? = nil) -> HTTPFields {
        var headers: HTTPFields = [
            .acceptRanges: "bytes", .cacheControl: "private, no-cache",
            .contentType: "application/octet-stream", .contentSecurityPolicy: "sandbox",
            .contentDisposition: "attachment; filename=\"\(plain(name))\"",
            .xContentTypeOptions: "nosniff",
        ]
        if let digest { headers[.eTag] = tag(digest) }
        return headers
    }

    static func tag(_ digest: Digest) -> String { "\"\(digest)\"" }

    /// A name that needs no escaping in a header.
    private static func plain(_ name: String) -> String {
        String(
            name.map { character in
                character.isASCII
                    && (character.isLetter || character.isNumber || "._-".contains(character))
                    ? character : "_"
            })
    }
}

extension ServerRequest {
    /// All of a blob, or the range of it that is asked for, or that the client has it; to `HEAD`, what
    /// the answer would say.
    ///
    /// `tag` is what clients of another system know the bytes by, and `more` are headers besides.
    package func sending(
        _ file: BlobFile, named name: String, tag: String? = nil, more: HTTPFields = [:]
    ) throws -> ServerResponse {
        let tag = tag.map { "\"\($0)\"" } ?? ServedFile.tag(file.digest)
        var headers = ServedFile.headers(named: name)
        headers[.eTag] = tag
        headers.append(contentsOf: more)
        if has(tag) { return ServerResponse(.notModified, headers: headers) }
        switch range(of: file, tag) {
        case nil: return stream(file, 0..<file.byteCount, .ok, headers)
        case .outside:
            throw ProblemError(
                Problem(416, "outside", "the artifact has \(file.byteCount) bytes"),
                headers: [.contentRange: "bytes */\(file.byteCount)"])
        case .range(let range):
            headers[.contentRange] =
                "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(file.byteCount)"
            return stream(file, range, .partialContent, headers)
        }
    }

    private func stream(
        _ file: BlobFile, _ range: Range<Int>, _ status: HTTPResponse.Status, _ headers: HTTPFields
    ) -> ServerResponse {
        guard method != .head else {
            var headers = headers
            headers[.contentLength] = "\(range.count)"
            return ServerResponse(status, headers: headers)
        }
        return ServerResponse(
            status, headers: headers,
            body: .stream(byteCount: range.count) { write in
                try await file.forEachPiece(in: range) { try await write(ByteBuffer(bytes: $0)) }
            })
    }

    /// The range that is asked for, unless it is of bytes that the client has no longer.
    private func range(of file: BlobFile, _ tag: String) -> ByteRange? {
        if let known = headers[.ifRange], known != tag { return nil }
        return ByteRange(headers[.range], of: file.byteCount)
    }
}
